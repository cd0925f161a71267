/**
 * What a template leaves open.
 */
export interface RuleTesterOptions {
  /**
   * Values for what only a deployment knows. A name is a logical id (`Bucket83908E77`), a place in the app (`Bucket`), one
   * of these with an attribute (`Bucket.Arn`), a parameter or condition of the template, an imported value, or a pseudo
   * parameter (`AWS::Region`).
   *
   * @default - the defaults of the template's parameters, and stand-ins, which `standIns` tells
   */
  readonly parameters?: { [name: string]: any };

  /**
   * The longest pattern that EventBridge takes, in characters of its JSON text. The quota of an account can be raised up
   * to 4,096.
   *
   * @default 2048
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
   */
  readonly maxPatternCharacters?: number;

  /**
   * Whether the patterns alone decide: rules that are disabled or not deployed match as well, and read-only calls match
   * rules in every state.
   *
   * @default false
   */
  readonly patternsOnly?: boolean;
}

/**
 * Which rules are meant.
 */
export interface RuleSelection {
  /**
   * The only rule that is meant: its construct, its logical id, its place in the app (`InstanceStopped`), or its name.
   *
   * @default - all rules
   */
  readonly rule?: any;

  /**
   * The event bus on which the event arrives: `default`, or the name, ARN or logical id of another one.
   *
   * @default - all event buses
   */
  readonly eventBusName?: string;
}
