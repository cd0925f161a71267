import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { AlarmActions } from './alarm-actions';
import { RUNBOOK_CHARACTERS, limited, longestLength } from './alarm-description';
import { hasReceivers, tell } from './alarm-receivers';
import { AlarmSeverity } from './alarm-severity';
import { actionsFor } from './chosen-actions';
import { ALARM_DESCRIPTION_CHARACTERS, ALARM_PERIOD } from '../../catalog/quotas';
import { AppNotice } from '../app-notice';
import { defaultsFor } from '../delivery-defaults';
import { DOCUMENTATION } from '../documentation';
import { DeliveryAlarmOptions } from './delivery-alarms';
import { optionName } from '../../catalog/option-spelling';

const WITHOUT_ACTION = new AppNotice('alarms-without-action', (_alarms, count) =>
  `${count} ${count > 1 ? 'alarms have' : 'alarm has'} no action, so nobody is told. `
  + 'Set DeliveryDefaults.of(app).set({ alarmActions: { page: [...], ticket: [...] } }).',
(alarm) => isPartOfApp(alarm) && !hasReceivers(alarm as cloudwatch.Alarm));

/** Alarms of a rule that is switched off late are taken away again. */
function isPartOfApp({ node: { scopes } }: IConstruct): boolean {
  return scopes.every((construct, at) => at === 0 || scopes[at - 1].node.tryFindChild(construct.node.id) === construct);
}

/** What the alarms of deliveries mean, and what to do. */
const RUNBOOK = `${DOCUMENTATION}/operations.md#alarms`;

/**
 * The facts of an alarm, before its user's wishes.
 */
export interface AlarmDefinition {
  readonly id: string;
  /** What it says, given how many characters there is room for where that is known late. */
  readonly description: string | ((room: number) => string);
  readonly severity: AlarmSeverity;
  readonly threshold: number;
  readonly period: Duration;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly comparisonOperator?: cloudwatch.ComparisonOperator;
  readonly treatMissingData?: cloudwatch.TreatMissingData;
  readonly metric: (period: Duration) => cloudwatch.IMetric;
  /** Whether it is about something else than deliveries, which only a runbook of the user's own can know. */
  readonly isOfEvents?: boolean;
}

function describe({ description, isOfEvents }: AlarmDefinition, scope: IConstruct): string {
  const url = defaultsFor(scope).runbookUrl ?? (isOfEvents ? undefined : RUNBOOK);
  if (url === undefined) {
    return within(description, ALARM_DESCRIPTION_CHARACTERS);
  }
  if (!Token.isUnresolved(url) && (typeof url !== 'string' || url.trim() === '' || url.length > RUNBOOK_CHARACTERS)) {
    throw new Error(`${optionName('runbookUrl')} above '${scope.node.path}' is ${JSON.stringify(url)}: it must be a text of 1 to ${RUNBOOK_CHARACTERS} characters, such as https://wiki.example.com/events.`);
  }
  const runbook = ` Runbook: ${url}`;
  return `${within(description, ALARM_DESCRIPTION_CHARACTERS - longestLength(runbook))}${runbook}`;
}

function within(description: AlarmDefinition['description'], room: number): string {
  return typeof description === 'string' ? limited(description, room) : Lazy.string({ produce: () => limited(description(room), room) });
}

/**
 * Makes the alarm, unless the user switched it off.
 */
