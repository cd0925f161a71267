import { Admissions } from './admissions';
import { ErrorCode, FaultKind } from './fault-kinds';
import { afterAcceptance } from './function-handling';
import { Hop, refusedHop } from './hops';
import { keepLetter } from './keep-letter';
import { MetricIdentity, MetricLog } from './metric-log';
import { once } from './once';
import type { PlayedApp } from './played-app';
import { PlayedArchive, isKept } from './played-archive';
import { PlayedBus } from './played-bus';
import { PlayedFault } from './played-fault';
import { MESSAGE_BYTES, PlayedQueue } from './played-queue';
import { PlayedRule, PlayedSubscriber, PlayedTarget } from './played-rule';
import { Letter, PlayedWay } from './played-way';
import { retrySchedule } from './retry-schedule';
import { timeText } from './time-text';
import { checkEvent } from '../../pattern/matcher/checked-event';
import { DEFAULT_RETRY } from '../../template/subscriber-in-template';
import { EventEnd } from '../event-end';

/** A forwarding in a circle ends here at the latest. */
const MOST_HOPS = 10;
const USUAL_SUBSCRIBER_RETRY = retrySchedule(DEFAULT_RETRY.attempts, DEFAULT_RETRY.ageSeconds);

/** What an event did. */
export interface Played {
  readonly ways: PlayedWay[];
  readonly log: MetricLog;
  readonly letters: Letter[];
  readonly archived: PlayedArchive[];
  /** The Custom Event Buses that it came to, which keep it. */
  readonly keptOn: PlayedBus[];
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
  const byBus = once(REACHED, sample, () => new Map<PlayedBus, PlayedRule[]>());
  return once(byBus, bus, () => bus.index.matching(checkEvent(sample)).filter(({ tested }) => tested.whyNot(sample) === undefined));
}

