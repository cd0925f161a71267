import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { rememberOrigins } from './rule-origin';
import { isGuarded } from '../../delivery/guarded-targets';
import { protectionOf } from '../../protection/rule-protection';
import { hasOptedOut, isProtectionWanted } from '../../protection/service-event-protection';
import { ServiceRule } from '../../rules/service-rule';
import { StackTemplate } from '../../template/stack-template';
import { Templates } from '../../template/templates';

const HANDED_ON = new WeakMap<IConstruct, Templates>();

/**
 * Reads the templates that an app has just written: all stacks and nested stacks of all stages. Within one synthesis they
 * are read once: what the report has read is handed on to the checks, which CDK runs next.
 */
export function readApp(root: IConstruct, handOn = false): Templates {
  const app = (handOn ? undefined : HANDED_ON.get(root)) ?? new Templates(templatesOf(stacksBelow(root)));
  if (handOn) {
    HANDED_ON.set(root, app);
  } else {
    HANDED_ON.delete(root);
  }
  return app;
}

function templatesOf(stacks: Stack[]): StackTemplate[] {
  const templates = new Map(stacks.map((stack) => [stack, templateOf(stack)]));
  for (const [stack, template] of templates) {
    const resource = stack.nestedStackResource;
    if (resource && stack.nestedStackParent) {
      template.resourceInParent = templates.get(stack.nestedStackParent)?.resources.get(stack.nestedStackParent.getLogicalId(resource as CfnElement));
    }
  }
  return [...templates.values()];
}

function templateOf(stack: Stack): StackTemplate {
  const templatePath = join(Stage.of(stack)!.outdir, stack.templateFile);
  let elements: Map<string, CfnElement> | undefined;
  const elementOf = (logicalId: string) => {
    elements ??= new Map(elementsOf(stack, stack).map((element) => [stack.resolve(element.logicalId) as string, element]));
    return elements.get(logicalId);
  };
  const text = readFileSync(templatePath);
  const template = new StackTemplate(JSON.parse(text.toString()), {
    bytes: text.length,
    path: stack.node.path,
    stackName: stack.stackName,
    account: known(stack.account),
    region: known(stack.region),
    templatePath,
    pathOf: (logicalId) => elementOf(logicalId)?.node.path ?? stack.node.path,
  });
  rememberOrigins(template, (logicalId) => {
    const rule = elementOf(logicalId) as CfnRule | undefined;
    return rule && {
      isGuarded: isGuarded(rule),
      lacksProtection: isProtectionWanted(stack) && !isGuarded(rule) && !hasOptedOut(rule),
      protection: protectionOf(rule),
      deliveryType: serviceRuleOf(rule)?.deliveryType,
    };
  });
  return template;
}

/** The rule of this library, where it is one. */
function serviceRuleOf(rule: CfnRule): ServiceRule | undefined {
  const owner = rule.node.scope?.node.scope;
  return owner instanceof ServiceRule ? owner : undefined;
}

/** Walks with a list of its own: a tree can be deep. */
function stacksBelow(root: IConstruct): Stack[] {
  const found: Stack[] = [];
  const open = [root];
  while (open.length > 0) {
    const construct = open.pop()!;
    if (Stack.isStack(construct)) {
      found.push(construct);
    }
    open.push(...[...construct.node.children].reverse());
  }
  return found;
}

function elementsOf(construct: IConstruct, stack: Stack): CfnElement[] {
  return construct.node.children.flatMap((child) => {
    if (Stack.isStack(child)) {
      return [];
    }
    return [...(CfnElement.isCfnElement(child) && CfnResource.isCfnResource(child) ? [child] : []), ...elementsOf(child, stack)];
  });
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
