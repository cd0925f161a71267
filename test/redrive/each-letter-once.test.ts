import { MINUTE, RULE, Scene, arnOf, eventText, ruleArn } from './simulator/scene';
import { recordOf } from './simulator/simulated-aws';

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

const FUNCTION = arnOf('lambda', 'function:handler');

describe('a redrive', () => {
  test('sends each event to its target and deletes it from the queue', async () => {
    const letters = scene.write(23);
    const summary = await scene.run();
    expect(scene.delivered).toEqual(letters.map(({ body }) => body));
    expect(scene.deadLetters.messages).toEqual([]);
    expect(summary).toEqual({
      dryRun: false,
      redriven: 23,
      left: 0,
      skipped: 0,
      arrivedSince: 0,
      untouched: 0,
      unreadable: { count: 0, messageIds: [], reasons: {} },
      groups: [{
        ruleArn: RULE, targetArn: scene.work.arn, errorCodes: { NO_PERMISSIONS: 23 }, redriven: 23, left: 0, reasons: {}, examples: {}, notes: [],
      }],
      stoppedBecause: 'the queue holds nothing else',
      notes: [],
      remaining: { visible: 0, inFlight: 0 },
    });
  });

  test('that is a dry run sends and deletes nothing', async () => {
    scene.write(12);
    const summary = await scene.run({ dryRun: true });
    expect(summary).toMatchObject({ dryRun: true, redriven: 12, left: 0, remaining: { visible: 12, inFlight: 0 } });
    expect(scene.aws.sent).toEqual([]);
  });

  test('deletes a letter before it waits for the next', async () => {
    scene.write(2);
    await scene.run({ perSecond: 0.05 });
    const [first, second] = scene.aws.sent;
    expect(second.at - first.at).toBeGreaterThanOrEqual(20_000);
    expect(scene.aws.calls.filter((call) => /SendMessage|DeleteMessage/.test(call))).toEqual(['SendMessage', 'DeleteMessage', 'SendMessage', 'DeleteMessage']);
  });

  test('sends no faster than it is told, the time that sending takes included', async () => {
    scene.write(11);
    await scene.run({ perSecond: 5 });
    const times = scene.aws.sent.map(({ at }) => at);
    expect(times.at(-1)! - times[0]).toBe(10 * 200);
  });

  test('tries a throttled target again at the same pace', async () => {
    scene.write(1);
    const startedAt = scene.aws.clock.now();
    expect(await scene.run({ perSecond: 0.1 }, { faults: [{ call: 'SendMessage', kind: 'throttled', times: 2 }] })).toMatchObject({ redriven: 1 });
    expect(scene.aws.sent[0].at - startedAt).toBeGreaterThanOrEqual(20_000);
  });
});

describe('what comes back while a redrive runs', () => {
  test.each([50, 5_000])('%d ms after it was sent is counted apart, and not sent again', async (failsAfter) => {
    scene.aws.functions.set(FUNCTION, { failuresTo: scene.deadLetters, failsAfter });
    scene.deadLetters.send(recordOf(FUNCTION, '{"id":"one"}'), { sentAt: 0 });
    scene.write(60);
    const summary = await scene.run({ perSecond: 10 });
    expect(scene.aws.sentTo(FUNCTION)).toEqual(['{"id":"one"}']);
    expect(summary).toMatchObject({ redriven: 61, arrivedSince: 1, remaining: { visible: 1, inFlight: 0 } });
  });

  test('is known also where the clock of SQS is behind', async () => {
    scene.aws.functions.set(FUNCTION, {});
    const record = recordOf(FUNCTION, '{"id":"one"}');
    const now = scene.aws.clock.now();
    scene.deadLetters.send(record, { sentAt: 0 });
    scene.aws.clock.later(40, () => scene.deadLetters.send(record, { sentAt: now - 500 }));
    expect(await scene.run()).toMatchObject({ redriven: 1, arrivedSince: 1 });
    expect(scene.aws.sentTo(FUNCTION)).toHaveLength(1);
  });

  test.each([[2_000, 2], [1_999, 1]])('is another letter where SQS dates it %d ms before the run: %d are sent', async (milliseconds, sent) => {
    scene.aws.functions.set(FUNCTION, {});
    const record = recordOf(FUNCTION, '{"id":"one"}');
    const now = scene.aws.clock.now();
    scene.deadLetters.send(record, { sentAt: 0 });
    scene.aws.clock.later(40, () => scene.deadLetters.send(record, { sentAt: now - milliseconds }));
    expect(await scene.run()).toMatchObject({ redriven: sent, arrivedSince: 2 - sent });
  });

  test('is sent by the next run', async () => {
    scene.aws.functions.set(FUNCTION, { failuresTo: scene.deadLetters });
    scene.deadLetters.send(recordOf(FUNCTION, '{"id":"one"}'), { sentAt: 0 });
    await scene.run();
    await scene.run();
    expect(scene.aws.sentTo(FUNCTION)).toHaveLength(2);
  });
});

