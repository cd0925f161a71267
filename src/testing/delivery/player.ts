import { Admissions } from './admissions';
import { ErrorCode } from './fault-kinds';
import { afterAcceptance } from './function-handling';
import { Hop, refusedHop } from './hops';
import { keepLetter } from './keep-letter';
import { MetricLog } from './metric-log';
import { PlayedApp, PlayedBus } from './played-app';
import { PlayedArchive, isKept } from './played-archive';
import { PlayedFault } from './played-fault';
import { MESSAGE_BYTES, PlayedQueue } from './played-queue';
import { PlayedRule, PlayedTarget } from './played-rule';
import { Letter, PlayedWay } from './played-way';
import { timeText } from './time-text';
import { checkEvent } from '../../pattern/matcher/checked-event';
import { EventEnd } from '../event-end';

/** A forwarding in a circle ends here at the latest. */
const MOST_HOPS = 10;

/** What an event did. */
export interface Played {
  readonly ways: PlayedWay[];
  readonly log: MetricLog;
  readonly letters: Letter[];
  readonly archived: PlayedArchive[];
  /** Buses that the event came to, and that have no rule for it. */
  readonly unmatched: PlayedBus[];
}

/** What keeps a target from taking an event. */
interface Trouble {
  readonly error: ErrorCode;
  readonly retried: boolean;
  readonly why: string;
  readonly until?: number;
}

const REACHED = new WeakMap<object, Map<PlayedBus, PlayedRule[]>>();

/** The rules of a bus that get an event, which is played again and again with other faults. */
function rulesReached(bus: PlayedBus, sample: Record<string, any>): PlayedRule[] {
  const byBus = REACHED.get(sample) ?? new Map<PlayedBus, PlayedRule[]>();
  REACHED.set(sample, byBus);
  let rules = byBus.get(bus);
  if (!rules) {
    rules = bus.index.matching(checkEvent(sample)).filter(({ tested }) => tested.whyNot(sample) === undefined);
    byBus.set(bus, rules);
  }
  return rules;
}

/** Plays one event through an app. */
export class Player {
  private readonly played: Played = { ways: [], log: new MetricLog(), letters: [], archived: [], unmatched: [] };

  constructor(
    private readonly app: PlayedApp,
    private readonly admissions: Admissions,
    private readonly sample: Record<string, any>,
    private readonly faults: readonly PlayedFault[],
  ) {
  }

  public play(buses: readonly PlayedBus[]): Played {
    buses.forEach((bus) => this.arrive(bus, [], 0));
    return this.played;
  }

  /** Delivers to one rule alone, as if no other were on its bus. */
  public playRule(rule: PlayedRule, bus: PlayedBus): Played {
    if (rule.tested.whyNot(this.sample) === undefined) {
      this.run(rule, [{ name: bus.name, account: bus.account, region: bus.region }], 0);
    }
    return this.played;
  }

  private arrive(bus: PlayedBus, hops: readonly Hop[], at: number): void {
    this.played.archived.push(...bus.archives.filter((archive) => isKept(archive, this.sample)));
    const rules = rulesReached(bus, this.sample);
    if (rules.length === 0) {
      this.played.unmatched.push(bus);
    }
    const here = [...hops, { name: bus.name, account: bus.account, region: bus.region }];
    rules.forEach((rule) => this.run(rule, here, at));
  }

  private run(rule: PlayedRule, hops: readonly Hop[], at: number): void {
    this.count(rule, 'TriggeredRules', at);
    const buses = hops.map(({ name }) => name);
    const targets = rule.targets.filter(({ notDeployed }) => notDeployed === undefined);
    for (const target of targets) {
      const way: PlayedWay = { rule, target, buses, steps: [], end: EventEnd.DELIVERED, after: at, attempts: 0, troubles: new Set() };
      this.played.ways.push(way);
      this.deliver(way, rule, target, hops, at);
    }
    if (targets.length === 0) {
      this.played.ways.push({ rule, buses, steps: [], end: EventEnd.NOT_MATCHED, after: at, attempts: 0, why: 'the rule has no target', troubles: new Set() });
    }
  }

  private deliver(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[], arrived: number): void {
    const troubles = this.troublesOf(rule, target, hops);
    const { moments, givenUpAfter, condition } = target.schedule;
    const troubleAt = (moment: number) => troubles.find(({ until }) => until === undefined || arrived + moment < until);
    const last = moments.findIndex((moment) => troubleAt(moment)?.retried !== true);
    this.attempt(way, rule, last < 0 ? moments : moments.slice(0, last + 1), arrived);
    const first = troubleAt(0);
    if (first) {
      way.steps.push({ at: arrived, text: `${first.error}: ${first.why}` });
    }
    if (last < 0) {
      way.steps.push({ at: arrived + givenUpAfter, text: `given up after ${way.attempts} attempts (${condition})` });
      this.giveUp(way, rule, target, troubleAt(moments[moments.length - 1])!, arrived + givenUpAfter);
      return;
    }
    const at = arrived + moments[last];
    const trouble = troubleAt(moments[last]);
    if (trouble) {
      way.steps.push({ at, text: 'not tried again' });
      this.giveUp(way, rule, target, trouble, at);
    } else {
      this.accept(way, rule, target, hops, at);
    }
  }

