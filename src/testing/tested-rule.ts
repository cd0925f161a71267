import { MatchingRule, ReachedTarget } from './matching-rule';
import { isReadOnlyManagementEvent } from './read-only-events';
import { TestedReceiver } from './tested-receiver';
import { targetInput } from '../pattern/input/target-input';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { RuleInTemplate, TargetOfRule } from '../template/rule-in-template';
import { TemplateResource } from '../template/template-resource';
import { TemplateValues } from '../template/template-values';
import { Templates } from '../template/templates';

const DEFAULT_BUS = 'default';
/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
const ALL_CALLS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const PERMISSION = 'AWS::Lambda::Permission';

/** What the rules of a template have in common. */
export interface TestedTemplate {
  readonly templates: Templates;
  readonly values: TemplateValues;
  readonly paths: ReadonlyMap<string, string>;
  readonly maxPatternCharacters?: number;
}

/** A rule of a template, ready to be asked about events. */
export class TestedRule implements TestedReceiver {
  public readonly matcher: EventPatternMatcher;
  public readonly logicalId: string;
  public readonly eventBusName: string;
  public readonly eventPattern: Record<string, any>;
  /** Where the rule stands in the app, without the stack. */
  public readonly constructPath?: string;
  /** Why the rule gets no event; nothing where it does. */
  public readonly silent?: string;
  private readonly values: TemplateValues;
  public readonly inTemplate: RuleInTemplate;

  /**
   * @throws when EventBridge refuses the pattern
   */
  constructor(public readonly resource: TemplateResource, private readonly tested: TestedTemplate, pattern: unknown) {
    const { values, templates: { references }, paths, maxPatternCharacters } = tested;
    this.values = values;
    this.logicalId = resource.logicalId;
    this.constructPath = paths.get(resource.logicalId);
    this.inTemplate = new RuleInTemplate(resource, references, values.functions);
    try {
      this.eventPattern = typeof pattern === 'string' ? parsedPattern(pattern) : pattern as Record<string, any>;
      this.matcher = EventPatternMatcher.of(this.eventPattern, { maxPatternCharacters });
    } catch (error) {
      throw new Error(`Rule ${this.name}: ${(error as Error).message}`);
    }
    // A bus is named or given by its ARN.
    const bus = values.resolve(resource.properties.EventBusName);
    this.eventBusName = typeof bus === 'string' ? bus.replace(/^arn:.*:event-bus\//, '') : DEFAULT_BUS;
    const notDeployed = values.whyNotDeployed(resource);
    this.silent = notDeployed !== undefined ? `not deployed: ${notDeployed}` : this.inTemplate.enabled ? undefined : 'is disabled';
  }

  /** What messages call the rule. */
  public get name(): string {
    return this.constructPath ?? this.logicalId;
  }

  /** The names by which the rule can be selected. */
  public get names(): string[] {
    const path = this.constructPath ?? '';
    const name = this.values.resolve(this.resource.properties.Name);
    return [this.logicalId, path, path.replace(/\/Rule$/, ''), typeof name === 'string' ? name : ''].filter((text) => text !== '');
  }

  /** Why an event that the pattern matches does not reach the rule; nothing where it does. */
  public whyNot(sample: Record<string, any>): string | undefined {
    return this.silent ?? (this.inTemplate.state !== ALL_CALLS && isReadOnlyManagementEvent(sample)
      ? `sees no read-only call in its state ${this.inTemplate.state}, and '${sample.detail?.eventName}' is one: ${ALL_CALLS} does` : undefined);
  }

  /** The rule, and what an event that it matches makes of its targets. */
  public deliver(sample: Record<string, any>): MatchingRule {
    const { logicalId, constructPath, eventBusName, eventPattern } = this;
    const targets = this.inTemplate.targets.map((target) => ({ target, why: this.whyNotReached(target) }));
    const unreached = targets.filter(({ why }) => why !== undefined).map(({ target, why }) => `${this.values.resolve(target.id)}: ${why}`);
    return {
      logicalId,
      ...(constructPath && { constructPath }),
      eventBusName,
      eventPattern,
      targets: targets.filter(({ why }) => why === undefined).map(({ target }) => this.reach(target, sample)),
      ...(unreached.length > 0 && { unreachedTargets: unreached }),
    };
  }

  private whyNotReached({ resource }: TargetOfRule): string | undefined {
    const notDeployed = resource && this.values.whyNotDeployed(resource);
    if (notDeployed !== undefined) {
      return `not deployed: ${notDeployed}`;
    }
    const { templates } = this.tested;
    const permissions = resource === undefined ? []
      : templates.resourcesOf(PERMISSION).filter((permission) => templates.referred(permission.properties.FunctionName, permission) === resource);
    const missing = permissions.map((permission) => this.values.whyNotDeployed(permission));
    return missing.length > 0 && !missing.includes(undefined) ? `its permission is not deployed: ${missing[0]}` : undefined;
  }

  private reach({ properties: raw, resource, id }: TargetOfRule, sample: Record<string, any>): ReachedTarget {
    const properties = this.values.resolve(raw);
    const { Arn: arn, DeadLetterConfig: queue, RetryPolicy: retry } = properties;
    return {
      id: this.values.resolve(id),
      arn,
      ...(resource && { logicalId: resource.logicalId, resourceType: resource.type }),
      input: this.inputOf(properties, sample),
      ...(queue?.Arn !== undefined && { deadLetterQueueArn: queue.Arn }),
      ...(retry?.MaximumRetryAttempts !== undefined && { retryAttempts: Number(retry.MaximumRetryAttempts) }),
      ...(retry?.MaximumEventAgeInSeconds !== undefined && { maxEventAgeSeconds: Number(retry.MaximumEventAgeInSeconds) }),
      properties,
    };
  }

  private inputOf(target: any, sample: Record<string, any>): string {
    try {
      return targetInput(target, sample, { ruleArn: this.values.resolve({ 'Fn::GetAtt': [this.logicalId, 'Arn'] }) });
    } catch (error) {
      throw new Error(`Rule ${this.name}, target ${target.Id}: ${(error as Error).message}`);
    }
  }
}

/**
 * @throws when it is no JSON
 */
export function parsedPattern(text: string): Record<string, any> {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`its EventPattern is '${text.slice(0, 60)}', and no JSON: where only the deployment knows it, give it in parameters.`);
  }
}
