import { Refused } from './admissions';
import { PlayedTarget } from './played-rule';

/** An event bus that an event has come to. */
export interface Hop {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Whether a bus passes an event on to another one. What has come from another account goes to no third one, and what has come
 * from another bus of the account to no third bus of it. That the same holds for Regions is inferred from the code
 * `THIRD_REGION_HOP_DETECTED`.
 *
 * @param hops the buses that the event has come to, the one that passes it on last
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function refusedHop(hops: readonly Hop[], { kind, account, region, name }: PlayedTarget): Refused | undefined {
  if (kind !== 'eventBus' || hops.length < 2) {
    return undefined;
  }
  const all = [...hops, { name, account, region }];
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
