import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { AlarmDefinition, defineAlarm } from './alarm-definition';
import { tell } from './alarm-receivers';
import { AlarmSeverity } from './alarm-severity';
import { DeliveryAlarmOptions, DeliveryAlarmsOptions, SharedDeliveryAlarmsOptions } from './delivery-alarms';
import { watchFor } from './shared-watch';
import { DeliveryType } from '../../catalog/delivery-type';
import { AppNotice } from '../app-notice';
import { Delivery } from '../delivery';
import { comparable } from './comparable-options';
import { optionName } from '../../catalog/option-spelling';
import { warn } from '../construct-notices';
import { defaultsFor } from '../delivery-defaults';
import { environmentKey } from '../environment-key';
import { outermostStackOf } from '../outermost-stack';
import { ownChild } from '../own-child';
import { stageOf } from '../stage-of';

const ID = 'SharedDeliveryAlarms';
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const LOOKS_BACK = Duration.hours(3);

/** Which metrics a query takes: those with exactly these dimensions. */
const DIMENSIONS = { defaultBus: ['RuleName'], otherBuses: ['EventBusName', 'RuleName'] };

const WATCHED_TWICE = new AppNotice('shared-alarms-repeated', (named) =>
  `${named} each watch all rules of their account and Region, so that they fire together where it is the same. `
  + 'Name one stack for each account and Region with DeliveryAlarms.shared({ stacks: [...] }).', hasOthers, 'shared alarm set');

/** Whether there may be others in the same account and Region: where it is not known, it may be any. */
function hasOthers(alarms: IConstruct): boolean {
  const place = placeOf(alarms);
  return alarms.node.root.node.findAll().some((other) => other instanceof SharedAlarms && other !== alarms && placeOf(other) === place);
}

function placeOf(alarms: IConstruct): string {
  const { account, region } = Stack.of(alarms);
  return Token.isUnresolved(account) || Token.isUnresolved(region) ? '' : `${account}/${region}`;
}

/**
 * Alarms that watch all rules of an account and Region at once: each is a query that CloudWatch Metrics Insights answers
 * with one time series a rule, and the rules that breach are the contributors of the alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
export class SharedAlarms extends Construct {
  /**
   * Makes sure that the rule is watched: by alarms of its own stack, or of one that is named for its account and Region.
   *
   * @throws when another rule shares them with other options, or they would look back further than CloudWatch can
   */
  public static watch(rule: IConstruct, onDefaultBus: boolean, delivery: Delivery, options: SharedDeliveryAlarmsOptions): void {
    const named = options.stacks?.find((one) => stageOf(one) === stageOf(rule) && environmentKey(one) === environmentKey(rule));
    const stack = named ?? outermostStackOf(rule);
    const existing = ownChild<SharedAlarms>(stack, ID, (child) => child instanceof SharedAlarms);
    const shared = existing ?? new SharedAlarms(stack, ID, options);
    if (!existing) {
      WATCHED_TWICE.raise(shared);
    }
    watchFor(rule, shared);
    shared.requireSameOptions(rule, options);
    if (stack !== Stack.of(rule)) {
      shared.warnOfActions(rule, delivery);
    }
    const group = shared.groupOf(onDefaultBus);
    watchFor(rule, group);
    group.join(rule, stack === Stack.of(rule) ? delivery : { ...delivery, alarmActions: defaultsFor(shared).alarmActions });
  }

  private constructor(scope: Construct, id: string, private readonly options: SharedDeliveryAlarmsOptions) {
    super(scope, id);
  }

  private groupOf(onDefaultBus: boolean): SharedAlarmGroup {
    const [id, dimensions] = onDefaultBus ? ['DefaultBus', DIMENSIONS.defaultBus] as const : ['OtherBuses', DIMENSIONS.otherBuses] as const;
    return this.node.tryFindChild(id) as SharedAlarmGroup | undefined ?? new SharedAlarmGroup(this, id, dimensions, this.options);
  }

  /** Actions of a rule of another stack would make the stack of the alarms wait for that one. */
  private warnOfActions(rule: IConstruct, { alarmActions }: Delivery): void {
    const own = defaultsFor(this).alarmActions ?? {};
    const isMissing = (['page', 'ticket', 'ok'] as const).some((kind) => alarmActions?.[kind]?.some((action) => !own[kind]?.includes(action)));
    if (isMissing) {
      warn(rule, 'shared-alarm-actions',
        `Rule '${rule.node.path}' has ${optionName('alarmActions')} that do not hear of its failures: it shares its alarms, '${this.node.path}', which tell those of another stack. Set the same ${optionName('alarmActions')} for all, with DeliveryDefaults.of(app).set({ alarmActions }), give the rule DeliveryAlarms.perRule(), or acknowledge this warning.`);
    }
  }

  private requireSameOptions(rule: IConstruct, options: DeliveryAlarmsOptions): void {
    if (comparable(options) !== comparable(this.options)) {
      throw new Error(`Rule '${rule.node.path}' shares its alarms with other rules by options of its own, ${comparable(options)}, and the alarms have been made with ${comparable(this.options)}: set DeliveryAlarms.shared(...) once, with DeliveryDefaults.of(app).set({ alarms }), or give this rule DeliveryAlarms.perRule(...).`);
    }
  }
}

