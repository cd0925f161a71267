import { RULE, Scene, arnOf, eventText, ruleArn } from './simulator/scene';
import { recordOf, writeLetter } from './simulator/simulated-aws';

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

const FUNCTION = arnOf('lambda', 'function:handler');
const BUS = arnOf('events', 'event-bus/orders');
const GROUP = arnOf('logs', 'log-group:/events');
const STREAM = arnOf('kinesis', 'stream/stream');
const HUGE = '{"id":"huge-numbers","detail-type":"Kind","source":"my.app","detail":{"2":9007199254740993,"1":243.0,"__proto__":1e400, "n":{"x":-0}}}';

/** Sends one letter with the given body to a target, and gives what has arrived. */
async function send(target: { Arn: string; [parameter: string]: any }, body = eventText('event-1')): Promise<string[]> {
  scene.aws.others.add(target.Arn);
  scene.aws.rules.set(RULE, { targets: [target] });
  scene.write(1, { targetArn: target.Arn, body });
  await scene.run();
  return scene.aws.sentTo(target.Arn);
}

/** Why a letter stays. */
async function reasonFor(target: { Arn: string; [parameter: string]: any }, body?: string): Promise<string> {
  for (const dryRun of [true, false]) {
    scene.end();
    scene = new Scene();
    scene.aws.others.add(target.Arn);
    scene.aws.functions.set(FUNCTION, {});
    scene.aws.rules.set(RULE, { targets: [target] });
    scene.write(1, { targetArn: target.Arn, body });
    const summary = await scene.run({ dryRun });
    expect(summary).toMatchObject({ redriven: 0, left: 1, remaining: { visible: 1, inFlight: 0 } });
    expect(scene.aws.sent).toEqual([]);
    if (!dryRun) {
      return Scene.reasonsOf(summary)[0];
    }
  }
  throw new Error();
}

describe('a target gets', () => {
  test('a whole event as EventBridge has written it', async () => {
    const body = ` ${HUGE}\n`;
    expect(await send({ Arn: scene.work.arn }, body)).toEqual([body]);
  });

  test('a part of an event as EventBridge has written it', async () => {
    expect(await send({ Arn: scene.work.arn, InputPath: '$.detail' }, HUGE)).toEqual(['{"2":9007199254740993,"1":243.0,"__proto__":1e400, "n":{"x":-0}}']);
  });

  test('what an input transformer makes of it, its numbers unchanged', async () => {
    const transformer = {
      InputPathsMap: { big: '$.detail.2', float: '$.detail.1', n: '$.detail.n' },
      InputTemplate: '{"big": <big>, "text": "<big> <float> <n>", "rule": <aws.events.rule-name>}',
    };
    expect(await send({ Arn: scene.work.arn, InputTransformer: transformer }, HUGE)).toEqual(['{"big": 9007199254740993, "text": "9007199254740993 243.0 {x:-0}", "rule": "mine"}']);
  });

  test('a constant', async () => {
    expect(await send({ Arn: scene.work.arn, Input: 'text' })).toEqual(['text']);
  });

  test('an event once where the rule has it twice with the same input', async () => {
    scene.aws.rules.set(RULE, { targets: [{ Arn: scene.work.arn }, { Arn: scene.work.arn }] });
    scene.write(1);
    await scene.run();
    expect(scene.delivered).toHaveLength(1);
  });
});

test('a function gets the very input that it did not manage', async () => {
  scene.aws.functions.set(FUNCTION, {});
  const payload = '{"id":"e", "n":12345678901234567890, "deep":[1.0]}';
  scene.deadLetters.send(recordOf(FUNCTION, payload), { sentAt: 0, senderId: 'AROAEXAMPLE:handler' });
  const { groups } = await scene.run();
  expect(scene.aws.sentTo(FUNCTION)).toEqual([payload]);
  expect(groups).toMatchObject([{ targetArn: FUNCTION, errorCodes: { RetriesExhausted: 1 }, redriven: 1 }]);
});

