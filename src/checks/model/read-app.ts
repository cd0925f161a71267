import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { rememberOrigins } from './rule-origin';
import { isGuarded } from '../../delivery/guarded-targets';
import { protectionOf } from '../../protection/rule-protection';
import { hasOptedOut, isProtectionWanted } from '../../protection/service-event-protection';
import { ServiceRule } from '../../rules/service-rule';
import { StackTemplate } from '../../template/stack-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { elementsBelow, readTemplates, stacksBelow, writtenTemplate } from '../../testing/synthesized-templates';

const HANDED_ON = new WeakMap<IConstruct, Templates>();

/**
 * Reads the templates that an app has just written: all stacks and nested stacks of all stages. Within one synthesis they
 * are read once: what the report has read is handed on to the checks, which CDK runs next.
 */
export function readApp(root: IConstruct, handOn = false): Templates {
  const app = (handOn ? undefined : HANDED_ON.get(root)) ?? new Templates(readTemplates(stacksBelow(root), templateOf));
  if (handOn) {
    HANDED_ON.set(root, app);
  } else {
    HANDED_ON.delete(root);
  }
  return app;
}

function templateOf(stack: Stack): StackTemplate {
  const elementOf = elementsBelow(stack);
  const template = writtenTemplate(stack, elementOf);
  let isWanted: boolean | undefined;
  rememberOrigins(template, (resource) => {
    const rule = ruleAt(resource, stack) ?? elementOf(resource.logicalId) as CfnRule | undefined;
    return rule && {
      isGuarded: isGuarded(rule),
      lacksProtection: (isWanted ??= isProtectionWanted(stack)) && !isGuarded(rule) && !hasOptedOut(rule),
      protection: protectionOf(rule),
      deliveryType: serviceRuleOf(rule)?.deliveryType,
    };
  });
  return template;
}

/**
 * The rule that has the path of a resource: it is found without looking through the stack. None where a template that was
 * included brings the path of another app.
 */
function ruleAt({ stack: template, path }: TemplateResource, stack: Stack): CfnRule | undefined {
  let at: IConstruct | undefined = stack.node.root;
  for (const name of path.split('/')) {
    at = at?.node.tryFindChild(name);
  }
  return at instanceof CfnRule && at.stack === stack && holdsOnce(path, template) ? at : undefined;
}

const OFTEN = new WeakMap<StackTemplate, ReadonlySet<string>>();

/** Whether a path is that of one resource alone. */
function holdsOnce(path: string, template: StackTemplate): boolean {
  let often = OFTEN.get(template);
  if (!often) {
    const paths = [...template.resources.values()].map((resource) => resource.path);
    often = new Set(paths.length === new Set(paths).size ? [] : paths.filter((one, at) => paths.indexOf(one) !== at));
    OFTEN.set(template, often);
  }
  return !often.has(path);
}

/** The rule of this library, where it is one. */
function serviceRuleOf(rule: CfnRule): ServiceRule | undefined {
  const owner = rule.node.scope?.node.scope;
  return owner instanceof ServiceRule ? owner : undefined;
}