test('letters that were taken before anything was sent are sent, whatever the clocks say', async () => {
  scene.write(3, { sentAt: scene.aws.clock.now() + 200 });
  expect(await scene.run()).toMatchObject({ redriven: 3, skipped: 0, arrivedSince: 0 });
});

test('two letters that ask for the same are two', async () => {
  const body = eventText('same');
  scene.write(2, { body, sentAt: scene.aws.clock.now() });
  expect(await scene.run()).toMatchObject({ redriven: 2 });
  expect(scene.delivered).toEqual([body, body]);
});

describe('a letter that was sent', () => {
  test('and could not be deleted is deleted at the end', async () => {
    scene.write(3);
    const summary = await scene.run({}, { faults: [{ call: 'DeleteMessage', kind: 'broken', times: 3 }] });
    expect(summary).toMatchObject({ redriven: 3, left: 0 });
    expect(scene.deadLetters.messages).toEqual([]);
  });

  test('and can never be deleted is left, which is said', async () => {
    scene.write(1);
    const summary = await scene.run({}, { faults: [{ call: 'DeleteMessage', kind: 'denied', times: 100 }] });
    expect(summary).toMatchObject({ redriven: 0, left: 1, remaining: { visible: 1 } });
    expect(Scene.reasonsOf(summary)).toEqual([expect.stringContaining('sent, but not deleted from the queue, so that the next redrive sends it again: DeleteMessage: AccessDeniedException')]);
  });

  test('and could not be deleted, ten times over, is the last', async () => {
    scene.write(30);
    const summary = await scene.run({}, { faults: [{ call: 'DeleteMessage', kind: 'denied', times: 1000 }] });
    expect(summary).toMatchObject({ redriven: 0, left: 10, stoppedBecause: 'what was sent could not be deleted from the queue: fix that before you go on' });
    expect([scene.delivered.length, scene.deadLetters.counts]).toEqual([10, { visible: 30, inFlight: 0 }]);
  });

  test('and whose deletion gets no answer does not use up the time', async () => {
    scene.write(30);
    const summary = await scene.run({}, { milliseconds: 2 * MINUTE, faults: [{ call: 'DeleteMessage', kind: 'hanging', times: 1000 }] });
    expect(summary).toMatchObject({ redriven: 0, remaining: { visible: 30, inFlight: 0 } });
    expect(summary.left).toBe(scene.delivered.length);
  });

  test('is not sent again when SQS hands it out again', async () => {
    const [letter] = scene.write(1);
    scene.aws.clock.later(60, () => scene.deadLetters.messages.push({ ...letter, invisibleUntil: 0 }));
    expect(await scene.run({ perSecond: 1 })).toMatchObject({ redriven: 1, left: 0 });
    expect([scene.delivered.length, scene.deadLetters.messages]).toEqual([1, []]);
  });

  test('is not sent again either while its deletion waits to be tried again', async () => {
    const [letter] = scene.write(1);
    scene.aws.clock.later(1_000, () => letter.invisibleUntil = 0);
    expect(await scene.run({}, { faults: [{ call: 'DeleteMessage', kind: 'broken', times: 3 }] })).toMatchObject({ redriven: 1 });
    expect([scene.delivered.length, scene.deadLetters.messages]).toEqual([1, []]);
  });
});