describe('a queue gets', () => {
  test('the group of a FIFO queue, and an id of rule, target, input and letter', async () => {
    const fifo = scene.aws.queue('work.fifo');
    await send({ Arn: fifo.arn, SqsParameters: { MessageGroupId: 'group' } });
    expect(scene.aws.sent[0].parameters).toMatchObject({ MessageGroupId: 'group', MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('the group of a fair queue, and no such id', async () => {
    await send({ Arn: scene.work.arn, SqsParameters: { MessageGroupId: 'tenant' } });
    expect(scene.aws.sent[0].parameters).toMatchObject({ MessageGroupId: 'tenant' });
    expect(scene.aws.sent[0].parameters).not.toHaveProperty('MessageDeduplicationId');
  });

  test('messages at the URL that SQS names, which is asked once', async () => {
    scene.write(5);
    await scene.run();
    expect(scene.aws.calls.filter((call) => call === 'GetQueueUrl')).toHaveLength(1);
  });

  test('messages though its account lets nobody ask for its URL', async () => {
    const theirs = scene.aws.queue('theirs', 'eu-west-1', '222222222222');
    await send({ Arn: theirs.arn });
    expect(theirs.messages).toHaveLength(1);
    expect(scene.aws.calls).not.toContain('GetQueueUrl');
  });

  test('messages though its URL cannot be had', async () => {
    scene.write(1);
    expect(await scene.run({}, { faults: [{ call: 'GetQueueUrl', kind: 'denied', times: 9 }] })).toMatchObject({ redriven: 1 });
  });
});

describe('a stream gets', () => {
  const keyOf = async (path: string | undefined) => {
    await send({ Arn: STREAM, ...(path && { KinesisParameters: { PartitionKeyPath: path } }) }, eventText('event-1', { detail: { state: 'stopped', n: 7, tags: { a: 1 } } }));
    return scene.aws.sent[0].parameters.PartitionKey;
  };

  test.each([[undefined, 'event-1'], ['$.detail.state', 'stopped'], ['$.detail.n', '7'], ['$.detail.tags', '{"a":1}'], ['$.detail.nothing', 'event-1']])('records by %s', async (path, key) => {
    expect(await keyOf(path)).toBe(key);
  });

  test('no record whose key is too long', async () => {
    expect(await reasonFor({ Arn: STREAM, KinesisParameters: { PartitionKeyPath: '$.detail.state' } }, eventText('e', { detail: { state: 'x'.repeat(257) } })))
      .toBe('the partition key that the rule makes of this event is longer than 256 characters');
  });
});

describe('a log group gets', () => {
  test('the event at its own time', async () => {
    const body = eventText('event-1');
    expect(await send({ Arn: `${GROUP}` }, body)).toEqual([body]);
    expect(scene.aws.sent[0].parameters.logEvents[0].timestamp).toBe(1_760_000_000_000);
  });

  test('what an input transformer makes of timestamp and message', async () => {
    const template = '{"timestamp": <time>, "message": {"big": <big>}}';
    const body = eventText('event-1').replace('"stopped"', '9007199254740993');
    expect(await send({ Arn: GROUP, InputTransformer: { InputPathsMap: { time: '$.time', big: '$.detail.state' }, InputTemplate: template } }, body)).toEqual(['{"big": 9007199254740993}']);
  });

  test('a message that is text as text, at the time that the transformer gives in numbers', async () => {
    const transformer = { InputPathsMap: { state: '$.detail.state' }, InputTemplate: '{"timestamp": 1760000000000.0, "message": "it is <state>"}' };
    expect(await send({ Arn: GROUP, InputTransformer: transformer })).toEqual(['it is stopped']);
    expect(scene.aws.sent[0].parameters.logEvents[0].timestamp).toBe(1_760_000_000_000);
  });

  test.each([
    ['timestamp', '{"message": "it is <state>"}', '{"message": "it is stopped"}'],
    ['message', '{"timestamp": 1, "state": "<state>"}', '{"timestamp": 1, "state": "stopped"}'],
  ])('what has no %s as text, at the time of the event', async (_name, template, text) => {
    expect(await send({ Arn: GROUP, InputTransformer: { InputPathsMap: { state: '$.detail.state' }, InputTemplate: template } })).toEqual([text]);
    expect(scene.aws.sent[0].parameters.logEvents[0].timestamp).toBe(1_760_000_000_000);
  });

  test.each([-15 * 24, 3])('no event of %d hours from now', async (hours) => {
    const time = new Date(1_760_000_000_000 + hours * 3_600_000).toISOString();
    expect(await reasonFor({ Arn: GROUP }, eventText('e', { time }))).toContain('CloudWatch Logs takes no events that are older than 14 days, or more than 2 hours ahead');
  });

  test.each([-14 * 24, 2])('an event of %d hours from now, which is just taken', async (hours) => {
    const now = scene.aws.clock.now();
    const body = (milliseconds: number) => eventText('e', { time: new Date(now + milliseconds).toISOString() });
    scene.aws.callMilliseconds = 0;
    const beyond = Math.sign(hours) * 60_000;
    expect(await send({ Arn: GROUP }, body(hours * 3_600_000))).toHaveLength(1);
    expect(await reasonFor({ Arn: GROUP }, body(hours * 3_600_000 + beyond))).toContain('CloudWatch Logs takes no events that are older');
  });

  test('events though its stream is there already', async () => {
    scene.aws.others.add(GROUP);
    scene.aws.rules.set(RULE, { targets: [{ Arn: GROUP }] });
    scene.write(3, { targetArn: GROUP });
    await scene.run();
    expect(scene.aws.calls.filter((call) => call === 'CreateLogStream')).toHaveLength(1);
  });
});

describe('a bus gets', () => {
  const custom = (overrides: object = {}) => eventText('event-1', { source: 'my.app', resources: ['arn:x'], ...overrides });

  test('a custom event, all but its id unchanged, which is said', async () => {
    scene.aws.others.add(BUS);
    scene.aws.rules.set(RULE, { targets: [{ Arn: BUS }] });
    scene.write(1, { targetArn: BUS, body: custom().replace('"stopped"', '9007199254740993') });
    const { groups } = await scene.run();
    expect(scene.aws.sent[0].parameters).toMatchObject({
      Source: 'my.app', DetailType: 'Kind', Detail: '{"state":9007199254740993}', Resources: ['arn:x'], EventBusName: BUS, Time: 1_760_000_000,
    });
    expect(groups[0].notes).toEqual(['the bus gives each event a new id']);
  });

  test.each([
    ['of an AWS service', custom({ source: 'aws.ec2' }), {}, 'EventBridge lets nobody put events of AWS services on a bus'],
    ['of another account', custom({ account: '222222222222' }), {}, 'an event of account 222222222222: put on a bus from here it would become one of account 111111111111'],
    ['of another Region', custom({ region: 'us-east-1' }), {}, 'an event of us-east-1: put on a bus in eu-west-1 it would become one of that Region'],
    ['that is none any more', custom(), { InputPath: '$.detail' }, 'the input that the rule makes of this event is not an event'],
    ['that is no JSON any more', custom(), { Input: 'text' }, 'the input that the rule makes of this event is not an event'],
  ])('no event %s', async (_what, body, input, reason) => {
    expect(await reasonFor({ Arn: BUS, ...input }, body)).toContain(reason);
  });

  test('an event that it refuses for a moment', async () => {
    scene.aws.others.add(BUS);
    scene.aws.rules.set(RULE, { targets: [{ Arn: BUS }] });
    scene.write(1, { targetArn: BUS, body: custom() });
    expect(await scene.run({}, { faults: [{ call: 'PutEvents', kind: 'partial' }] })).toMatchObject({ redriven: 1 });
  });
});

describe('nothing is sent', () => {
  const BROKEN = { InputTransformer: { InputPathsMap: { text: '$.detail.state' }, InputTemplate: '{"text": "say "<text>""}' } };

  test.each([
    [FUNCTION, BROKEN, 'is not valid JSON, which this kind of target needs'],
    [arnOf('states', 'stateMachine:machine'), BROKEN, 'is not valid JSON, which this kind of target needs'],
    [arnOf('states', 'activity:mine'), {}, 'the target is not a state machine'],
    [arnOf('sqs', 'work.fifo'), {}, 'the target is a FIFO queue, and the rule names no message group'],
    [arnOf('sqs', 'gone'), {}, 'the queue does not exist'],
    [arnOf('sns', 'topic.fifo'), {}, 'the target is a FIFO topic, to which EventBridge delivers nothing'],
    [arnOf('kinesis', 'consumer/x'), {}, 'the target is not a stream'],
    [arnOf('logs', 'destination:x'), {}, 'the target is not a log group'],
    [arnOf('events', 'connection/x'), {}, 'the target is not an event bus'],
    [arnOf('events', 'api-destination/x/id'), {}, 'targets of API destinations cannot be invoked from here: known are lambda, sqs, sns, states, kinesis, events, logs'],
    [arnOf('batch', 'job-queue/x'), {}, 'targets of batch cannot be invoked from here'],
    [arnOf('constructor', 'x'), {}, 'targets of constructor cannot be invoked from here'],
    ['work', {}, 'TARGET_ARN is not an ARN'],
    [arnOf('sqs', 'work'), { InputPath: '$.nothing' }, 'InputPath \'$.nothing\' selects nothing in the event'],
  ])('to %s with %j', async (arn, input, reason) => {
    expect(await reasonFor({ Arn: arn, ...input })).toContain(reason);
  });

  test('by the kind of target without asking for the rule, which the role may not be allowed', async () => {
    await reasonFor({ Arn: arnOf('batch', 'job-queue/x') });
    expect(scene.aws.calls).not.toContain('ListTargetsByRule');
  });

  test.each([
    ['a rule that is gone', ruleArn('gone'), 'the rule is gone'],
    ['a rule of another account', ruleArn('mine', '222222222222'), 'a rule of account 222222222222, which this function cannot read'],
    ['what is no rule', 'mine', 'RULE_ARN is not the ARN of a rule'],
    ['what is no rule but an ARN', arnOf('events', 'event-bus/mine'), 'RULE_ARN is not the ARN of a rule'],
  ])('for %s', async (_what, rule, reason) => {
    scene.write(1, { ruleArn: rule });
    for (const dryRun of [true, false]) {
      const summary = await scene.run({ dryRun });
      expect(Scene.reasonsOf(summary)).toEqual([reason]);
    }
    expect(scene.deadLetters.visible).toHaveLength(1);
  });

  test('for a target that is gone, or that the rule has with different input', async () => {
    scene.write(1);
    scene.aws.rules.set(RULE, { targets: [{ Arn: `${scene.work.arn}2` }] });
    expect(Scene.reasonsOf(await scene.run())).toEqual(['the rule has no such target any more']);
    scene.aws.rules.set(RULE, { targets: [{ Arn: scene.work.arn, Input: '1' }, { Arn: 'x' }, { Arn: scene.work.arn, Input: '2' }] });
    scene.aws.pageSize = 1;
    expect(Scene.reasonsOf(await scene.run())).toEqual(['the rule has this target 2 times with different input, and a dead letter does not say which was meant']);
  });

  test('for a disabled rule, unless that is asked for', async () => {
    scene.aws.rules.set(RULE, { targets: [{ Arn: scene.work.arn }], state: 'DISABLED' });
    scene.write(1);
    expect(Scene.reasonsOf(await scene.run())).toEqual(['the rule is disabled: enable it, or redrive with "includeDisabledRules": true']);
    expect(await scene.run({ includeDisabledRules: true })).toMatchObject({ redriven: 1 });
  });

  test('again for an invocation that has succeeded', async () => {
    scene.aws.functions.set(FUNCTION, {});
    scene.deadLetters.send(recordOf(FUNCTION, '{}', 'Success'), { sentAt: 0 });
    expect(Scene.reasonsOf(await scene.run())).toEqual(['a record of an invocation that has succeeded, which there is no need to repeat']);
    expect(scene.aws.sent).toEqual([]);
  });
});

test('a target on a later page of the rule is found, on a rule of another bus', async () => {
  const rule = ruleArn('orders/mine');
  scene.aws.pageSize = 1;
  scene.aws.rules.set(rule, { targets: [{ Arn: 'x' }, { Arn: 'y' }, { Arn: scene.work.arn, Input: '1' }] });
  scene.write(1, { ruleArn: rule });
  await scene.run();
  expect(scene.delivered).toEqual(['1']);
});

describe('a letter that somebody else has written', () => {
  test.each(['AROAEXAMPLE:i-0123456789', '111111111111'])('%s, and not EventBridge, stays', async (senderId) => {
    scene.write(1, { senderId });
    expect(Scene.reasonsOf(await scene.run())).toEqual([`written by ${senderId}, and not by EventBridge: see who that is, and redrive with "anySender": true if it is to be trusted`]);
    expect(await scene.run({ anySender: true })).toMatchObject({ redriven: 1 });
  });

  test('another function stays', async () => {
    scene.aws.functions.set(FUNCTION, {});
    scene.deadLetters.send(recordOf(FUNCTION, '{}'), { sentAt: 0, senderId: 'AROAEXAMPLE:other' });
    expect(Scene.reasonsOf(await scene.run())[0]).toContain('written by AROAEXAMPLE:other, and not by the function that it names');
  });

  test.each([undefined, 'AIDAEXAMPLE', 'AROAEXAMPLE:handler', 'AROAEXAMPLE:awslambda_39_1'])('is not one of sender %s of a record', async (senderId) => {
    scene.aws.functions.set(FUNCTION, {});
    scene.deadLetters.send(recordOf(FUNCTION, '{}'), { sentAt: 0, senderId });
    expect(await scene.run()).toMatchObject({ redriven: 1 });
  });
});

describe('what a redrive cannot read stays, with the reason', () => {
  const withoutPayload = (extra: object) => JSON.stringify({ requestContext: { functionArn: FUNCTION, condition: 'RetriesExhausted' }, ...extra });

  test.each([
    ['text', 'written neither by EventBridge nor by AWS Lambda'], ['[]', 'written neither'], ['"x"', 'written neither'], ['{}', 'written neither'],
    ['{"requestContext":{}}', 'written neither'], ['{"requestContext":{"functionArn":1},"requestPayload":1}', 'written neither'],
    [withoutPayload({}), `a record of ${FUNCTION} without its input, which AWS Lambda leaves out where the record would be too large`],
    [withoutPayload({ KinesisBatchInfo: {} }), `a record of an event source mapping of ${FUNCTION}`],
  ])('%s', async (body, reason) => {
    const { id } = scene.deadLetters.send(body, { sentAt: 0 })!;
    const summary = await scene.run();
    expect(summary.unreadable).toEqual({ count: 1, messageIds: [id], reasons: { [Object.keys(summary.unreadable.reasons)[0]]: 1 } });
    expect(Object.keys(summary.unreadable.reasons)[0]).toContain(reason);
    expect(scene.deadLetters.visible).toHaveLength(1);
  });

  test('from the dead-letter queue setting of a function', async () => {
    scene.deadLetters.send('{}', { attributes: { RequestID: 'r', ErrorCode: '200', ErrorMessage: 'boom' } });
    expect(Object.keys((await scene.run()).unreadable.reasons)[0]).toContain('DeadLetterConfig');
  });

  test('with the attributes of EventBridge and no event', async () => {
    writeLetter(scene.deadLetters, RULE, scene.work.arn, 'no event');
    expect(Object.keys((await scene.run()).unreadable.reasons)).toEqual(['EventBridge\'s attributes, and no event in the body']);
  });
});