export function defineAlarm(
  scope: IConstruct, definition: AlarmDefinition, actions: AlarmActions | undefined, options: DeliveryAlarmOptions = {},
): cloudwatch.Alarm | undefined {
  if (options.enabled === false) {
    return undefined;
  }
  const severity = options.severity ?? definition.severity;
  requireAcceptable(scope, definition, options);
  const alarm = new cloudwatch.Alarm(scope as never, definition.id, {
    alarmDescription: describe(definition, scope),
    metric: definition.metric(options.period ?? definition.period),
    threshold: options.threshold ?? definition.threshold,
    evaluationPeriods: options.evaluationPeriods ?? definition.evaluationPeriods,
    datapointsToAlarm: options.datapointsToAlarm ?? (options.evaluationPeriods ? undefined : definition.datapointsToAlarm),
    comparisonOperator: definition.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: definition.treatMissingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  tellOf(alarm, severity, actions);
  const { threshold, evaluationPeriods, datapointsToAlarm } = options;
  const numbers = { threshold, evaluationPeriods, datapointsToAlarm };
  if (Object.values(numbers).some((value) => Token.isUnresolved(value))) {
    alarm.node.addValidation({
      validate: () => refusalsOf(() => requireAcceptable(scope, definition, { ...options, ...knownOf(numbers, alarm) })),
    });
  }
  return alarm;
}

/** The numbers that are known by now; what only the deployment knows stays as it is. */
function knownOf(numbers: Record<string, number | undefined>, scope: IConstruct): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => {
    const resolved: unknown = Stack.of(scope).resolve(value);
    return [name, typeof resolved === 'number' ? resolved : value];
  }));
}

/** What was known late is looked at when the template is written. */
function refusalsOf(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Says so when nobody hears of an alarm in the end: other rules may add actions to an alarm that they share. */
function tellOf(alarm: cloudwatch.Alarm, severity: AlarmSeverity, actions: AlarmActions | undefined): void {
  tell(alarm, severity, actions);
  if (actionsFor(severity, actions).length === 0) {
    WITHOUT_ACTION.raise(alarm);
  }
}

/** What CloudWatch refuses at deployment is refused before. */
function requireAcceptable(scope: IConstruct, definition: AlarmDefinition, options: DeliveryAlarmOptions): void {
  const refuse = (why: string) => new Error(`The alarm '${definition.id}' of '${scope.node.path}' ${why}`);
  const period = options.period ?? definition.period;
  const periods = options.evaluationPeriods ?? definition.evaluationPeriods;
  const datapoints = options.datapointsToAlarm;
  requireCount(refuse, 'evaluationPeriods', periods);
  requireCount(refuse, 'datapointsToAlarm', datapoints);
  if (isKnown(datapoints) && isKnown(periods) && datapoints > periods) {
    throw refuse(`is to fire at ${datapoints} of ${periods} data points: ${optionName('datapointsToAlarm')} must not exceed ${optionName('evaluationPeriods')}.`);
  }
  if (isKnown(options.threshold) && !(Number.isFinite(options.threshold) && options.threshold > 0)) {
    throw refuse(`has ${optionName('threshold')} ${options.threshold}: it must be a number greater than 0, else the alarm fires whatever happens.`);
  }
  if (Token.isUnresolved(periods)) {
    return;
  }
  const seconds = period.toSeconds({ integral: false });
  if (!Number.isInteger(seconds / ALARM_PERIOD.multipleOf) || seconds < ALARM_PERIOD.multipleOf) {
    throw refuse(`has a period of ${seconds} seconds: EventBridge and Amazon SQS measure by the minute, so it must be a whole number of minutes.`);
  }
  const allowed = seconds < ALARM_PERIOD.longBelow ? ALARM_PERIOD.seconds.short : ALARM_PERIOD.seconds.long;
  if (seconds * periods > allowed) {
    throw refuse(`looks back ${periods} times ${period.toHumanString()}, and CloudWatch looks back ${allowed / 86_400} days with such a period: shorten ${optionName('period')} or ${optionName('evaluationPeriods')}.`);
  }
}

/** A number is given, and more than a stand-in for what the deployment knows. */
function isKnown(value: number | undefined): value is number {
  return value !== undefined && !Token.isUnresolved(value);
}

function requireCount(refuse: (why: string) => Error, name: string, value: number | undefined): void {
  if (isKnown(value) && !(Number.isInteger(value) && value > 0)) {
    throw refuse(`has ${optionName(name)} ${value}: it must be a whole number from 1.`);
  }
}
