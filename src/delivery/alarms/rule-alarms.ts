import { Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmDefinition, defineAlarm } from './alarm-definition';
import { describeAlarm, shownPath } from './alarm-description';
import { AlarmSeverity } from './alarm-severity';
import { Delivery } from '../delivery';
import { DeliveryAlarmOptions, DeliveryAlarmsOptions } from './delivery-alarms';
import { ruleMetric } from './rule-metrics';
import { DeliveryType } from '../../catalog/delivery-type';

const DAY_SECONDS = 86_400;

/**
 * The rule that is watched, in words and in CloudWatch's dimensions.
 */
export interface WatchedRule {
  /** The service and events, as a person on call would name them. */
  readonly subject: string;
  readonly path: string;
  /** The name that the user gave it. */
  readonly ruleName?: string;
  readonly dimensions: Record<string, string>;
  /** The queues where events end that cannot be delivered, as a reader finds them, when the app is synthesized. */
  readonly deadLetterQueueNames: () => string[];
}

/**
 * The alarms of one rule. Each is made once.
 */
export class RuleAlarms extends Construct {
  private readonly made = new Set<string>();

  constructor(
    scope: Construct, id: string, private readonly rule: WatchedRule, private readonly delivery: Delivery,
    private readonly options: DeliveryAlarmsOptions,
  ) {
    super(scope, id);
  }

  /** Watches whether dead-letter queues take what cannot be delivered. */
  public watchLosses(): cloudwatch.Alarm[] {
    return this.define(lost(this.rule), this.options.lost);
  }

  /** Watches whether targets take events. */
  public watchFailures(): cloudwatch.Alarm[] {
    return [...this.define(failed(this.rule, this.delivery), this.options.failed), ...this.define(retrying(this.rule), this.options.retrying)];
  }

  private define(definition: AlarmDefinition, options: DeliveryAlarmOptions | undefined): cloudwatch.Alarm[] {
    if (this.made.has(definition.id)) {
      return [];
    }
    this.made.add(definition.id);
    const alarm = defineAlarm(this, definition, this.delivery.alarmActions, options);
    return alarm ? [alarm] : [];
  }
}

/**
 * The alarm on silence: no event has matched for a given time.
 */
export function defineSilenceAlarm(scope: Construct, rule: WatchedRule, expectEvery: Duration, delivery: Delivery): cloudwatch.Alarm {
  return defineAlarm(scope, silence(rule, expectEvery), delivery.alarmActions)!;
}

function lost(rule: WatchedRule): AlarmDefinition {
  return {
    id: 'Lost',
    description: describeAlarm(rule.subject, (subject) => `LOST: rule ${shown(rule)} could deliver events of ${subject} neither to a target nor to its dead-letter queue. Check the queue, its policy and key.`),
    severity: AlarmSeverity.PAGE,
    threshold: 1,
    period: Duration.minutes(1),
    evaluationPeriods: 1,
    metric: (period) => ruleMetric('InvocationsFailedToBeSentToDlq', rule.dimensions, { period }),
  };
}

function failed(rule: WatchedRule, delivery: Delivery): AlarmDefinition {
  return {
    id: 'Failed',
    description: describeLate(rule, (subject, queues) => `FAILED: a target of rule ${shown(rule)} did not take events of ${subject}. ${queues === undefined ? GONE : keptIn(queues)}`),
    severity: delivery.deliveryType === DeliveryType.GUARANTEED ? AlarmSeverity.PAGE : AlarmSeverity.TICKET,
    threshold: 1,
    period: Duration.minutes(5),
    evaluationPeriods: 1,
    metric: (period) => failedOrLooping(rule.dimensions, period),
  };
}

/** The rule by its path, as a plain text: the name that AWS makes at deployment is a dimension of the alarm anyway. */
function shown({ path, ruleName }: WatchedRule): string {
  return ruleName === undefined || Token.isUnresolved(ruleName) ? shownPath(path) : `${ruleName} (${shownPath(path)})`;
}

const GONE = 'They are gone: there is no dead-letter queue. Fix the target, then find out from the service\'s own records what was missed.';

function keptIn(queues: string): string {
  return `They are in ${queues}. Fix the target, then send them again.`;
}

/** Which queues there are is known when the last target has been added. */
function describeLate(
  { subject, deadLetterQueueNames }: WatchedRule, compose: (about: string, queues: string | undefined) => string,
): (room: number) => string {
  return (room) => {
    const [first, ...others] = deadLetterQueueNames();
    const queues = first && (others.length > 0 ? 'the dead-letter queue of the target' : `dead-letter queue ${first}`);
    return describeAlarm(subject, (about) => compose(about, queues), room);
  };
}

/**
 * `FailedInvocations` leaves out what is not delivered because it would run the same rule again and again, which
 * `DeadLetterInvocations` counts, for rules of the default event bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
function failedOrLooping(dimensions: Record<string, string>, period: Duration): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    // In arithmetic, missing values are treated as 0: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
    expression: 'failed + looping',
    label: 'not delivered',
    period,
    usingMetrics: {
      failed: ruleMetric('FailedInvocations', dimensions, { period }),
      looping: ruleMetric('DeadLetterInvocations', dimensions, { period }),
    },
  });
}

function retrying(rule: WatchedRule): AlarmDefinition {
  return {
    id: 'Retrying',
    description: describeAlarm(rule.subject, (subject) => `RETRYING: a target of rule ${shown(rule)} keeps refusing events of ${subject}. Look for throttling and errors there.`),
    severity: AlarmSeverity.TICKET,
    threshold: 3,
    period: Duration.minutes(15),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    metric: (period) => ruleMetric('RetryInvocationAttempts', rule.dimensions, { period }),
  };
}

function silence(rule: WatchedRule, expectEvery: Duration): AlarmDefinition {
  const { period, evaluationPeriods } = silencePeriods(expectEvery);
  return {
    id: 'Silence',
    description: describeAlarm(rule.subject, (subject) => `SILENCE: no event of ${subject} has matched rule ${shown(rule)} for ${expectEvery.toHumanString()}. Either nothing has happened, or events do not reach the rule: check the service, its Region, and what must be switched on for it to send events. Right after deployment, and while CloudWatch still looks at an older event, the alarm can be wrong.`),
    severity: AlarmSeverity.TICKET,
    threshold: 1,
    period,
    evaluationPeriods,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    metric: (length) => ruleMetric('TriggeredRules', rule.dimensions, { period: length }),
  };
}

/**
 * CloudWatch looks back seven days in periods of at most a day, each a whole number of minutes.
 */
export function silencePeriods(expectEvery: Duration): { period: Duration; evaluationPeriods: number } {
  const seconds = expectEvery.toSeconds();
  const evaluationPeriods = Math.ceil(seconds / DAY_SECONDS);
  return { period: Duration.minutes(Math.ceil(seconds / evaluationPeriods / 60)), evaluationPeriods };
}
