/*
 * What AWS allows, each with the page that says so. Whoever counts against one of them reads it here.
 */

/**
 * Characters of an event pattern's JSON text.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const PATTERN_CHARACTERS = 2048;

/**
 * Characters of the event pattern of an archive.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
 */
export const ARCHIVE_PATTERN_CHARACTERS = 4096;

/**
 * Combinations that the `$or` of a pattern make.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const PATTERN_COMBINATIONS = 1000;

/**
 * Targets of a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const TARGETS_OF_RULE = 5;

/**
 * Characters of the description of a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export const RULE_DESCRIPTION_CHARACTERS = 512;

/**
 * How often a delivery is tried again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const RETRY_ATTEMPTS = { min: 0, max: 185 };

/**
 * For how many seconds a delivery is tried again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const EVENT_AGE_SECONDS = { min: 60, max: 86_400 };

/**
 * Rules with a wildcard in their pattern, on an event bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const WILDCARD_RULES_OF_BUS = 30;

/**
 * How complex the wildcards of a field may be, as Event Ruler counts. EventBridge does not publish its bound: it refuses
 * `*:*:*:*:*:event-bus/*` (11) and four texts like `*:stack/name/*` (12), and takes three of these (9).
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://github.com/vals-ai/Valkyrie/pull/278
 */
export const WILDCARD_COMPLEXITY = 10;

/**
 * Characters of the policy of an event bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const BUS_POLICY_CHARACTERS = 10_240;

/**
 * What EventBridge allows in a Region, unless AWS has raised it for the account.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export interface RegionQuotas {
  readonly rulesOfBus: number;
  readonly invocationsPerSecond: number;
}

const RULES_OF_BUS = 300;
const FEWER_RULES: Record<string, number> = { 'af-south-1': 100, 'eu-south-1': 100 };

const INVOCATIONS_ELSEWHERE = 750;
const INVOCATIONS: [perSecond: number, regions: string[]][] = [
  [18_750, ['us-east-1', 'us-west-2', 'eu-west-1']],
  [4_500, ['us-east-2', 'eu-central-1', 'eu-south-2']],
  [2_250, ['us-west-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-west-2']],
  [1_100, ['ap-east-1', 'ap-northeast-2', 'ap-south-1', 'ca-central-1', 'eu-north-1', 'eu-west-3', 'sa-east-1']],
];

/**
 * The quotas of a Region; of one that is not known, those of most.
 */
export function quotasOf(region: string | undefined): RegionQuotas {
  const tier = INVOCATIONS.find(([, regions]) => regions.includes(region ?? ''));
  return { rulesOfBus: FEWER_RULES[region ?? ''] ?? RULES_OF_BUS, invocationsPerSecond: tier?.[0] ?? INVOCATIONS_ELSEWHERE };
}

/**
 * The policy of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export const QUEUE_POLICY = { statements: 20, bytes: 8192 };

/**
 * Bytes of the policy of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const FUNCTION_POLICY_BYTES = 20_480;

/** A rule's permission in the policy of a function has about 400 bytes (aws/aws-cdk issue 18369). */
export const RULES_OF_FUNCTION = Math.floor(FUNCTION_POLICY_BYTES / 400 / 10) * 10;

/**
 * Resource policies of CloudWatch Logs in an account and Region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const LOG_RESOURCE_POLICIES = 10;

/**
 * Metrics of all widgets of a dashboard together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export const METRICS_OF_DASHBOARD = 2_500;

/**
 * The input transformer of a target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export const INPUT_TRANSFORMER = { variables: 100, templateCharacters: 8192, pathCharacters: 256 };

/**
 * What EventBridge allows of Custom Event Buses, their event sources and their subscribers.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EventsV2.html
 */
export const CUSTOM_EVENT_BUS = {
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-create.html */
  retentionDays: { min: 1, max: 365, usual: 7 },
  descriptionCharacters: 512,
  /** Of the pattern of an event source. */
  sourcePatternCharacters: 3_753,
  /** Of all filters of a subscriber together. */
  filterBytes: 4_096,
  filterChangesPerDay: 24,
  /** Of an expression that makes a target's input, and of one that makes an API call. */
  expressionCharacters: 8_192,
  requestCharacters: 262_144,
  batchWindowSeconds: { min: 0, max: 300 },
};

/**
 * Characters of the description of an alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const ALARM_DESCRIPTION_CHARACTERS = 1024;

/**
 * Actions of an alarm for each of its states.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const ACTIONS_OF_ALARM = 5;

/**
 * The period of an alarm on a metric of a service, and how far it looks back: a day with periods below an hour, else a week.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const ALARM_PERIOD = { multipleOf: 60, longBelow: 3600, seconds: { short: 86_400, long: 604_800 } };

/**
 * The template of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const TEMPLATE = { resources: 500, bytes: 1_048_576 };

/**
 * Megabytes of memory of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const FUNCTION_MEMORY = { min: 128, max: 10_240 };
