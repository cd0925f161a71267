import { Fault } from './simulator/fault';
import { MINUTE, RULE, Scene, arnOf, eventText, ruleArn } from './simulator/scene';
import { recordOf } from './simulator/simulated-aws';
import { Aws } from '../../src/redrive/handler/aws';
import { handler } from '../../src/redrive/handler/handler';
import { Redrive } from '../../src/redrive/handler/redrive';
import { SummaryBook } from '../../src/redrive/handler/summary';

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

const FUNCTION = arnOf('lambda', 'function:handler');

describe('the summary says', () => {
  test('that the queue holds nothing else only when SQS said so several times', async () => {
    scene.write(30);
    scene.deadLetters.answers = [0, 3, 0, 0];
    expect(await scene.run()).toMatchObject({ redriven: 30, stoppedBecause: 'the queue holds nothing else' });
  });

  test('that another reader may hold what is in flight', async () => {
    scene.write(5);
    scene.deadLetters.receive(5, 3600);
    expect(await scene.run()).toMatchObject({
      redriven: 0,
      remaining: { visible: 0, inFlight: 5 },
      stoppedBecause: 'the queue gave nothing more, and about 5 messages are in flight: another reader may hold them',
    });
  });

  test('nothing that it does not know when the queue cannot be counted', async () => {
    scene.write(1);
    const summary = await scene.run({}, { faults: [{ call: 'GetQueueAttributes', kind: 'denied', times: 9 }] });
    expect(summary).toMatchObject({ redriven: 1, stoppedBecause: 'the queue gave nothing more' });
    expect(summary).not.toHaveProperty('remaining');
    expect(summary.notes).toEqual([
      'Could not look at the queue: GetQueueAttributes: AccessDeniedException: You may not do that',
      'Could not count what remains: GetQueueAttributes: AccessDeniedException: You may not do that',
    ]);
  });

  test('how many remain when the limit is reached', async () => {
    scene.write(30);
    expect(await scene.run({ limit: 12 })).toMatchObject({ redriven: 12, stoppedBecause: 'the limit is reached', remaining: { visible: 18, inFlight: 0 } });
  });

  test('one reason and one example, however many events there are', async () => {
    scene.aws.rules.set(RULE, { targets: [{ Arn: scene.work.arn, InputPath: '$.nothing' }] });
    const letters = scene.write(300);
    const { groups: [group] } = await scene.run();
    expect(Object.values(group.reasons)).toEqual([300]);
    expect(group.examples).toEqual({ [Object.keys(group.reasons)[0]]: letters[0].id });
  });

  test('a bounded number of rules, codes and reasons', async () => {
    for (let n = 0; n < 400; n += 1) {
      scene.write(1, { ruleArn: ruleArn(`gone-${n}`), attributes: { ERROR_CODE: `CODE_${n}` } });
      scene.write(1, { attributes: { ERROR_CODE: `CODE_${n}${'x'.repeat(1000)}` } });
      scene.deadLetters.send(JSON.stringify({ requestContext: { functionArn: `${FUNCTION}${n}` } }));
    }
    const summary = await scene.run({ perSecond: 1000 });
    expect(summary).toMatchObject({ redriven: 400, left: 400, unreadable: { count: 400 } });
    expect(summary.groups).toHaveLength(101);
    expect(summary.groups.at(-1)).toMatchObject({ targetArn: 'other targets, which the log names', reasons: { 'the rule is gone': 301 } });
    const codes = Object.keys(summary.groups[1].errorCodes);
    expect([codes.length, codes.at(-1), codes[0].length, codes[0].slice(-4)]).toEqual([31, 'OTHER', 500, 'x...']);
    expect(summary.unreadable.messageIds).toHaveLength(5);
    expect(Object.keys(summary.unreadable.reasons)).toHaveLength(11);
    expect(Object.keys(summary.unreadable.reasons).at(-1)).toBe('other reasons, which the log names');
    expect(summary.groups.reduce((sum, { left, redriven }) => sum + left + redriven, 0)).toBe(800);
    expect(summary.groups.flatMap(({ errorCodes }) => Object.values(errorCodes)).reduce((sum, count) => sum + count, 0)).toBe(800);
    expect(Object.values(summary.unreadable.reasons).reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(JSON.stringify(summary).length).toBeLessThan(200_000);
  });

  test('at most twenty lines about the run itself, each of them once', async () => {
    const book = new SummaryBook(false);
    const id = '8f8e3c5b-1111-2222-3333-444455556666';
    [`${id} broke`, 'x'.repeat(1000), ...Array.from({ length: 30 }, (_, n) => `line ${n % 25}`)].forEach((line) => book.note(line));
    expect(book.summary.notes).toHaveLength(20);
    expect(book.summary.notes[0]).toBe('... broke');
    expect(book.summary.notes[1]).toHaveLength(500);
  });

  test('reasons without the ids of events and messages, and short ids as the words that they may be', async () => {
    const book = new SummaryBook(false);
    const letter = { kind: 'delivery', messageId: 'message-1', eventId: 'event-12', ruleArn: RULE, targetArn: 'x', errorCode: 'X', text: '', delivered: {} } as const;
    book.left(letter, 'event-12 of message-1 is not an event');
    book.left({ ...letter, eventId: 'event' }, 'no event');
    expect(Object.keys(book.summary.groups[0].reasons)).toEqual(['... of ... is not an event', 'no event']);
  });

  test('what it groups by rule and target', async () => {
    const other = ruleArn('other');
    scene.aws.rules.set(other, { targets: [{ Arn: scene.work.arn }] });
    scene.write(1);
    scene.write(1, { ruleArn: other });
    scene.write(1, { attributes: { ERROR_CODE: 'THROTTLING' } });
    expect((await scene.run()).groups).toMatchObject([
      { ruleArn: RULE, errorCodes: { NO_PERMISSIONS: 1, THROTTLING: 1 }, redriven: 2 }, { ruleArn: other, redriven: 1 },
    ]);
  });

  test('that every look counts where the queue has a redrive policy of its own', async () => {
    scene.deadLetters.redrivePolicy = { maxReceiveCount: 3, queue: scene.aws.queue('elsewhere') };
    scene.write(1);
    expect((await scene.run({ dryRun: true })).notes).toEqual([
      expect.stringContaining('A dry run sends nothing'),
      expect.stringContaining('after 3 of them SQS moves a message to another queue'),
    ]);
  });

  describe('of a function, in a dry run,', () => {
    const fn = FUNCTION;
    const look = async (faults: Fault[] = []) => {
      scene.aws.rules.set(RULE, { targets: [{ Arn: fn }] });
      scene.write(3, { targetArn: fn });
      return scene.run({ dryRun: true }, { faults });
    };

    test('that it does not exist, asking once', async () => {
      const summary = await look();
      expect(summary).toMatchObject({ redriven: 0, left: 3 });
      expect(Scene.reasonsOf(summary)).toEqual(['Invoke: ResourceNotFoundException: Function not found']);
      expect(scene.aws.calls.filter((call) => call === 'Invoke.DryRun')).toHaveLength(1);
    });

    test('that it may not be invoked', async () => {
      scene.aws.functions.set(fn, {});
      const summary = await look([{ call: 'Invoke.DryRun', kind: 'denied' }]);
      expect(Scene.reasonsOf(summary)).toEqual(['Invoke: AccessDeniedException: You may not do that']);
    });

    test('that it would be sent everything, without invoking it', async () => {
      scene.aws.functions.set(fn, {});
      expect(await look()).toMatchObject({ redriven: 3, left: 0 });
      expect(scene.aws.sentTo(fn)).toEqual([]);
      expect(scene.aws.calls).not.toContain('Invoke');
    });

    test.each(['throttled', 'broken', 'reset', 'reset after'] as const)('the same when the first answer is %s', async (kind) => {
      scene.aws.functions.set(fn, {});
      expect(await look([{ call: 'Invoke.DryRun', kind }])).toMatchObject({ redriven: 3, left: 0 });
    });
  });

  test('the call that failed, and the status where the service says nothing else', async () => {
    scene.write(1);
    const summary = await scene.run({}, { faults: [{ call: 'SendMessage', kind: 'throttled', times: 9 }] });
    expect(Scene.reasonsOf(summary)).toEqual(['SendMessage: ThrottlingException: Rate exceeded']);
  });

  test('that the order within a FIFO queue\'s groups is not kept', async () => {
    const fifo = scene.aws.queue('work.fifo');
    scene.aws.rules.set(RULE, { targets: [{ Arn: fifo.arn, SqsParameters: { MessageGroupId: 'group' } }] });
    scene.write(2, { targetArn: fifo.arn });
    expect((await scene.run({ dryRun: true })).groups[0].notes).toEqual([expect.stringContaining('arrive in the order in which SQS hands out the letters')]);
  });
});

describe('the next run', () => {
  const command = (payload: string) => 'aws lambda invoke --function-name redrive --region eu-west-1 --cli-binary-format raw-in-base64-out '
    + `--cli-read-timeout 0 --payload '${payload}' summary.json`;

  test('is given as a command: after a dry run, what sends', async () => {
    scene.write(1);
    expect((await scene.run({ dryRun: true, rule: 'mine', perSecond: 5 })).next).toBe(command('{"dryRun":false,"perSecond":5,"rule":"mine"}'));
  });

  test('is given for what is left', async () => {
    scene.write(12);
    expect((await scene.run({ limit: 10 })).next).toBe(command('{"dryRun":false,"limit":10}'));
  });

  test('can be pasted into a shell whatever it asks for', async () => {
    scene.write(1, { attributes: { ERROR_CODE: 'it\'s' } });
    expect((await scene.run({ dryRun: true, errorCode: 'it\'s' })).next).toBe(command('{"dryRun":false,"errorCode":["it\'\\\'\'s"]}'));
  });

  test('is not given when there is nothing left, or nothing that a run could send', async () => {
    scene.write(1);
    expect(await scene.run()).not.toHaveProperty('next');
    scene.write(1, { ruleArn: ruleArn('gone') });
    expect(await scene.run({ dryRun: true })).not.toHaveProperty('next');
  });

  test('is not given where there is no function', async () => {
    delete process.env.AWS_LAMBDA_FUNCTION_NAME;
    scene.write(1);
    expect(await scene.run({ dryRun: true })).not.toHaveProperty('next');
  });
});

describe('a redrive takes only', () => {
  test.each([
    [{ rule: 'mine' }, 1], [{ rule: RULE }, 1], [{ rule: 'default/mine' }, 1], [{ rule: 'min' }, 0], [{ rule: 'orders/mine' }, 0],
    [{ target: 'work' }, 1], [{ target: arnOf('sqs', 'work') }, 1], [{ target: 'wor' }, 0],
    [{ errorCode: 'NO_PERMISSIONS' }, 1], [{ errorCode: ['THROTTLING'] }, 0],
    [{ olderThanMinutes: 10 }, 1], [{ olderThanMinutes: 11 }, 0], [{ youngerThanMinutes: 10 }, 1], [{ youngerThanMinutes: 9 }, 0],
    [{ olderThanMinutes: 0 }, 1],
  ])('what fits %j: %d message', async (filter, expected) => {
    scene.write(1);
    const summary = await scene.run(filter);
    expect([summary.redriven, summary.skipped]).toEqual([expected, 1 - expected]);
    expect([scene.delivered.length, scene.deadLetters.visible.length]).toEqual([expected, 1 - expected]);
  });

  test.each([[{ rule: 'mine' }, 1], [{ rule: 'orders/mine' }, 1], [{ rule: 'default/mine' }, 0]])('of a rule on another bus what fits %j: %d', async (filter, expected) => {
    const rule = ruleArn('orders/mine');
    scene.aws.rules.set(rule, { targets: [{ Arn: scene.work.arn }] });
    scene.write(1, { ruleArn: rule });
    expect((await scene.run(filter)).redriven).toBe(expected);
  });

  test('records of functions where no rule is asked for', async () => {
    scene.aws.functions.set(FUNCTION, {});
    scene.deadLetters.send(recordOf(FUNCTION, '{}'), { sentAt: 0 });
    expect((await scene.run({ rule: 'mine' })).skipped).toBe(1);
    expect((await scene.run({ target: 'handler' })).redriven).toBe(1);
  });

  test('letters that SQS dates ahead of the function\'s clock as if they were new', async () => {
    scene.write(1, { sentAt: scene.aws.clock.now() + 500 });
    expect((await scene.run({ olderThanMinutes: 1 })).skipped).toBe(1);
    expect((await scene.run({ youngerThanMinutes: 1 })).redriven).toBe(1);
  });

  test('as many as the limit says of what is asked for', async () => {
    scene.write(10, { attributes: { ERROR_CODE: 'OTHER' } });
    scene.write(5);
    expect(await scene.run({ errorCode: 'NO_PERMISSIONS', limit: 3 })).toMatchObject({ redriven: 3, stoppedBecause: 'the limit is reached' });
    expect(scene.deadLetters.visible).toHaveLength(12);
  });
});

describe('the log has', () => {
  test('a line for each letter, without what the event says', async () => {
    const [{ id }] = scene.write(1, { body: eventText('event-1', { detail: { secret: 'hush' } }) });
    scene.write(1, { body: eventText('event-2'), ruleArn: ruleArn('gone') });
    scene.write(1, { attributes: { ERROR_CODE: 'OTHER' } });
    scene.deadLetters.send('what is this?');
    await scene.run({ errorCode: ['NO_PERMISSIONS'] });
    expect(scene.lines[0]).toEqual({ outcome: 'redriven', messageId: id, eventId: 'event-1', rule: RULE, target: scene.work.arn });
    expect(scene.lines.slice(1, 4)).toMatchObject([
      { outcome: 'left', eventId: 'event-2', reason: 'the rule is gone' },
      { outcome: 'skipped' },
      { outcome: 'unreadable', reason: 'written neither by EventBridge nor by AWS Lambda' },
    ]);
    expect(JSON.stringify(scene.lines)).not.toContain('hush');
  });

  test('what a dry run would do, and what has come back', async () => {
    scene.aws.functions.set(FUNCTION, { failuresTo: scene.deadLetters });
    scene.deadLetters.send(recordOf(FUNCTION, '{"id":"one"}'), { sentAt: 0 });
    await scene.run({ dryRun: true });
    expect(scene.lines[0]).toMatchObject({ outcome: 'would be redriven', eventId: 'one', target: FUNCTION });
    await scene.run();
    expect(scene.lines[1]).toMatchObject({ outcome: 'arrivedSince' });
  });

  test('the summary', async () => {
    const summary = await scene.run();
    expect(scene.lines.at(-1)).toEqual(summary);
  });
});

test('a run closes its connections, whether it ends well or not', async () => {
  const close = jest.spyOn(Aws.prototype, 'close');
  await scene.run();
  expect(close).toHaveBeenCalledTimes(1);
  jest.spyOn(Redrive.prototype, 'run').mockRejectedValue(new Error('broken'));
  await expect(scene.run()).rejects.toThrow('broken');
  expect(close).toHaveBeenCalledTimes(2);
});

test('the function on AWS Lambda runs by the clock of its machine, and dry unless told otherwise', async () => {
  scene.write(1, { sentAt: Date.now() - MINUTE });
  scene.aws.clock.allow(15 * MINUTE);
  const invocation = { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:redrive', getRemainingTimeInMillis: () => 15 * MINUTE };
  expect(await handler(undefined, invocation)).toMatchObject({ dryRun: true, redriven: 1 });
  expect(await handler({ dryRun: false, youngerThanMinutes: 5 }, invocation)).toMatchObject({ dryRun: false, redriven: 1 });
});
