/**
 * What EventBridge allows of an event bus, unless AWS has raised it for the account.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export interface EventBusQuotas {
  readonly rules: number;
  readonly invocationsPerSecond: number;
}

/** Fixed, in characters of the JSON text. */
export const MAX_BUS_POLICY_CHARACTERS = 10_240;

const RULES = 300;
const FEWER_RULES: Record<string, number> = { 'af-south-1': 100, 'eu-south-1': 100 };

const INVOCATIONS_ELSEWHERE = 750;
const INVOCATIONS: [perSecond: number, regions: string[]][] = [
  [18_750, ['us-east-1', 'us-west-2', 'eu-west-1']],
  [4_500, ['us-east-2', 'eu-central-1', 'eu-south-2']],
  [2_250, ['us-west-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-west-2']],
  [1_100, ['ap-east-1', 'ap-northeast-2', 'ap-south-1', 'ca-central-1', 'eu-north-1', 'eu-west-3', 'sa-east-1']],
];

/**
 * The quotas of a Region.
 */
export function quotasOf(region: string): EventBusQuotas {
  const tier = INVOCATIONS.find(([, regions]) => regions.includes(region));
  return { rules: FEWER_RULES[region] ?? RULES, invocationsPerSecond: tier?.[0] ?? INVOCATIONS_ELSEWHERE };
}
