import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PatternField, fieldsOf } from './pattern-values';
import { References } from './references';
import { StackTemplate, TemplateResource } from './stack-template';
import { branchesOf } from '../../pattern/algebra/pattern-branches';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { isOnServiceEvents, isServiceSource } from '../../pattern/algebra/service-sources';
import { readPattern } from '../../pattern/matcher/read-pattern';

const DEFAULT_BUS = 'default';
const DEFAULT_RETRY = { attempts: 185, ageSeconds: 86_400 };

/** The bus that a rule watches. */
export interface BusModel {
  readonly kind: 'default' | 'custom' | 'partner' | 'unknown';
  /** Tells buses apart, as far as the app shows. */
  readonly key: string;
  readonly resource?: TemplateResource;
}

/** A target of a rule. */
export interface TargetModel {
  /** Where it stands in the rule's resource. */
  readonly location: string;
  readonly id: string;
  readonly arn: any;
  /** The ARN as text, as far as it is known. */
  readonly arnText?: string;
  /** The resource, where the app makes it. */
  readonly resource?: TemplateResource;
  readonly deadLetterArn?: any;
  /** The queue, where the app makes it. */
  readonly deadLetterQueue?: TemplateResource;
  /** Nothing where it is known at deployment only. */
  readonly retryAttempts?: number;
  readonly maxEventAgeSeconds?: number;
  readonly hasRetryPolicy: boolean;
}

/** A rule as it stands in a template. */
export class RuleModel {
  public readonly stack: StackTemplate;
  /** What the rule matches; nothing for a schedule, or where it is known at deployment only. */
  public readonly pattern?: ServicePattern;
  /** The patterns that an event can match, where a `$or` at the top of the pattern makes several; none without a pattern. */
  public readonly alternatives: ServicePattern[];
  /** Whether the rule is about events of AWS services. */
  public readonly onServiceEvents: boolean;
  public readonly bus: BusModel;
  public readonly targets: TargetModel[];
  private fieldsOnce?: PatternField[];

  constructor(public readonly resource: TemplateResource, private readonly references: References) {
    this.stack = resource.stack;
    this.pattern = readPattern(resource.properties.EventPattern);
    this.alternatives = this.pattern ? branchesOf(this.pattern) : [];
    this.onServiceEvents = this.alternatives.some(isOnServiceEvents);
    this.bus = this.readBus(resource.properties.EventBusName);
    const targets = resource.properties.Targets;
    this.targets = (Array.isArray(targets) ? targets : []).map((target, at) => this.readTarget(target, at));
  }

  public get path(): string {
    return this.resource.path;
  }

  public get enabled(): boolean {
    return this.resource.properties.State !== 'DISABLED';
  }

  /** Nothing where it is known at deployment only. */
  public get state(): string | undefined {
    const state = this.resource.properties.State ?? 'ENABLED';
    return typeof state === 'string' ? state : undefined;
  }

  public get isSchedule(): boolean {
    return this.resource.properties.ScheduleExpression !== undefined;
  }

  /** The sources of AWS services that the pattern names literally. */
  public get serviceSources(): string[] {
    return [...new Set(this.alternatives.flatMap(({ source }) => source ?? []).filter(isServiceSource))];
  }

  /** All lists of matchers of the pattern. */
  public get fields(): PatternField[] {
    return this.fieldsOnce ??= fieldsOf(this.pattern ?? {});
  }

  public get construct(): CfnRule | undefined {
    return this.stack.elementOf(this.resource.logicalId) as CfnRule | undefined;
  }

  private readBus(name: any): BusModel {
    if (name === undefined || name === DEFAULT_BUS) {
      return { kind: 'default', key: `${this.stack.account} ${this.stack.region} ${DEFAULT_BUS}` };
    }
    const text = this.references.textOf(name, this.stack);
    const resource = this.references.resourceOf(name, this.stack) ?? (text === undefined ? undefined : this.references.busNamed(text, this.stack));
    const key = resource ? `${resource.stack.construct.node.path}/${resource.logicalId}` : `${this.stack.account} ${this.stack.region} ${text}`;
    if (resource) {
      const partner = resource.properties.EventSourceName !== undefined;
      return { kind: resource.type === 'AWS::Events::EventBus' ? (partner ? 'partner' : 'custom') : 'unknown', key, resource };
    }
    const bus = text?.split('event-bus/').pop();
    if (bus === undefined || bus.includes('\u0000')) {
      return { kind: 'unknown', key: `${this.path} ${JSON.stringify(name)}` };
    }
    return { kind: bus === DEFAULT_BUS ? 'default' : bus.startsWith('aws.partner/') ? 'partner' : 'custom', key };
  }

  private readTarget(target: any, at: number): TargetModel {
    const { DeadLetterConfig, RetryPolicy } = target;
    const deadLetterArn = DeadLetterConfig?.Arn;
    return {
      location: `Properties.Targets.${at}`,
      id: target.Id,
      arn: target.Arn,
      arnText: this.references.textOf(target.Arn, this.stack),
      resource: this.references.resourceOf(target.Arn, this.stack),
      deadLetterArn,
      deadLetterQueue: deadLetterArn && this.references.resourceOf(deadLetterArn, this.stack),
      hasRetryPolicy: RetryPolicy !== undefined,
      retryAttempts: numberOr(RetryPolicy?.MaximumRetryAttempts, DEFAULT_RETRY.attempts),
      maxEventAgeSeconds: numberOr(RetryPolicy?.MaximumEventAgeInSeconds, DEFAULT_RETRY.ageSeconds),
    };
  }
}

function numberOr(value: any, usual: number): number | undefined {
  return value === undefined ? usual : Number.isNaN(Number(value)) ? undefined : Number(value);
}
