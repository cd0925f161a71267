/**
 * A target that an event reaches, and what it gets.
 */
export interface ReachedTarget {
  /**
   * The target's id in its rule, such as `Target0`.
   */
  readonly id: string;

  /**
   * The ARN of the target. What only a deployment can know in it is a stand-in.
   */
  readonly arn: string;

  /**
   * The logical id of the target, where the template has it.
   *
   * @default - the target is in another template
   */
  readonly logicalId?: string;

  /**
   * The resource type of the target, such as `AWS::Lambda::Function`, where the template has it.
   *
   * @default - the target is in another template
   */
  readonly resourceType?: string;

  /**
   * What the target is given: the event, a part of it, a constant, or what the input transformer makes of it.
   */
  readonly input: string;

  /**
   * The ARN of the queue that keeps the event when it cannot be delivered.
   *
   * @default - such an event is lost
   */
  readonly deadLetterQueueArn?: string;

  /**
   * How often the delivery is tried again.
   *
   * @default - 185 times
   */
  readonly retryAttempts?: number;

  /**
   * Seconds after which an event is no longer delivered.
   *
   * @default - 86,400 seconds, which is 24 hours
   */
  readonly maxEventAgeSeconds?: number;

  /**
   * All that the rule says of the target, as the template has it, with stand-ins.
   */
  readonly properties: { [key: string]: any };
}

/**
 * A rule that an event matches.
 */
export interface MatchingRule {
  /**
   * The logical id of the rule.
   */
  readonly logicalId: string;

  /**
   * Where the rule stands in the app, without the stack: `InstanceStopped/Rule`.
   *
   * @default - the template does not say
   */
  readonly constructPath?: string;

  /**
   * The name of the event bus of the rule.
   */
  readonly eventBusName: string;

  /**
   * The pattern of the rule, with stand-ins for what only a deployment can know.
   */
  readonly eventPattern: { [key: string]: any };

  /**
   * What the event reaches.
   */
  readonly targets: ReachedTarget[];

  /**
   * Targets that are not deployed, or whose permission is not, because of a condition, each with the reason.
   *
   * @default - all targets are reached
   */
  readonly unreachedTargets?: string[];
}
