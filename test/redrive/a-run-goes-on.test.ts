import { FAULT_KINDS, FaultKind } from './simulator/fault';
import { MINUTE, RULE, Scene, arnOf, ruleArn } from './simulator/scene';

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

const CALLS = ['GetQueueAttributes', 'ReceiveMessage', 'ListTargetsByRule', 'DescribeRule', 'GetQueueUrl', 'SendMessage', 'DeleteMessage'];
/** The function ends, and there is nobody to write a summary. */
const isCrash = (kind: FaultKind) => kind.startsWith('crash');

describe('whatever happens to a call, there is a summary and nothing is lost:', () => {
  const cases = CALLS.flatMap((call) => FAULT_KINDS.map((kind) => [call, kind] as const));

  test.each(cases)('%s %s', async (call, kind) => {
    for (const times of [1, 100]) {
      scene.end();
      scene = new Scene();
      scene.write(12);
      // A run that meets the fault leaves some letters, for whatever reason.
      const summary = await scene.tryRun({}, { faults: [{ call, kind, times, from: times === 1 ? 1 : 0 }] });
      expect(summary === undefined).toBe(isCrash(kind) && scene.aws.calls.filter((name) => name === call).length > (times === 1 ? 1 : 0));
      expect(scene.delivered.length).toBeLessThanOrEqual(12);
      if (summary) {
        const { redriven, left, arrivedSince, untouched, skipped, unreadable } = summary;
        const gone = 12 - scene.deadLetters.messages.length;
        // Whether a message is deleted is not known where the answer got lost.
        expect(redriven).toBe(call === 'DeleteMessage' && kind.endsWith('after') && times > 1 ? 0 : gone);
        expect([skipped, unreadable.count, arrivedSince]).toEqual([0, 0, 0]);
        expect(redriven + left + untouched).toBeLessThanOrEqual(12);
        expect(summary.next === undefined).toBe(left + untouched + (summary.remaining?.visible ?? 0) === 0);
      }
      scene.aws.clock.advance(30 * MINUTE);
      await scene.run();
      expect(new Set(scene.delivered).size).toBe(12);
      expect(scene.deadLetters.messages).toEqual([]);
    }
  });
});

describe('what cannot be put back', () => {
  const refuse = async (kind: FaultKind, times: number, from = 0) => {
    scene.aws.rules.clear();
    scene.write(25);
    return scene.run({}, { faults: [{ call: 'ChangeMessageVisibilityBatch', kind, times, from }] });
  };

  test.each([['denied', 25], ['partial', 2]] as const)('is a line of the summary (%s)', async (kind, count) => {
    const summary = await refuse(kind, 100);
    expect(summary).toMatchObject({ left: 25, stoppedBecause: 'the queue holds nothing else' });
    expect(summary.notes).toEqual([expect.stringMatching(`^${count} letters could not be put back, and cannot be seen for another \\d+ seconds: ChangeMessageVisibilityBatch: `)]);
    expect(summary.remaining).toEqual({ visible: 25 - count, inFlight: count });
  });

  test('does not keep the other batches from being put back', async () => {
    expect(await refuse('denied', 1)).toMatchObject({ remaining: { visible: 15, inFlight: 10 } });
  });

  test('for a moment is tried again, also where only some entries fail', async () => {
    expect(await refuse('partial', 1)).toMatchObject({ notes: [], remaining: { visible: 25, inFlight: 0 } });
    expect(await refuse('broken', 2)).toMatchObject({ notes: [], remaining: { inFlight: 0 } });
  });
});

test('a queue that does not answer while letters are put back does not keep the summary back', async () => {
  scene.aws.rules.clear();
  scene.write(60);
  const faults = [{ call: 'ChangeMessageVisibilityBatch', kind: 'hanging', times: 100 }, { call: 'GetQueueAttributes', kind: 'hanging', from: 1, times: 9 }] as const;
  const summary = await scene.run({}, { milliseconds: MINUTE, faults: [...faults] });
  expect(summary.left).toBe(60);
  expect(summary.notes[0]).toContain('60 letters could not be put back, and cannot be seen for another ');
});

