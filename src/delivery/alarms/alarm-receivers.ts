import { IResolvable, IResolveContext, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { AlarmActions } from './alarm-actions';
import { AlarmSeverity } from './alarm-severity';
import { bindAction } from './bind-action';
import { actionsFor } from './chosen-actions';
import { optionName } from '../../catalog/option-spelling';
import { partitionOf } from '../../catalog/partitions';
import { ACTIONS_OF_ALARM } from '../../catalog/quotas';
import { warn } from '../construct-notices';
import { knownToDiffer } from '../known-to-differ';
import { resourceWithArn } from '../resource-with-arn';

/** Who hears of an alarm, as far as this library has told it. */
interface Receivers {
  readonly fired: Set<cloudwatch.IAlarmAction>;
  readonly ok: Set<cloudwatch.IAlarmAction>;
  /** How often actions were added: what several rules add must not depend on their order. */
  sources: number;
  /** Whether the actions are put in order when the template is written. */
  isOrdered?: boolean;
}

/** Stops, terminates, reboots or recovers an instance. */
const OF_INSTANCE = ':automate:';

const RECEIVERS = new WeakMap<cloudwatch.Alarm, Receivers>();

/**
 * Lets an alarm of the given severity tell whom the actions name, each once.
 *
 * @throws when an action is known to be in another Region, where CloudWatch cannot reach it
 */
export function tell(alarm: cloudwatch.Alarm, severity: AlarmSeverity, actions: AlarmActions = {}): void {
  const receivers = RECEIVERS.get(alarm) ?? watchReceivers(alarm);
  const [fired, ok] = [actionsFor(severity, actions), actions.ok ?? []];
  if (fired.length + ok.length > 0) {
    receivers.sources += 1;
    orderActions(alarm, receivers);
  }
  for (const action of fired.filter((one) => !receivers.fired.has(one))) {
    receivers.fired.add(action);
    alarm.addAlarmAction(requireHere(action));
  }
  for (const action of ok.filter((one) => !receivers.ok.has(one))) {
    receivers.ok.add(action);
    alarm.addOkAction(requireHere(action));
  }
}

/** Whether an alarm tells anybody when it fires. */
export function hasReceivers(alarm: cloudwatch.Alarm): boolean {
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  const actions = Stack.of(alarm).resolve(resource.alarmActions);
  return Array.isArray(actions) && actions.length > 0;
}

function watchReceivers(alarm: cloudwatch.Alarm): Receivers {
  const receivers: Receivers = { fired: new Set(), ok: new Set(), sources: 0 };
  RECEIVERS.set(alarm, receivers);
  alarm.node.addValidation({ validate: () => requireFew(alarm.node.defaultChild as cloudwatch.CfnAlarm) });
  return receivers;
}

/** Has each action stand in the template once, in an order that does not depend on who came first. */
function orderActions(alarm: cloudwatch.Alarm, receivers: Receivers): void {
  if (receivers.isOrdered) {
    return;
  }
  receivers.isOrdered = true;
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  for (const property of ['alarmActions', 'okActions'] as const) {
    const given = resource[property];
    resource[property] = Lazy.uncachedAny({
      produce: (context: IResolveContext) => {
        const actions = context.resolve(given) as unknown[] | undefined;
        return actions && distinct(actions, receivers.sources > 1);
      },
    }) as never;
  }
}

function distinct(values: unknown[], isSorted: boolean): unknown[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  const texts = [...byText.keys()];
  return (isSorted ? texts.sort() : texts).map((text) => byText.get(text));
}

function requireFew(resource: cloudwatch.CfnAlarm): string[] {
  return (['alarmActions', 'okActions'] as const).flatMap((property) => {
    const actions: unknown[] = Stack.of(resource).resolve(resource[property]) ?? [];
    return actions.length <= ACTIONS_OF_ALARM ? [] : [
      `Alarm '${resource.node.path}' has ${actions.length} ${property}, those of all its rules together, and CloudWatch allows ${ACTIONS_OF_ALARM}: send the alarms to one topic that passes them on.`,
    ];
  });
}

/** The action, which refuses to be bound to an alarm that it is of no use to. */
function requireHere(action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
  return {
    bind: (scope, alarm) => {
      const config = bindAction(action, scope, alarm);
      requireUsable(alarm, config?.alarmActionArn);
      return config;
    },
  };
}

function requireUsable(alarm: cloudwatch.IAlarm, arn: string | undefined): void {
  const [here, { account: ownAccount, region: own }] = [`Alarm '${alarm.node.path}'`, Stack.of(alarm)];
  if (!arn) {
    throw new Error(`${here} has an action that names nothing: what bind returns needs an alarmActionArn.`);
  }
  if (arn.includes(OF_INSTANCE)) {
    throw new Error(`${here} has an action on an EC2 instance, ${shown(arn, alarm)}: CloudWatch takes it for alarms on the metrics of one instance only. Use another, such as new SnsAction(topic).`);
  }
  const { account, region, partition } = placeOf(arn);
  if (knownToDiffer(region, own)) {
    throw new Error(`${here} is in ${own}, and its action ${shown(arn, alarm)} in ${region}: CloudWatch reaches actions of the alarm's own Region only. Give the rules of ${own} ${optionName('alarmActions')} with a topic of ${own}, for example with DeliveryDefaults.of(stack).set({ alarmActions }).`);
  }
  if (region && partition && partitionOf(region) !== partition) {
    throw new Error(`${here} has the action ${arn}, whose partition is ${partition}, and ${region} is in ${partitionOf(region)}: give the ARN as it is.`);
  }
  if (knownToDiffer(account, ownAccount)) {
    warn(alarm, 'alarm-action-elsewhere', `${here} is in account ${ownAccount}, and its action ${shown(arn, alarm)} in ${account}: the alarm can tell it only where its policy lets cloudwatch.amazonaws.com act for account ${ownAccount}. Acknowledge this warning once it does.`);
  }
}

interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

/** Where an action is, as far as that is known. */
function placeOf(arn: string): Place {
  const known = (value: string | undefined) => (value === '' || Token.isUnresolved(value) ? undefined : value);
  const resource = resourceWithArn(arn);
  if (resource) {
    const { account, region } = Stack.of(resource);
    return { account: known(account), region: known(region) };
  }
  // Some parts may be known where others are not. The marker of a token has no colon.
  const [start, partition, , region, account] = arn.split(':');
  return start === 'arn' ? { account: known(account), region: known(region), partition: known(partition) } : {};
}

/** By its path, or as AWS CloudFormation would write it in a Fn::Sub. */
function shown(arn: string, scope: IConstruct): string {
  const resource = resourceWithArn(arn);
  if (resource) {
    return `'${resource.node.path}'`;
  }
  const nameOf = (token: IResolvable): string => Stack.of(scope).resolve(token)?.Ref
    ?? (Reference.isReference(token) ? `${token.target.node.path}.${token.displayName}` : '...');
  const withNames = Tokenization.reverseString(arn).mapTokens({ mapToken: (token) => `\${${nameOf(token)}}` });
  return withNames.join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
}
