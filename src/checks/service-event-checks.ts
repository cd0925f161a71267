import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import { ALL_CHECKS } from './all-checks';
import { CHECKS_OPTIONS } from './check-option-kinds';
import { CheckSeverity } from './check-severity';
import { Finding, adviceOf, findingsIn } from './finding';
import { optionName } from '../catalog/option-spelling';
import { readApp } from './model/read-app';
import { nearest } from '../catalog/nearest';
import { LIBRARY } from '../delivery/construct-notices';
import { requireOptionsOf } from '../delivery/options/require-options';
import { StackTemplate } from '../template/stack-template';
import { TemplateResource } from '../template/template-resource';
import { Templates } from '../template/templates';

/**
 * How findings are reported.
 */
export interface ServiceEventChecksProps {
  /**
   * What becomes of the findings of a check, by its id, such as an error for `no-dead-letter-queue`.
   *
   * @default - what is proven by the app is an error, what is suspected a warning; the page on the checks lists all of them
   */
  readonly severities?: { [check: string]: CheckSeverity };
}

/**
 * Finds, at synthesis, rules that can never match, match too much, lose events, or call themselves: rules of this library
 * and all others of the app, in all its stages.
 *
 * It is added with `Validations.of(app).addPlugins(new ServiceEventChecks())`.
 *
 * A finding is acknowledged on the construct it names, or on one above it, with `Validations.of(rule).acknowledge(...)`, by its
 * id (such as `cdk-service-events::no-dead-letter-queue`) and with a reason.
 *
 * @see https://github.com/cdk-service-events/cdk-service-events/blob/main/CHECKS.md
 */
export class ServiceEventChecks implements IPolicyValidationPlugin {
  /**
   * The name of the plugin, which is the first part of the ids by which findings are acknowledged.
   */
  public readonly name: string = LIBRARY;

  /**
   * The ids of all checks.
   */
  public readonly ruleIds?: string[] = ALL_CHECKS.map(({ id }) => id);

  private readonly severities: Record<string, CheckSeverity>;

  /**
   * Makes the plugin, which is then added to an app.
   *
   * @throws when a severity is given for a check that does not exist
   */
  constructor(props: ServiceEventChecksProps = {}) {
    requireOptionsOf('ServiceEventChecks', props, CHECKS_OPTIONS);
    this.severities = props.severities ?? {};
    for (const id of Object.keys(this.severities)) {
      if (!this.ruleIds!.includes(id)) {
        throw new Error(`${optionName('severities')} names '${id}', and there is no such check. Nearest: ${nearest(id, this.ruleIds!).map((near) => `'${near}'`).join(', ')}. All of them: https://github.com/cdk-service-events/cdk-service-events/blob/main/CHECKS.md`);
      }
    }
  }

  /**
   * Called by the CDK once all templates are written.
   *
   * @param context the app and its templates
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const validated = new Set(context.stackTemplates.map(({ templatePath }) => templatePath));
    const findings = this._findingsIn(readApp(context.appConstruct))
      .filter(({ resource }) => validated.has(outermost(resource.stack).origin.templatePath!));
    return {
      success: !findings.some(({ severity }) => severity === CheckSeverity.ERROR || severity === CheckSeverity.FATAL),
      violations: violationsOf(findings),
    };
  }

  /**
   * @internal
   */
  public _findingsIn(app: Templates): Finding[] {
    return findingsIn(app, this.severities);
  }
}

/** What is the same for several rules is said once. */
function violationsOf(findings: Finding[]): PolicyViolation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.check.id, finding.severity, finding.message, adviceOf(finding, true)]);
    const group = groups.get(key);
    if (group) {
      group.push(finding);
    } else {
      groups.set(key, [finding]);
    }
  }
  return [...groups.values()].map(violation);
}

function violation(findings: Finding[]): PolicyViolation {
  const [first] = findings;
  const { check, severity, message } = first;
  const values = [...new Set(findings.map(({ value }) => value).filter((value) => value !== undefined)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value))))];
  return {
    ruleName: check.id,
    description: message,
    fix: adviceOf(first, true),
    severity,
    ruleMetadata: {
      group: check.group,
      logicalIds: [...new Set(findings.map(({ resource }) => resource.logicalId))].join(', '),
      ...(values.length > 0 && { value: values.join('; ') }),
    },
    violatingResources: resourcesOf(findings),
  };
}

/** Each resource once, with all places. */
function resourcesOf(findings: Finding[]): PolicyViolatingResource[] {
  const byResource = new Map<TemplateResource, string[]>();
  for (const { resource, location, others = [] } of findings) {
    byResource.set(resource, [...byResource.get(resource) ?? [], location, ...others]);
  }
  return [...byResource].map(([resource, locations]) => ({
    constructPath: resource.path, templatePath: resource.stack.origin.templatePath!, locations,
  }));
}

function outermost(stack: StackTemplate): StackTemplate {
  return stack.parent ? outermost(stack.parent) : stack;
}