describe('a rule that cannot be read', () => {
  test('for a moment keeps back one letter at most', async () => {
    scene.write(30);
    expect(await scene.run({}, { faults: [{ call: 'ListTargetsByRule', kind: 'broken', times: 3 }] })).toMatchObject({ redriven: 29, left: 1 });
  });

  test('for good is asked for a few times and not for each letter', async () => {
    scene.write(200);
    const summary = await scene.run({ perSecond: 1000 }, { faults: [{ call: 'ListTargetsByRule', kind: 'broken', times: 1000 }] });
    expect(summary).toMatchObject({ left: 200 });
    expect(scene.aws.calls.filter((call) => call === 'ListTargetsByRule').length).toBeLessThanOrEqual(15);
    expect(Scene.reasonsOf(summary)).toEqual(['the rule could not be read: ListTargetsByRule: InternalFailure: try again']);
  });

  test('because the role may not is asked for once', async () => {
    scene.write(20);
    const summary = await scene.run({}, { faults: [{ call: 'ListTargetsByRule', kind: 'denied', times: 1000 }] });
    expect(Scene.reasonsOf(summary)).toEqual(['the rule is gone, or none that this function may read: ListTargetsByRule: AccessDeniedException: You may not do that']);
    expect(scene.aws.calls.filter((call) => call === 'ListTargetsByRule')).toHaveLength(1);
  });

  test('as to its state only does not keep back its letters', async () => {
    scene.write(1);
    expect(await scene.run({}, { faults: [{ call: 'DescribeRule', kind: 'denied', times: 9 }] })).toMatchObject({ redriven: 1 });
  });

  test('does not keep back the letters of others', async () => {
    scene.write(2, { ruleArn: ruleArn('gone') });
    scene.write(2);
    expect(await scene.run()).toMatchObject({ redriven: 2, left: 2 });
  });
});

test('each rule is looked up once', async () => {
  scene.write(25);
  await scene.run();
  expect(scene.aws.calls.filter((call) => /Rule$/.test(call))).toEqual(['ListTargetsByRule', 'DescribeRule']);
});

test('one client serves all letters of a service and Region', async () => {
  const topic = arnOf('sns', 'topic');
  scene.aws.others.add(topic);
  scene.aws.rules.set(RULE, { targets: [{ Arn: scene.work.arn }, { Arn: topic }] });
  scene.write(50);
  scene.write(50, { targetArn: topic });
  expect(await scene.run()).toMatchObject({ redriven: 100 });
  // EventBridge, SNS, SQS where the queue is, and SQS where the target is.
  expect(scene.aws.clients.size).toBe(4);
});

describe('a run that is short of time', () => {
  test('puts back what it has, and says that there is more', async () => {
    scene.write(100);
    const summary = await scene.run({ perSecond: 1 }, { milliseconds: MINUTE });
    expect(summary.stoppedBecause).toBe('the time is up: invoke again for the rest');
    expect(summary.redriven).toBeGreaterThan(25);
    expect(summary.remaining).toEqual({ visible: 100 - summary.redriven, inFlight: 0 });
    expect(scene.aws.clock.millisecondsLeft()).toBeGreaterThan(10_000);
  });

  test('keeps enough of it to put back thousands of letters one batch after the other', async () => {
    scene.aws.rules.clear();
    scene.aws.callMilliseconds = 400;
    scene.write(2_600);
    const summary = await scene.run({}, { milliseconds: 4 * MINUTE });
    expect(summary.stoppedBecause).toContain('the time is up');
    expect(summary.left).toBeGreaterThan(1_500);
    expect(summary.remaining).toEqual({ visible: 2_600, inFlight: 0 });
    expect(scene.aws.clock.millisecondsLeft()).toBeGreaterThan(0);
  });

  test('is not put off by one call that took long', async () => {
    scene.aws.rules.clear();
    scene.write(1_000);
    const summary = await scene.run({}, { milliseconds: 3 * MINUTE, faults: [{ call: 'ReceiveMessage', kind: 'hanging', times: 2 }] });
    expect(summary).toMatchObject({ left: 1_000, stoppedBecause: 'the queue holds nothing else' });
  });

  test('waits for no target that does not answer longer than it can', async () => {
    scene.write(30);
    const summary = await scene.run({ perSecond: 1000 }, { milliseconds: MINUTE, faults: [{ call: 'SendMessage', kind: 'hanging', times: 100 }] });
    expect(summary).toMatchObject({ redriven: 0, remaining: { visible: 30, inFlight: 0 } });
    expect(scene.delivered).toEqual([]);
  });

  test('and can do nothing is refused before it touches anything', async () => {
    scene.write(1);
    await expect(scene.run({}, { milliseconds: 44_000 })).rejects.toThrow('This function may run for 44 seconds: give it a timeout of at least a minute');
    expect(scene.aws.calls).toEqual([]);
    expect(await scene.run({}, { milliseconds: 45_000 })).toMatchObject({ redriven: 1 });
  });
});

test('a queue that cannot be read any more ends the run and not the summary', async () => {
  scene.write(25);
  const summary = await scene.run({}, { faults: [{ call: 'ReceiveMessage', kind: 'denied', from: 1, times: 9 }] });
  expect(summary).toMatchObject({ redriven: 10, stoppedBecause: 'the queue could not be read: ReceiveMessage: AccessDeniedException: You may not do that' });
  expect(summary.remaining).toEqual({ visible: 15, inFlight: 0 });
});

test('letters of other accounts stay, and the function\'s own account is what its ARN says', async () => {
  scene.write(1);
  const functionArn = 'arn:aws:lambda:eu-west-1:333333333333:function:redrive';
  expect(Scene.reasonsOf(await scene.run({}, { functionArn }))).toEqual(['a rule of account 111111111111, which this function cannot read']);
});
