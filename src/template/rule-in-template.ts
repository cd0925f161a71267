import { chosenBranches } from './chosen-branches';
import { describeExpression } from './describe-expression';
import { Choice, IntrinsicFunctions, isIntrinsic } from './intrinsic-functions';
import { References } from './references';
import { StackTemplate } from './stack-template';
import { TemplateResource } from './template-resource';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../catalog/quotas';
import { branchesOf } from '../pattern/algebra/pattern-branches';
import { PatternField, fieldsOf } from '../pattern/algebra/pattern-values';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { isOnServiceEvents, isServiceSource } from '../pattern/algebra/service-sources';
import { readPattern } from '../pattern/matcher/read-pattern';

const DEFAULT_BUS = 'default';

/** The bus that a rule watches. */
export interface BusOfRule {
  readonly kind: 'default' | 'custom' | 'partner' | 'unknown';
  /** Tells buses apart, as far as the templates show. */
  readonly key: string;
  readonly resource?: TemplateResource;
}

/** A target of a rule. */
export interface TargetOfRule {
  /** Where it stands in the rule's resource. */
  readonly location: string;
  readonly id: string;
  readonly arn: any;
  /** The ARN as text, as far as it is known. */
  readonly arnText?: string;
  /** The resource, where a template has it. */
  readonly resource?: TemplateResource;
  readonly deadLetterArn?: any;
  /** The queue, where a template has it. */
  readonly deadLetterQueue?: TemplateResource;
  /** Nothing where it is known at deployment only. */
  readonly retryAttempts?: number;
  readonly maxEventAgeSeconds?: number;
  /** The target as the template has it. */
  readonly properties: Record<string, any>;
}

/** A rule as it stands in a template. */
export class RuleInTemplate {
  public readonly stack: StackTemplate;
  /** What the rule matches; nothing for a schedule, or where it is known at deployment only. */
  public readonly pattern?: ServicePattern;
  /** The patterns that an event can match, where a `$or` at the top of the pattern makes several; none without a pattern. */
  public readonly alternatives: ServicePattern[];
  /** Whether the rule is about events of AWS services. */
  public readonly onServiceEvents: boolean;
  public readonly bus: BusOfRule;
  /** Every target that the rule can have: where a condition is not known, those of both branches of `Fn::If`. */
  public readonly targets: TargetOfRule[];
  private stateOnce?: { readonly state: string | undefined };
  private fieldsOnce?: PatternField[];

  /**
   * @param references tells which resources are meant
   * @param functions what is known of values; by default nothing but what the templates say before the deployment
   */
  constructor(
    public readonly resource: TemplateResource,
    private readonly references: References,
    private readonly functions: IntrinsicFunctions = references.functionsOf(resource.stack),
  ) {
    const { stack, properties } = resource;
    this.stack = stack;
    this.pattern = readPattern(functions.resolve(properties.EventPattern));
    this.alternatives = this.pattern ? branchesOf(this.pattern) : [];
    this.onServiceEvents = this.alternatives.some(isOnServiceEvents);
    this.bus = this.readBus(properties.EventBusName);
    this.targets = this.readTargets(properties.Targets);
  }

  public get path(): string {
    return this.resource.path;
  }

  /** What the rule matches, once for either branch where a condition chooses a part of the pattern. */
  public get variants(): ServicePattern[] {
    const { EventPattern } = this.resource.properties;
    const branches = chosenBranches(EventPattern);
    return (branches.length === 1 ? [this.pattern] : branches.map((branch) => readPattern(this.functions.resolve(branch))))
      .filter((pattern): pattern is ServicePattern => pattern !== undefined);
  }

  public get enabled(): boolean {
    return this.state !== 'DISABLED';
  }

  /** Nothing where it is known at deployment only. */
  public get state(): string | undefined {
    return (this.stateOnce ??= { state: this.readState(this.resource.properties.State) }).state;
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

  private readState(given: unknown): string | undefined {
    const state = this.functions.resolve(given) ?? 'ENABLED';
    return typeof state === 'string' ? state : typeof state === 'symbol' ? 'ENABLED' : undefined;
  }

  private readBus(name: any): BusOfRule {
    const { references, stack } = this;
    const text = isNothing(this.functions.resolve(name)) ? DEFAULT_BUS : references.textOf(name, stack);
    if (text === DEFAULT_BUS) {
      return { kind: 'default', key: `${stack.account} ${stack.region} ${DEFAULT_BUS}` };
    }
    const resource = references.resourceOf(name, stack) ?? (text === undefined ? undefined : references.busNamed(text, stack));
    if (resource) {
      const partner = resource.properties.EventSourceName !== undefined;
      return { kind: resource.type === 'AWS::Events::EventBus' ? (partner ? 'partner' : 'custom') : 'unknown', key: keyOf(resource), resource };
    }
    const bus = text?.split('event-bus/').pop();
    if (bus === undefined || bus.includes('\u0000')) {
      return { kind: 'unknown', key: `${this.path} ${JSON.stringify(name)}` };
    }
    const key = `${stack.account} ${stack.region} ${text}`;
    return { kind: bus === DEFAULT_BUS ? 'default' : bus.startsWith('aws.partner/') ? 'partner' : 'custom', key };
  }

  private readTargets(targets: any): TargetOfRule[] {
    const { functions } = this;
    const entriesOf = ({ value, path }: Choice) => (!Array.isArray(value) ? []
      : value.flatMap((entry, at) => functions.choices(entry, [...path, String(at)])));
    return functions.choices(targets).flatMap(entriesOf)
      .filter(({ value }) => typeof value === 'object' && value !== null && !isIntrinsic(value))
      .map((choice) => this.readTarget(choice));
  }

  private readTarget({ value, path }: Choice): TargetOfRule {
    const { references, stack } = this;
    const properties = value as Record<string, any>;
    const policy = properties.RetryPolicy;
    const deadLetterArn = properties.DeadLetterConfig?.Arn;
    return {
      location: ['Properties.Targets', ...path].join('.'),
      id: typeof properties.Id === 'string' ? properties.Id : describeExpression(properties.Id),
      arn: properties.Arn,
      arnText: references.textOf(properties.Arn, stack),
      resource: references.resourceOf(properties.Arn, stack),
      deadLetterArn,
      deadLetterQueue: deadLetterArn && references.resourceOf(deadLetterArn, stack),
      retryAttempts: this.numberOr(policy?.MaximumRetryAttempts, RETRY_ATTEMPTS.max),
      maxEventAgeSeconds: this.numberOr(policy?.MaximumEventAgeInSeconds, EVENT_AGE_SECONDS.max),
      properties,
    };
  }

  private numberOr(given: any, usual: number): number | undefined {
    const value = this.functions.resolve(given);
    return isNothing(value) ? usual : Number.isNaN(Number(value)) ? undefined : Number(value);
  }
}

/** Whether a value is left out, or is `AWS::NoValue`. */
function isNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'symbol';
}

/** Tells an event bus of a template from all others. */
export function keyOf({ stack, logicalId }: TemplateResource): string {
  return `${stack.path}/${logicalId}`;
}
