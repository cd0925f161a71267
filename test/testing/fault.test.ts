import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { FAULT_NAMES } from '../../src/testing/delivery/fault-kinds';

const { Fault } = testing;

test('each of all faults is of everything, for good', () => {
  const each = Fault.each();
  expect(each.map(({ faultName }) => faultName).sort()).toEqual([...FAULT_NAMES].sort());
  expect(each.map(({ _kind }) => _kind)).toEqual(each.map(({ faultName }) => faultName));
  expect(each.flatMap(({ _of, _lastsSeconds }) => [_of, _lastsSeconds]).filter((value) => value !== undefined)).toEqual([]);
});

test('a fault is of what is named, for as long as is said', () => {
  expect(Fault.targetIsGone({ of: 'Work', lasts: Duration.minutes(5) })).toMatchObject({ faultName: 'target-is-gone', _of: 'Work', _lastsSeconds: 300 });
  expect(Fault.targetIsGone({ lasts: Duration.millis(1500) })._lastsSeconds).toBe(1.5);
  expect(Fault.targetIsGone({ lasts: Duration.seconds(0) })._lastsSeconds).toBe(0);
});

test.each<[string, unknown, string]>([
  ['a number', 5, 'lasts of fault target-is-gone is 5: give a Duration that is known, such as Duration.hours(1).'],
  ['null', null, 'lasts of fault target-is-gone is null: give a Duration that is known, such as Duration.hours(1).'],
  ['a text', '1 hour', 'lasts of fault target-is-gone is 1 hour: give a Duration that is known, such as Duration.hours(1).'],
])('a time that is %s is refused', (_what, lasts, message) => {
  expect(() => Fault.targetIsGone({ lasts: lasts as never })).toThrow(new Error(message));
});

test('a time that only the deployment knows is refused', () => {
  const seconds = new CfnParameter(new Stack(), 'Seconds', { type: 'Number' }).valueAsNumber;
  expect(() => Fault.targetIsGone({ lasts: Duration.seconds(seconds) })).toThrow('give a Duration that is known');
});
