import { Resource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { AlarmActions } from './alarm-actions';
import { AlarmSeverity } from './alarm-severity';

/**
 * The actions that an alarm of the given severity gets.
 */
export function actionsFor(severity: AlarmSeverity, actions: AlarmActions = {}): cloudwatch.IAlarmAction[] {
  const ticket = actions.ticket ?? [];
  return severity === AlarmSeverity.PAGE ? actions.page ?? ticket : ticket;
}

/**
 * Whether an action names a resource that the app makes in another stack than the construct's: an alarm with it, beside the
 * construct, would make the one stack wait for the other.
 */
export function tellsElsewhere({ page = [], ticket = [], ok = [] }: AlarmActions = {}, construct: IConstruct): boolean {
  const named = [...page, ...ticket, ...ok].flatMap((action) => Object.values(action).filter((value) => Construct.isConstruct(value)));
  return named.some((resource: IConstruct) => Resource.isOwnedResource(resource) && Stack.of(resource) !== Stack.of(construct));
}
