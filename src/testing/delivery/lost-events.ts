import { DeliveryModel } from './delivery-model';
import { PlayedFault } from './played-fault';
import { PlayedRule } from './played-rule';
import { isTold } from './raised-alarms';
import { Told, traceOf } from './trace';
import { nearest } from '../../catalog/nearest';
import { optionName, optionOff } from '../../catalog/option-spelling';
import { EventEnd } from '../event-end';

/** What must not be lost, and what may break. */
export interface Expectation {
  readonly sample?: Record<string, any>;
  /** Each breaks by itself. */
  readonly faults: readonly PlayedFault[];
  /** Rules that are left out. */
  readonly except: readonly string[];
  /** Whether somebody has to be told of what is kept. */
  readonly alarms: boolean;
}

/** Says of each event that is lost, or that nobody is told of, what became of it. */
export function* lostEvents(model: DeliveryModel, expectation: Expectation): Generator<string> {
  const { sample, faults, alarms } = expectation;
  const plays = sample === undefined ? rulesIn(model, expectation).map((rule) => playOf(model, rule))
    : [(fault: PlayedFault[]) => model.deliver(sample, fault)];
  for (const play of plays) {
    for (const fault of [[], ...faults.map((one) => [one])]) {
      const told = play(fault);
      if (sample !== undefined && told.played.ways.length === 0) {
        throw new Error(`No rule gets the event, so that there is nothing to lose:\n${traceOf(told)}`);
      }
      const why = whyLost(told, alarms);
      if (why !== undefined) {
        yield `${why}\n${traceOf(told)}`;
      }
    }
  }
}

function playOf(model: DeliveryModel, rule: PlayedRule): (faults: PlayedFault[]) => Told {
  let sample: Record<string, any>;
  try {
    sample = model.sampleFor(rule);
  } catch (error) {
    throw new Error(`No event could be made for rule ${rule.name}: ${(error as Error).message} Give an event of your own, and leave the rule out here (${optionName('leaveOut')}).`);
  }
  return (faults) => model.deliverTo(rule, sample, faults);
}

function rulesIn({ app: { rules } }: DeliveryModel, { except }: Expectation): PlayedRule[] {
  const names = (rule: PlayedRule) => [rule.name, rule.tested.resource.path, rule.tested.logicalId, ...rule.tested.names];
  const isNamed = (rule: PlayedRule, text: string) => names(rule).some((name) => name === text || name.startsWith(`${text}/`));
  const unknown = except.find((text) => !rules.some((rule) => isNamed(rule, text)));
  if (unknown !== undefined) {
    throw new Error(`The app has no rule '${unknown}' to leave out. Nearest: ${nearest(unknown, rules.map(({ name }) => name)).join(', ')}.`);
  }
  const chosen = rules.filter((rule) => rule.tested.silent === undefined && !except.some((text) => isNamed(rule, text)));
  if (chosen.length === 0) {
    throw new Error('The app has no enabled rule with an event pattern, so that there is nothing to lose.');
  }
  return chosen;
}

function whyLost({ played, raised }: Told, alarms: boolean): string | undefined {
  const lost = played.ways.find(({ end }) => end === EventEnd.LOST);
  if (lost) {
    return `An event is lost: ${lost.why}.`;
  }
  const silent = alarms ? played.ways.find(({ end, troubles }) => end === EventEnd.DEAD_LETTERED && !isTold(troubles, raised)) : undefined;
  return silent && `An event is kept in ${silent.queue!.name}, and nobody is told: no alarm that goes off has an action. Give ${optionName('alarmActions')}, or expect it with ${optionOff('alarms')}.`;
}