/** Plays one event through an app. */
export class Player {
  private readonly played: Played = { ways: [], log: new MetricLog(), letters: [], archived: [], keptOn: [] };

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
      this.run(rule, [hopOf(bus)], 0);
    }
    return this.played;
  }

  /** Delivers what the bus has kept, through a subscriber that is the same but for its filter, retries and queue. */
  public playAgain(subscriber: PlayedSubscriber, bus: PlayedBus): Played {
    const targets = subscriber.targets.map((target) => ({ ...target, deadLetterQueue: undefined, schedule: USUAL_SUBSCRIBER_RETRY }));
    this.run({ ...subscriber, targets }, [hopOf(bus)], 0);
    return this.played;
  }

  private arrive(bus: PlayedBus, hops: readonly Hop[], at: number): void {
    this.played.archived.push(...bus.archives.filter((archive) => isKept(archive, this.sample)));
    if (bus.keptDays !== undefined && !this.played.keptOn.includes(bus)) {
      this.played.keptOn.push(bus);
    }
    bus.rules.filter(({ tested }) => tested.silent === undefined).forEach((rule) => this.countEach(rule, rule.metrics.compared, at));
    const here = [...hops, hopOf(bus)];
    rulesReached(bus, this.sample).forEach((rule) => this.run(rule, here, at));
  }

  private run(rule: PlayedRule, hops: readonly Hop[], at: number): void {
    this.countEach(rule, rule.metrics.matched, at);
    const buses = hops.map(({ name }) => name);
    const wayOf = (rest: Pick<PlayedWay, 'target' | 'end' | 'why'>): PlayedWay =>
      ({ rule, buses, steps: [], after: at, attempts: 0, troubles: new Set<string>(), ...rest });
    const targets = rule.targets.filter(({ notDeployed }) => notDeployed === undefined);
    for (const target of targets) {
      const way = wayOf({ target, end: EventEnd.DELIVERED });
      this.played.ways.push(way);
      this.deliver(way, rule, target, hops, at);
    }
    if (targets.length === 0) {
      this.played.ways.push(wayOf({ end: EventEnd.NOT_MATCHED, why: 'the rule has no target' }));
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

  private attempt(way: PlayedWay, rule: PlayedRule, moments: readonly number[], arrived: number): void {
    const { attempted, retried, retriesByDepth } = rule.metrics;
    way.attempts = moments.length;
    attempted.forEach((metricName) => this.played.log.countAt(identityOf(rule, metricName), moments, arrived));
    if (moments.length > 1) {
      way.troubles.add(this.played.log.countAt(identityOf(rule, retried), moments.slice(1), arrived, retriesByDepth ? (at) => at + 1 : undefined));
    }
  }

  private troublesOf(rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[]): Trouble[] {
    const refused = refusedHop(rule, hops, target) ?? this.admissions.toTarget(rule, target);
    if (refused) {
      return [{ ...refused, retried: triesAgain(rule) }];
    }
    const isHit = (fault: PlayedFault) => fault.hitsTarget(rule, target) || (target.isWaitedFor && fault.hitsHandler(target));
    const faults = this.faults.filter(isHit).map(({ kind, until }): Trouble => ({ ...answerOf(kind, rule), until, why: `${target.name} ${kind.says}` }));
    return faults.sort((one, other) => Number(one.retried) - Number(other.retried));
  }

  private accept(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[], at: number): void {
    this.countEach(rule, rule.metrics.delivered, at);
    this.waitUntil(way, rule, at);
    way.after = at;
    way.steps.push({ at, text: way.attempts === 1 ? 'accepted' : `accepted at attempt ${way.attempts}` });
    if (target.kind === 'eventBus') {
      this.hop(way, rule, target, hops, at);
    } else if (target.lambda && !target.isWaitedFor) {
      afterAcceptance(way, target, { app: this.app, admissions: this.admissions, faults: this.faults, sample: this.sample, played: this.played }, at);
    }
  }

  private hop(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, hops: readonly Hop[], at: number): void {
    const bus = target.busKey === undefined ? undefined : this.app.buses.get(target.busKey);
    if (rule.kind === 'subscriber' && !rule.tested.sendsEventItself) {
      way.steps.push({ at, text: 'changed by the subscriber, so that it is no event of the service there' });
    } else if (!bus) {
      way.steps.push({ at, text: 'no template has a rule on that bus' });
    } else if (hops.length < MOST_HOPS) {
      this.arrive(bus, hops, at);
    }
  }

  private giveUp(way: PlayedWay, rule: PlayedRule, target: PlayedTarget, { error, why }: Trouble, at: number): void {
    const { metrics } = rule;
    this.waitUntil(way, rule, at);
    way.after = at;
    way.error = error;
    this.countEach(rule, metrics.ended, at);
    this.trouble(way, rule, metrics.failed, at);
    const { deadLetterQueue: queue } = target;
    const refused = queue ? this.whyNotKept(rule, queue, at) : `the ${rule.kind === 'rule' ? 'target' : rule.kind} has no dead-letter queue`;
    if (queue && refused === undefined) {
      this.trouble(way, rule, metrics.kept, at);
      way.end = EventEnd.DEAD_LETTERED;
      way.queue = queue;
      way.why = why;
      const what = rule.kind === 'subscriber' ? 'recorded' : 'kept';
      way.steps.push({ at, text: `${what} in ${queue.name} for ${timeText(queue.retentionSeconds)}` });
      const kind = rule.kind === 'subscriber' ? 'record' : 'delivery';
      this.keep(way, { kind, queue, ruleArn: rule.arn, targetArn: target.arn, errorCode: error, at, sample: this.sample });
      return;
    }
    this.trouble(way, rule, queue ? metrics.notKept : metrics.dropped, at);
    way.end = EventEnd.LOST;
    way.why = refused;
    way.steps.push({ at, text: `lost: ${refused}` });
  }

  private whyNotKept(rule: PlayedRule, queue: PlayedQueue, at: number): string | undefined {
    const fault = this.faults.find((one) => one.hitsQueue(queue) && one.isOn(at));
    return fault ? `${queue.name} ${fault.kind.says}` : this.admissions.toQueue(rule, queue)?.why ?? (rule.kind === 'subscriber' ? undefined : this.whyTooLarge(queue));
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

  /** The event waits from its arrival on, which a subscriber counts in milliseconds. */
  private waitUntil(way: PlayedWay, rule: PlayedRule, until: number): void {
    const { backlog } = rule.metrics;
    if (backlog !== undefined && until > way.after) {
      way.troubles.add(this.played.log.stand(identityOf(rule, backlog), { from: way.after, until, perSecond: 1000 }));
    }
  }

  private trouble(way: PlayedWay, rule: PlayedRule, metricNames: readonly string[], at: number): void {
    metricNames.forEach((metricName) => way.troubles.add(this.played.log.count(identityOf(rule, metricName), at)));
  }

  private countEach(rule: PlayedRule, metricNames: readonly string[], at: number): void {
    metricNames.forEach((metricName) => this.played.log.count(identityOf(rule, metricName), at));
  }
}

function identityOf({ environment, dimensions, metrics: { namespace } }: PlayedRule, metricName: string): MetricIdentity {
  return { environment, namespace, metricName, dimensions };
}

/** Every failure of a subscriber is tried again. */
function triesAgain({ kind }: PlayedRule): boolean {
  return kind === 'subscriber';
}

function answerOf({ error, recordedAs, retried }: FaultKind, rule: PlayedRule): Pick<Trouble, 'error' | 'retried'> {
  return rule.kind === 'subscriber' ? { error: recordedAs!, retried: true } : { error: error!, retried };
}

function hopOf({ key, name, account, region, kind }: PlayedBus): Hop {
  return { key, name, account, region, isCustom: kind === 'custom' };
}
