import { MatchingRule, ReachedTarget } from './matching-rule';
import { TemplateResource } from './template-in-app';
import { TemplateValues } from './template-values';
import { targetInput } from '../pattern/input/target-input';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';

const DEFAULT_BUS = 'default';

/** A rule of a template, ready to be asked about events. */
export class TestedRule {
  public readonly matcher: EventPatternMatcher;
  public readonly eventBusName: string;
  public readonly isEnabled: boolean;
  public readonly eventPattern: Record<string, any>;
  private readonly properties: Record<string, any>;

  /**
   * @throws when EventBridge refuses the pattern
   */
  constructor(
    public readonly logicalId: string,
    /** Where the rule stands in the app, without the stack. */
    public readonly constructPath: string | undefined,
    private readonly resources: Record<string, TemplateResource>,
    private readonly values: TemplateValues,
    maxPatternCharacters?: number,
  ) {
    this.properties = resources[logicalId].Properties ?? {};
    const { EventPattern: pattern, EventBusName: bus, State: state } = values.resolve({ ...this.properties, Targets: [] });
    try {
      this.eventPattern = typeof pattern === 'string' ? JSON.parse(pattern) : pattern;
      this.matcher = EventPatternMatcher.of(this.eventPattern, { maxPatternCharacters });
    } catch (error) {
      throw new Error(`Rule ${this.name}: ${(error as Error).message}`);
    }
    // A bus is named or given by its ARN.
    this.eventBusName = typeof bus === 'string' ? bus.replace(/^arn:.*:event-bus\//, '') : DEFAULT_BUS;
    this.isEnabled = state !== 'DISABLED';
  }

  /** What messages call the rule. */
  public get name(): string {
    return this.constructPath ?? this.logicalId;
  }

  public isCalled(name: string): boolean {
    const path = this.constructPath ?? '';
    return [this.logicalId, path, path.replace(/\/Rule$/, ''), this.values.resolve(this.properties.Name)].includes(name);
  }

  /** The rule, and what an event that it matches makes of its targets. */
  public deliver(sample: Record<string, any>): MatchingRule {
    const { logicalId, constructPath, eventBusName, eventPattern } = this;
    return {
      logicalId,
      ...(constructPath && { constructPath }),
      eventBusName,
      eventPattern,
      targets: (this.properties.Targets ?? []).map((target: any) => this.reach(target, sample)),
    };
  }

  private reach(target: any, sample: Record<string, any>): ReachedTarget {
    const properties = this.values.resolve(target);
    const { Id: id, Arn: arn, DeadLetterConfig: queue, RetryPolicy: retry } = properties;
    const logicalId = [target.Arn?.Ref, target.Arn?.['Fn::GetAtt']?.[0]].find((name) => name in this.resources);
    return {
      id,
      arn,
      ...(logicalId && { logicalId, resourceType: this.resources[logicalId].Type }),
      input: this.inputOf(properties, sample),
      ...(queue?.Arn !== undefined && { deadLetterQueueArn: queue.Arn }),
      ...(retry?.MaximumRetryAttempts !== undefined && { retryAttempts: retry.MaximumRetryAttempts }),
      ...(retry?.MaximumEventAgeInSeconds !== undefined && { maxEventAgeSeconds: retry.MaximumEventAgeInSeconds }),
      properties,
    };
  }

  private inputOf(target: any, sample: Record<string, any>): string {
    const bus = this.eventBusName === DEFAULT_BUS ? '' : `${this.eventBusName}/`;
    const ruleName = this.values.resolve(this.properties.Name ?? { Ref: this.logicalId });
    const ruleArn = this.values.resolve({ 'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${bus}${ruleName}` });
    try {
      return targetInput(target, sample, { ruleArn });
    } catch (error) {
      throw new Error(`Rule ${this.name}, target ${target.Id}: ${(error as Error).message}`);
    }
  }
}