  private attempt(way: PlayedWay, { environment, dimensions }: PlayedRule, moments: readonly number[], arrived: number): void {
    const metric = (metricName: string) => ({ environment, namespace: 'AWS/Events', metricName, dimensions });
    way.attempts = moments.length;
    this.played.log.countAt(metric('InvocationAttempts'), moments, arrived);
    if (moments.length > 1) {
      way.troubles.add(this.played.log.countAt(metric('RetryInvocationAttempts'), moments.slice(1), arrived));
    }
  }

  private troublesOf(rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[]): Trouble[] {
    const refused = refusedHop(hops, target) ?? this.admissions.toTarget(rule, target);
    const faults = this.faults.filter((fault) => fault.hitsTarget(rule, target))
      .map(({ kind, until }): Trouble => ({ error: kind.error!, retried: kind.retried, until, why: `${target.name} ${kind.says}` }));
    const troubles = refused ? [{ ...refused, retried: false }, ...faults] : faults;
    return troubles.sort((one, other) => Number(one.retried) - Number(other.retried));
  }

  private accept(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[], at: number): void {
    this.count(rule, 'Invocations', at);
    this.count(rule, 'SuccessfulInvocationAttempts', at);
    way.after = at;
    way.steps.push({ at, text: way.attempts === 1 ? 'accepted' : `accepted at attempt ${way.attempts}` });
    if (target.kind === 'eventBus') {
      this.hop(way, target, hops, at);
    } else if (target.lambda) {
      afterAcceptance(way, target, { app: this.app, admissions: this.admissions, faults: this.faults, sample: this.sample, played: this.played }, at);
    }
  }

  private hop(way: PlayedWay, target: PlayedTarget, hops: readonly Hop[], at: number): void {
    const bus = target.busKey === undefined ? undefined : this.app.buses.get(target.busKey);
    if (!bus) {
      way.steps.push({ at, text: 'no template has a rule on that bus' });
    } else if (hops.length < MOST_HOPS) {
      this.arrive(bus, hops, at);
    }
  }

  private giveUp(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, { error, why }: Trouble, at: number): void {
    way.after = at;
    way.error = error;
    this.count(rule, 'Invocations', at);
    way.troubles.add(this.count(rule, 'FailedInvocations', at));
    const { deadLetterQueue: queue } = target;
    const refused = queue ? this.whyNotKept(rule, queue, at) : 'the target has no dead-letter queue';
    if (queue && refused === undefined) {
      way.troubles.add(this.count(rule, 'InvocationsSentToDlq', at));
      way.end = EventEnd.DEAD_LETTERED;
      way.queue = queue;
      way.why = why;
      way.steps.push({ at, text: `kept in ${queue.name} for ${timeText(queue.retentionSeconds)}` });
      this.keep(way, { kind: 'delivery', queue, ruleArn: rule.arn, targetArn: target.arn, errorCode: error, at, sample: this.sample });
      return;
    }
    if (queue) {
      way.troubles.add(this.count(rule, 'InvocationsFailedToBeSentToDlq', at));
    }
    way.end = EventEnd.LOST;
    way.why = refused;
    way.steps.push({ at, text: `lost: ${refused}` });
  }

  private whyNotKept(rule: PlayedRule, queue: PlayedQueue, at: number): string | undefined {
    const fault = this.faults.find((one) => one.hitsQueue(queue) && one.isOn(at));
    return fault ? `${queue.name} ${fault.kind.says}` : this.admissions.toQueue(rule, queue)?.why ?? this.whyTooLarge(queue);
  }

  /** A queue can be set to take less than EventBridge does. */
  private whyTooLarge({ name, messageBytes }: PlayedQueue): string | undefined {
    const isLarge = messageBytes < MESSAGE_BYTES && (this.faults.some((one) => one.name === 'event-is-too-large')
      || Buffer.byteLength(JSON.stringify(this.sample)) > messageBytes);
    return isLarge ? `${name} takes messages of ${messageBytes} bytes at most` : undefined;
  }

  /** A message that nobody takes out is there until SQS drops it. */
  private keep(way: PlayedWay, letter: Letter): void {
    const { played: { log, letters } } = this;
    keepLetter(way, letter, log);
    letters.push(letter);
  }

  private count({ environment, dimensions }: PlayedRule, metricName: string, at: number): string {
    return this.played.log.count({ environment, namespace: 'AWS/Events', metricName, dimensions }, at);
  }
}
