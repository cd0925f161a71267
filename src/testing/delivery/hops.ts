import { Refused } from './admissions';
import { PlayedRule, PlayedTarget } from './played-rule';

/** An event bus that an event has come to. */
export interface Hop {
  readonly key: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Whether it is a Custom Event Bus. */
  readonly isCustom: boolean;
}

/**
 * Whether a bus passes an event on to another one. A subscriber sends it to no Custom Event Bus that it has come through; rules
 * have other limits, which count from the last Custom Event Bus on: there it becomes a new event, so that is inferred.
 *
 * @param hops the buses that the event has come to, the one that passes it on last
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-target-bus.html
 */
export function refusedHop(rule: PlayedRule, hops: readonly Hop[], target: PlayedTarget): Refused | undefined {
  if (target.kind !== 'eventBus') {
    return undefined;
  }
  if (hops.some(({ isCustom, key }) => isCustom && key === target.busKey)) {
    return { error: 'LOOP_DETECTED', why: `the event has come through ${target.name} already` };
  }
  return rule.kind === 'rule' ? refusedByRule(hops.slice(hops.map(({ isCustom }) => isCustom).lastIndexOf(true) + 1), target) : undefined;
}

type Place = Pick<Hop, 'account' | 'region'>;

/**
 * What has come from another account goes to no third one, and what has come from another bus of the account to no third bus of it.
 * That the same holds for Regions is inferred from the code `THIRD_REGION_HOP_DETECTED`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function refusedByRule(hops: readonly Place[], { account, region, name }: PlayedTarget): Refused | undefined {
  if (hops.length < 2) {
    return undefined;
  }
  const all: Place[] = [...hops, { account, region }];
  const steps = all.slice(1).map((hop, at) => ({
    account: hop.account !== all[at].account, region: hop.region !== all[at].region,
  }));
  const [last, before] = [steps[steps.length - 1], steps.slice(0, -1)];
  if (last.account && before.some((step) => step.account)) {
    return { error: 'THIRD_ACCOUNT_HOP_DETECTED', why: `the event has come from another account, and goes to no third one (${name})` };
  }
  if (last.region && before.some((step) => step.region)) {
    return { error: 'THIRD_REGION_HOP_DETECTED', why: `the event has come from another Region, and goes to no third one (${name})` };
  }
  return !last.account && !last.region && before.some((step) => !step.account && !step.region)
    ? { error: 'THIRD_ACCOUNT_HOP_DETECTED', why: `the event has come from another event bus of the account, and goes to no third one (${name})` } : undefined;
}