describe('a letter whose answer got lost', () => {
  const RESET = { kind: 'reset after', times: 1 } as const;

  test.each(['reset after', 'hanging after', 'broken'] as const)('(%s) says that it may have arrived', async (kind) => {
    scene.write(1);
    const summary = await scene.run({}, { faults: [{ call: 'SendMessage', kind, times: 5 }] });
    expect(Scene.reasonsOf(summary)).toEqual([expect.stringMatching(/^SendMessage: .*\. It may have arrived all the same$/)]);
    expect(scene.delivered.length).toBeLessThanOrEqual(1);
  });

  test.each(['denied', 'throttled'] as const)('is another one than that which the target turned down (%s)', async (kind) => {
    scene.write(1);
    const summary = await scene.run({}, { faults: [{ call: 'SendMessage', kind, times: 5 }] });
    expect(Scene.reasonsOf(summary)).toEqual([expect.not.stringContaining('may have arrived')]);
  });

  test('arrives once in a FIFO queue, which is asked again', async () => {
    const fifo = scene.aws.queue('work.fifo');
    scene.aws.rules.set(RULE, { targets: [{ Id: 'x', Arn: fifo.arn, SqsParameters: { MessageGroupId: 'group' } }] });
    scene.write(1, { targetArn: fifo.arn });
    expect(await scene.run({}, { faults: [{ call: 'SendMessage', ...RESET }] })).toMatchObject({ redriven: 1 });
    expect(fifo.messages).toHaveLength(1);
  });

  test('starts one execution, however many runs it takes', async () => {
    const machine = arnOf('states', 'stateMachine:machine');
    scene.aws.others.add(machine);
    scene.aws.rules.set(RULE, { targets: [{ Id: 'x', Arn: machine }] });
    scene.write(1, { targetArn: machine });
    expect(await scene.run({}, { faults: [{ call: 'StartExecution', ...RESET }] })).toMatchObject({ left: 1 });
    expect(await scene.run()).toMatchObject({ redriven: 1, left: 0 });
    expect(scene.aws.sentTo(machine)).toHaveLength(1);
  });
});

test('letters of two rules on one event both arrive in a FIFO queue', async () => {
  const fifo = scene.aws.queue('work.fifo');
  const target = { Arn: fifo.arn, SqsParameters: { MessageGroupId: 'group' } };
  const body = eventText('same');
  scene.aws.rules.set(ruleArn('one'), { targets: [{ ...target, Input: '1' }] });
  scene.aws.rules.set(ruleArn('two'), { targets: [{ ...target, Input: '1' }] });
  scene.write(1, { body, targetArn: fifo.arn, ruleArn: ruleArn('one') });
  scene.write(1, { body, targetArn: fifo.arn, ruleArn: ruleArn('two') });
  expect(await scene.run()).toMatchObject({ redriven: 2 });
  expect(fifo.messages).toHaveLength(2);
});

test('a function that is killed leaves at most the letter in hand to be sent again', async () => {
  for (let kill = 0; kill < 40; kill += 1) {
    scene.end();
    scene = new Scene();
    scene.write(12);
    const call = ['SendMessage', 'DeleteMessage', 'ReceiveMessage'][kill % 3];
    await scene.tryRun({}, { faults: [{ call, kind: kill % 2 ? 'crash' : 'crash after', from: kill % 10 }] });
    scene.aws.clock.advance(15 * MINUTE);
    await scene.run();
    expect(scene.delivered.length).toBeGreaterThanOrEqual(12);
    expect(scene.delivered.length).toBeLessThanOrEqual(13);
    expect(new Set(scene.delivered).size).toBe(12);
  }
});
