import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { batchOf } from '../../src/subscribers/subscriber-batch';
import { TargetKind } from '../../src/subscribers/target-kinds';

const kind = (more: object = {}) => ({ name: 'queue', maxBatchSize: 10, takesLists: false, ...more }) as unknown as TargetKind;
const batch = (options: Parameters<typeof batchOf>[2], more?: object) => batchOf(new Stack(new App(), 'Stack'), kind(more), options);

describe('a batch', () => {
  test.each([1, 2, 10])('can have %d events', (maxBatchSize) => {
    expect(batch({ maxBatchSize })).toEqual({ maxBatchSize, maxBatchWindowInSeconds: undefined });
  });

  test.each([0, -1, 11, 0.5, 1.5, NaN, Infinity])('cannot have %d events', (maxBatchSize) => {
    expect(() => batch({ maxBatchSize })).toThrow(`maxBatchSize of subscriber 'Stack' is ${maxBatchSize}: for a target of the kind 'queue' it must be a whole number from 1 to 10`);
  });

  test.each([0, 1, 300])('can wait for %d seconds', (seconds) => {
    expect(batch({ maxBatchingWindow: Duration.seconds(seconds) })).toEqual({ maxBatchSize: undefined, maxBatchWindowInSeconds: seconds });
  });

  test.each([Duration.seconds(301), Duration.millis(500), Duration.millis(1_500), Duration.millis(300_500)])('cannot wait for %s', (maxBatchingWindow) => {
    expect(() => batch({ maxBatchingWindow })).toThrow(`maxBatchingWindow of subscriber 'Stack' is ${maxBatchingWindow.toSeconds({ integral: false })} seconds: it must be a whole number from 0 to 300 seconds`);
  });

  test('is not spoken of where a target takes none and nothing is said', () => {
    expect(batch({})).toBeUndefined();
  });

  test('is of one event where a handler would be given a list, unless that is asked for', () => {
    expect(batch({}, { takesLists: true })).toEqual({ maxBatchSize: 1, maxBatchWindowInSeconds: undefined });
    expect(batch({ maxBatchSize: 5 }, { takesLists: true })).toEqual({ maxBatchSize: 5, maxBatchWindowInSeconds: undefined });
  });

  test('of which only the deployment knows the size and the time is passed on', () => {
    const stack = new Stack();
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    const maxBatchSize = Lazy.number({ produce: () => 99 });
    const made = batchOf(stack, kind(), { maxBatchSize, maxBatchingWindow: Duration.seconds(seconds.valueAsNumber) });
    expect(stack.resolve(made)).toEqual({ maxBatchSize: 99, maxBatchWindowInSeconds: { Ref: 'Seconds' } });
  });
});
