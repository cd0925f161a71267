import { Duration, Lazy, Resource, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { redriveOf } from './redrive-of-queue';
import { optionName } from '../../catalog/option-spelling';
import { AgreedOptions } from '../alarms/agreed-options';
import { AlarmActions } from '../alarms/alarm-actions';
import { AlarmDefinition, defineAlarm } from '../alarms/alarm-definition';
import { tell } from '../alarms/alarm-receivers';
import { AlarmSeverity } from '../alarms/alarm-severity';
import { tellsElsewhere } from '../alarms/chosen-actions';
import { DeliveryAlarmsOptions } from '../alarms/delivery-alarms';
import { watchFor } from '../alarms/shared-watch';
import { warn } from '../construct-notices';
import { Delivery } from '../delivery';
import { defaultsFor } from '../delivery-defaults';
import { knownToDiffer } from '../known-to-differ';
import { ownChild } from '../own-child';

const ID = 'DeadLetterAlarms';
/** What SQS keeps messages for unless told otherwise. */
const DEFAULT_RETENTION_SECONDS = 4 * 86_400;
/** Ten of fourteen days: time to act is left, and a weekend has passed. */
const SHARE_OF_RETENTION = 10 / 14;

/** What is in a queue of records, which hold no events themselves. */
export interface DeadLetterRecords {
  /** In words, for the one who reads the alarm. */
  readonly contents: string;
  /** For how long the events can be had elsewhere, from when they were sent; undefined where it is not known. */
  readonly eventsKept?: Duration;
}

/** What the queue holds, unless told otherwise. */
const EVENTS = 'holds events of AWS services that could not be delivered. Its messages say which rule and target (RULE_ARN, TARGET_ARN) and why (ERROR_CODE, ERROR_MESSAGE).';

/** The options of a queue's alarms that a rule may give. */
type QueueAlarms = Pick<DeliveryAlarmsOptions, 'deadLetters' | 'oldestDeadLetter'>;

/** What a user of the queue has said of its alarms. */
interface Joined {
  readonly user: IConstruct;
  readonly options: QueueAlarms;
  readonly actions?: AlarmActions;
  readonly records?: DeadLetterRecords;
}

/**
 * The alarms of a dead-letter queue, whatever number of rules write to it.
 *
 * They tell those whom the defaults that hold for the queue name, and those whom its rules name. Where a rule of another
 * stack names resources of that stack, they stand there: alarms in the queue's stack would make the two wait for each other.
 */
export class DeadLetterAlarms extends Construct {
  /**
   * Makes sure that the queue has its alarms, and that they tell whom the user of the queue names.
   *
   * @param user what writes to the queue
   * @param records what it writes; events unless given
   * @throws when two users want different alarms of one queue
   */
  public static ensure(queue: sqs.IQueue, user: IConstruct, delivery: Delivery, records?: DeadLetterRecords): void {
    if (isElsewhere(queue, user) && !Resource.isOwnedResource(queue)) {
      warn(user, 'dead-letter-queue-elsewhere',
        `Dead-letter queue '${queue.node.path}' is in account ${queue.env.account}, whose metrics alarms of this account do not see: make alarms on ApproximateNumberOfMessagesVisible and ApproximateAgeOfOldestMessage there, then acknowledge this warning.`);
      return;
    }
    const defaults = defaultsFor(queue);
    const options = { ...queueAlarms(defaults.alarms), ...queueAlarms(delivery.alarms) };
    const own = defaults.alarms === undefined || defaults.alarms._options !== undefined;
    if (!own) {
      return;
    }
    const given = isElsewhere(queue, user) ? undefined : delivery.alarmActions;
    const actions = defaults.alarmActions ?? given;
    const isApart = tellsElsewhere(actions, queue) && Stack.of(user) !== Stack.of(queue) && !isElsewhere(queue, user);
    const scope = isApart ? Stack.of(user) : queue;
    const id = isApart ? `${ID}-${queue.node.addr.slice(-8)}` : ID;
    const existing = ownChild<DeadLetterAlarms>(scope, id, (child) => child instanceof DeadLetterAlarms);
    const alarms = existing ?? new DeadLetterAlarms(scope as unknown as Construct, id, queue, records);
    alarms.join({ user, options, actions, records });
    watchFor(user, alarms);
  }

  private readonly agreed: AgreedOptions<QueueAlarms>;
  private joined: Joined[] = [];
  private alarms: [cloudwatch.Alarm, AlarmSeverity][];

  private constructor(scope: Construct, id: string, private readonly queue: sqs.IQueue, private records: DeadLetterRecords | undefined) {
    super(scope, id);
    this.agreed = new AgreedOptions((paths, wishes) =>
      `${paths} want different alarms of dead-letter queue '${queue.node.path}': ${wishes}. Set ${optionName('deadLetters')} and ${optionName('oldestDeadLetter')} once, with DeliveryDefaults, or give the rules queues of their own.`);
    this.alarms = this.define();
  }

  public forget(user: IConstruct): void {
    const rest = this.joined.filter((one) => one.user !== user);
    this.joined = [];
    this.agreed.clear();
    this.records = undefined;
    this.defineAnew();
    rest.forEach((one) => this.join(one));
  }

  private join(joined: Joined): void {
    const { user, options, actions, records } = joined;
    if (records && keptSeconds(records) < keptSeconds(this.records)) {
      this.records = records;
      this.defineAnew();
    }
    if (this.agreed.agree(user, options)) {
      this.defineAnew();
    }
    this.joined.push(joined);
    this.alarms.forEach(([alarm, severity]) => tell(alarm, severity, actions));
  }

  private defineAnew(): void {
    this.node.children.forEach(({ node }) => this.node.tryRemoveChild(node.id));
    this.alarms = this.define();
    for (const [alarm, severity] of this.alarms) {
      this.joined.forEach(({ actions }) => tell(alarm, severity, actions));
    }
  }

  private define(): [cloudwatch.Alarm, AlarmSeverity][] {
    const { deadLetters, oldestDeadLetter } = this.agreed.options;
    const retention = Math.min(retentionSeconds(this.queue) ?? Infinity, keptSeconds(this.records));
    const definitions = [
      { definition: notEmpty(this.queue, this.records?.contents), options: deadLetters },
      ...(Number.isFinite(retention) || oldestDeadLetter?.threshold !== undefined
        ? [{ definition: oldest(this.queue, retention, this.records), options: oldestDeadLetter }] : []),
    ];
    return definitions.flatMap(({ definition, options }): [cloudwatch.Alarm, AlarmSeverity][] => {
      const alarm = defineAlarm(this, definition, undefined, options);
      return alarm ? [[alarm, options?.severity ?? definition.severity]] : [];
    });
  }
}

function queueAlarms(alarms: Delivery['alarms']): QueueAlarms {
  const { deadLetters, oldestDeadLetter } = alarms?._options ?? {};
  return { ...(deadLetters && { deadLetters }), ...(oldestDeadLetter && { oldestDeadLetter }) };
}

/** Whether the queue is known to be in another account than what writes to it. */
function isElsewhere(queue: sqs.IQueue, user: IConstruct): boolean {
  return knownToDiffer(queue.env.account, Stack.of(user).account);
}

function notEmpty(queue: sqs.IQueue, contents = `${EVENTS} ${wayBack(queue)}`): AlarmDefinition {
  return {
    id: 'NotEmpty',
    description: `DEAD LETTERS: queue ${queue.queueName} ${contents}`,
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
  };
}

/** A redrive of the queue can be made after the alarm. */
function wayBack(queue: sqs.IQueue): string {
  return Lazy.string({
    produce: () => {
      const redrive = redriveOf(queue);
      return redrive
        ? `Fix the target, then invoke ${redrive}: it sends the events again and deletes what has arrived. What stays is not delivered yet.`
        : 'Fix the target, then send the events again. Delete a message only when its event has arrived.';
    },
  });
}

function keptSeconds(records: DeadLetterRecords | undefined): number {
  return records?.eventsKept?.toSeconds() ?? Infinity;
}

function oldest(queue: sqs.IQueue, retention: number, records: DeadLetterRecords | undefined): AlarmDefinition {
  const what = records
    ? `the oldest record in queue ${queue.queueName} will soon be dropped, or its bus will drop the event that it names. Deliver the events again now.`
    : `the oldest message of queue ${queue.queueName} will soon be dropped, and the event in it lost. Take the messages out of the queue now.`;
  return {
    id: 'Oldest',
    description: `DEAD LETTERS ABOUT TO EXPIRE: ${what}`,
    severity: AlarmSeverity.PAGE,
    threshold: Math.floor(retention * SHARE_OF_RETENTION),
    period: Duration.hours(1),
    evaluationPeriods: 1,
    metric: (period) => queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
  };
}

/** Unknown for a queue that another app has made. */
function retentionSeconds(queue: sqs.IQueue): number | undefined {
  const resource = queue.node.defaultChild;
  if (!(resource instanceof sqs.CfnQueue)) {
    return undefined;
  }
  const retention = resource.messageRetentionPeriod ?? DEFAULT_RETENTION_SECONDS;
  return Token.isUnresolved(retention) ? undefined : retention;
}
