import { Duration, Stack } from 'aws-cdk-lib';
import { DeliveryAlarmsOptions } from './delivery-alarms';

/** The options as a text, to tell whether two are the same; what is there but undefined is not there. */
export function comparable(options: DeliveryAlarmsOptions): string {
  return JSON.stringify(options, (_name, value) => {
    if (value instanceof Duration) {
      return Duration.seconds(value.toSeconds()).toIsoString();
    }
    if (Stack.isStack(value)) {
      return value.node.path;
    }
    const isEmpty = (part: unknown): boolean => part === undefined || (!Stack.isStack(part) && typeof part === 'object' && part !== null && Object.values(part).every(isEmpty));
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const given = Object.keys(value).filter((name) => value[name] instanceof Duration || !isEmpty(value[name]));
    return Object.fromEntries(given.sort().map((name) => [name, value[name]]));
  });
}
