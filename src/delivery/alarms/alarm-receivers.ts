import { CfnResource, IResolveContext, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmActions } from './alarm-actions';
import { AlarmSeverity } from './alarm-severity';
import { actionsFor } from './chosen-actions';
import { ACTIONS_OF_ALARM } from '../../catalog/quotas';

/** Who hears of an alarm, as far as this library has told it. */
interface Receivers {
  readonly fired: Set<cloudwatch.IAlarmAction>;
  readonly ok: Set<cloudwatch.IAlarmAction>;
  /** How often actions were added: what several rules add must not depend on their order. */
  sources: number;
}

const RECEIVERS = new WeakMap<cloudwatch.Alarm, Receivers>();

/**
 * Lets an alarm of the given severity tell whom the actions name, each once.
 *
 * @throws when an action is known to be in another Region, where CloudWatch cannot reach it
 */
export function tell(alarm: cloudwatch.Alarm, severity: AlarmSeverity, actions: AlarmActions = {}): void {
  const receivers = RECEIVERS.get(alarm) ?? watchReceivers(alarm);
  const [fired, ok] = [actionsFor(severity, actions), actions.ok ?? []];
  receivers.sources += fired.length + ok.length > 0 ? 1 : 0;
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
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  for (const property of ['alarmActions', 'okActions'] as const) {
    const given = resource[property];
    resource[property] = Lazy.uncachedAny({
      produce: (context: IResolveContext) => {
        const actions = distinct(context.resolve(given) as unknown[] | undefined);
        return receivers.sources > 1 ? actions?.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)) : actions;
      },
    }) as never;
  }
  alarm.node.addValidation({ validate: () => requireFew(resource) });
  return receivers;
}

function distinct(values: unknown[] | undefined): unknown[] | undefined {
  return values && [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function requireFew(resource: cloudwatch.CfnAlarm): string[] {
  return (['alarmActions', 'okActions'] as const).flatMap((property) => {
    const actions: unknown[] = Stack.of(resource).resolve(resource[property]) ?? [];
    return actions.length <= ACTIONS_OF_ALARM ? [] : [
      `Alarm '${resource.node.path}' has ${actions.length} ${property}, those of all its rules together, and CloudWatch allows ${ACTIONS_OF_ALARM}: send the alarms to one topic that passes them on.`,
    ];
  });
}

/** The action, which refuses to be bound to an alarm of another Region. */
function requireHere(action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
  return {
    bind: (scope, alarm) => {
      const config = bound(action, scope, alarm);
      const [own, other] = [Stack.of(scope).region, regionOf(config.alarmActionArn)];
      if (other && !Token.isUnresolved(own) && other !== own) {
        throw new Error(`Alarm '${alarm.node.path}' is in ${own}, and its action ${shown(config.alarmActionArn)} in ${other}: CloudWatch reaches actions of the alarm's own Region only. Give the rules of ${own} alarmActions with a topic of ${own}, for example with DeliveryDefaults.of(stack).set({ alarmActions }).`);
      }
      return config;
    },
  };
}

/** A LambdaAction names the permission after its alarm only, so that two alarms of the same name collide at the function. */
function bound(action: cloudwatch.IAlarmAction, scope: Parameters<cloudwatch.IAlarmAction['bind']>[0], alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
  try {
    return action.bind(scope, alarm);
  } catch (error) {
    if (/already a Construct with name '\w*AlarmPermission'/.test((error as Error).message)) {
      throw new Error(`Alarm '${alarm.node.path}' is one of several that call the same function, and their permissions get one name: make the action with new LambdaAction(fn, { useUniquePermissionId: true }).`);
    }
    throw error;
  }
}

function regionOf(arn: string): string | undefined {
  if (!Token.isUnresolved(arn)) {
    return arn.split(':')[3] || undefined;
  }
  const { firstToken: token, length } = Tokenization.reverseString(arn);
  const target = length === 1 && token && Reference.isReference(token) ? token.target : undefined;
  const region = target && CfnResource.isCfnResource(target) ? Stack.of(target).region : undefined;
  return region && !Token.isUnresolved(region) ? region : undefined;
}

function shown(arn: string): string {
  const { firstToken: token } = Tokenization.reverseString(arn);
  return Token.isUnresolved(arn) && token && Reference.isReference(token) ? `'${token.target.node.path}'` : arn;
}
