import { FAULT_KINDS, FaultKind } from './simulator/fault';
import { MINUTE, RULE, Scene, arnOf, eventText } from './simulator/scene';

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

const TARGETS = [
  ['Invoke', arnOf('lambda', 'function:handler')],
  ['SendMessage', arnOf('sqs', 'queue')],
  ['SendMessage', arnOf('sqs', 'queue.fifo')],
  ['Publish', arnOf('sns', 'topic')],
  ['StartExecution', arnOf('states', 'stateMachine:machine')],
  ['PutRecord', arnOf('kinesis', 'stream/stream')],
  ['PutLogEvents', arnOf('logs', 'log-group:/events')],
  ['CreateLogStream', arnOf('logs', 'log-group:/events')],
  ['PutEvents', arnOf('events', 'event-bus/other')],
] as const;

/** One letter for a target, whose call fails so often. */
async function meet(call: string, arn: string, kind: FaultKind, times: number) {
  scene.end();
  scene = new Scene();
  ['queue', 'queue.fifo'].forEach((name) => scene.aws.queue(name));
  scene.aws.functions.set(arn, {});
  scene.aws.others.add(arn);
  scene.aws.rules.set(RULE, { targets: [{ Arn: arn, ...(arn.endsWith('.fifo') && { SqsParameters: { MessageGroupId: 'group' } }) }] });
  scene.write(1, { targetArn: arn, body: eventText('event-1', { source: 'my.app' }) });
  const summary = await scene.tryRun({}, { faults: [{ call, kind, times }] });
  return { summary, accepted: scene.aws.sentTo(arn).length };
}

describe.each(TARGETS)('%s of %s', (call, arn) => {
  test.each(FAULT_KINDS)('when it is %s: the letter arrives once in a run at most, and is not lost', async (kind) => {
    for (const times of [1, 9]) {
      const { summary, accepted } = await meet(call, arn, kind, times);
      const stays = scene.deadLetters.messages.length === 1;
      expect(accepted).toBeLessThanOrEqual(1);
      expect(stays || accepted === 1).toBe(true);
      if (summary) {
        expect(summary).toMatchObject({ redriven: stays ? 0 : 1, left: stays ? 1 : 0 });
      }
      if (summary && stays && accepted === 1) {
        expect(Scene.reasonsOf(summary)).toEqual([expect.stringContaining('It may have arrived all the same')]);
      }
      scene.aws.clock.advance(30 * MINUTE);
      await scene.run();
      expect(scene.deadLetters.messages).toEqual([]);
      // Twice only where the first run could not know, and the target does not.
      const most = accepted === 1 && stays && !arn.includes('stateMachine') ? 2 : 1;
      expect(scene.aws.sentTo(arn).length).toBeGreaterThanOrEqual(1);
      expect(scene.aws.sentTo(arn).length).toBeLessThanOrEqual(most);
    }
  });

  test('is tried again where nothing can have arrived, or a fault of the service is over', async () => {
    for (const kind of ['throttled', 'broken'] as const) {
      expect((await meet(call, arn, kind, 2)).summary).toMatchObject({ redriven: 1 });
    }
  });

  test('is not tried again where the role may not', async () => {
    const { summary } = await meet(call, arn, 'denied', 1);
    expect(Scene.reasonsOf(summary!)).toEqual([`${call}: AccessDeniedException: You may not do that`]);
    expect(scene.aws.calls.filter((name) => name === call)).toHaveLength(1);
  });
});