/** The alarms over the rules of the default event bus, or those over the rules of all others. */
class SharedAlarmGroup extends Construct {
  private alarms: [alarm: cloudwatch.Alarm, severity: AlarmSeverity][] = [];
  private failed?: cloudwatch.Alarm;
  private readonly joined = new Map<IConstruct, Delivery>();

  constructor(scope: Construct, id: string, private readonly dimensions: string[], private readonly options: DeliveryAlarmsOptions) {
    super(scope, id);
    this.make();
  }

  /** One guaranteed event that fails is enough for a page: which rule it was is known only when the alarm fires. */
  public join(rule: IConstruct, delivery: Delivery): void {
    const pages = this.pages;
    this.joined.set(rule, delivery);
    const { alarmActions } = delivery;
    this.alarms.forEach(([alarm, severity]) => tell(alarm, severity, alarmActions));
    if (this.failed && this.pages) {
      const failing = this.failed;
      (pages ? [delivery] : [...this.joined.values()]).forEach((one) => tell(failing, AlarmSeverity.PAGE, one.alarmActions));
    }
  }

  public forget(rule: IConstruct): void {
    this.joined.delete(rule);
    this.node.children.forEach(({ node }) => this.node.tryRemoveChild(node.id));
    this.make();
    [...this.joined].forEach(([one, delivery]) => this.join(one, delivery));
  }

  /** Unless the user has said how urgent a failure is. */
  private get pages(): boolean {
    return this.options.failed?.severity === undefined
      && [...this.joined.values()].some(({ deliveryType }) => deliveryType === DeliveryType.GUARANTEED);
  }

  private make(): void {
    const { dimensions, options } = this;
    this.alarms = [];
    this.define(lost(dimensions), options.lost);
    this.failed = this.define(failed(dimensions), options.failed);
    this.define(retrying(dimensions), options.retrying);
    if (dimensions === DIMENSIONS.defaultBus) {
      this.define(looping(dimensions), options.failed);
    }
  }

  private define(definition: AlarmDefinition, options: DeliveryAlarmOptions = {}): cloudwatch.Alarm | undefined {
    const period = options.period ?? definition.period;
    const periods = options.evaluationPeriods ?? definition.evaluationPeriods;
    if (period.toSeconds() * periods > LOOKS_BACK.toSeconds()) {
      throw new Error(`The shared alarm ${definition.id} looks back ${periods} times ${period.toHumanString()}: CloudWatch looks back ${LOOKS_BACK.toHumanString()} for an alarm on many rules. Shorten ${optionName('period')} or ${optionName('evaluationPeriods')}, or use DeliveryAlarms.perRule().`);
    }
    const alarm = defineAlarm(this, definition, undefined, options);
    if (alarm) {
      this.alarms.push([alarm, options.severity ?? definition.severity]);
    }
    return alarm;
  }
}

function lost(dimensions: string[]): AlarmDefinition {
  return {
    id: 'Lost',
    description: 'LOST: events of AWS services matched a rule, no target accepted them, and the dead-letter queue could not take them. The rules are the contributors of this alarm. Check that their dead-letter queues exist, and that policies and keys let events.amazonaws.com write; then find out from the service\'s own records what was missed.',
    severity: AlarmSeverity.PAGE,
    threshold: 1,
    period: Duration.minutes(1),
    evaluationPeriods: 1,
    metric: (period) => perRule('InvocationsFailedToBeSentToDlq', dimensions, period),
  };
}

function failed(dimensions: string[]): AlarmDefinition {
  return {
    id: 'Failed',
    description: 'FAILED: events of AWS services matched a rule and could not be delivered to a target. The rules are the contributors of this alarm. Where a rule has a dead-letter queue, the messages there say why (ERROR_CODE, ERROR_MESSAGE). Fix the target, then send them again.',
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => perRule('FailedInvocations', dimensions, period),
  };
}

/** Rules of other buses have no such metric. */
function looping(dimensions: string[]): AlarmDefinition {
  return {
    id: 'Looping',
    description: 'LOOPING: events of AWS services matched a rule and were not delivered, since delivering them would have run the same rule again and again. The rules are the contributors of this alarm. Narrow the pattern, so that it does not match what the target causes.',
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => perRule('DeadLetterInvocations', dimensions, period),
  };
}

function retrying(dimensions: string[]): AlarmDefinition {
  return {
    id: 'Retrying',
    description: 'RETRYING: EventBridge keeps trying to deliver events of AWS services to a target that refuses them. The rules are the contributors of this alarm. Nothing is lost yet. Look for throttling and errors at the targets before the retries run out.',
    severity: AlarmSeverity.TICKET,
    threshold: 3,
    period: Duration.minutes(15),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    metric: (period) => perRule('RetryInvocationAttempts', dimensions, period),
  };
}

/**
 * Where there are more than 500 rules, those with the most are returned.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
function perRule(metricName: string, dimensions: string[], period: Duration): cloudwatch.MathExpression {
  const names = dimensions.join(', ');
  return new cloudwatch.MathExpression({
    expression: `SELECT SUM(${metricName}) FROM SCHEMA("AWS/Events", ${names}) GROUP BY ${names} ORDER BY SUM() DESC`,
    usingMetrics: {},
    period,
  });
}
