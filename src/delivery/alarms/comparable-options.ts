import { Duration, Stack } from 'aws-cdk-lib';
import { DeliveryAlarmsOptions } from './delivery-alarms';

/** The options as a text, to tell whether two are the same. */
export function comparable(options: DeliveryAlarmsOptions): string {
  return JSON.stringify(options, (_name, value) => (
    value instanceof Duration ? value.toIsoString() : Stack.isStack(value) ? value.node.path : value
  ));
}
