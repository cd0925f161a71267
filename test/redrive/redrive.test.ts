import * as fc from 'fast-check';
import { QueueMessage } from '../../src/redrive/handler/dead-letter';
import { RedrivePorts, RuleTarget, redrive } from '../../src/redrive/handler/redrive';
import { parseRequest } from '../../src/redrive/handler/request';
import { deliver, refusalOf } from '../../src/redrive/handler/targets';

const RULE = 'arn:aws:events:eu-west-1:111111111111:rule/bus/mine';
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let sequence = 0;

function message(overrides: Partial<QueueMessage> = {}, attributes: Record<string, string> = {}): QueueMessage {
  sequence += 1;
  return {
    messageId: `m${sequence}`,
    receiptHandle: `r${sequence}`,
    body: JSON.stringify({ 'id': `e${sequence}`, 'source': 'aws.ec2', 'detail-type': 'Kind', 'time': '2026-01-01T00:00:00Z', 'detail': { state: 'stopped' } }),
    attributes: { RULE_ARN: RULE, TARGET_ARN: QUEUE, ERROR_CODE: 'NO_PERMISSIONS', ...attributes },
    sentAt: NOW - 10 * MINUTE,
    ...overrides,
  };
}

/** A queue and a target that remember what happens to them. */
class World implements RedrivePorts {
  public readonly sent: { arn: string; payload: string }[] = [];
  public readonly removed: string[] = [];
  public readonly released: string[] = [];
  public readonly slept: number[] = [];
  public targets: Record<string, RuleTarget[] | undefined> = { [RULE]: [{ Arn: QUEUE }] };
  public millisecondsOf = [Infinity];
  public failing = new Set<string>();
  public undeletable = new Set<string>();
  public readonly refusalOf = refusalOf;
  private clock = NOW;

  constructor(private readonly waiting: QueueMessage[]) {
  }

  public async receive(atMost: number) {
    return this.waiting.splice(0, Math.min(atMost, 10));
  }

  public async remove({ messageId }: QueueMessage) {
    if (this.undeletable.has(messageId)) {
      throw new Error('ReceiptHandleIsInvalid');
    }
    this.removed.push(messageId);
  }

  public async release(messages: QueueMessage[]) {
    this.released.push(...messages.map(({ messageId }) => messageId));
  }

  public async targetsOf(ruleArn: string) {
    return this.targets[ruleArn];
  }

  public async deliver({ Arn: arn }: RuleTarget, payload: string) {
    if ([...this.failing].some((part) => payload.includes(part))) {
      throw new Error('AccessDenied');
    }
    this.sent.push({ arn, payload });
    this.clock += 20;
  }

  public millisecondsLeft() {
    return this.millisecondsOf.length > 1 ? this.millisecondsOf.shift()! : this.millisecondsOf[0];
  }

  public now() {
    return this.clock;
  }

  public async sleep(milliseconds: number) {
    this.slept.push(milliseconds);
    this.clock += milliseconds;
  }
}

const run = (world: World, input: object = { dryRun: false }) => redrive(parseRequest(input), world);

describe('a redrive', () => {
  test('sends each event to its target and deletes it from the queue', async () => {
    const messages = Array.from({ length: 23 }, () => message());
    const world = new World([...messages]);
    const summary = await run(world);
    expect(world.sent).toEqual(messages.map(({ body }) => ({ arn: QUEUE, payload: body })));
    expect(world.removed).toEqual(messages.map(({ messageId }) => messageId));
    expect(world.released).toEqual([]);
    expect(summary).toEqual({
      dryRun: false,
      redriven: 23,
      left: 0,
      skipped: 0,
      unreadable: { count: 0, messageIds: [] },
      groups: [{ ruleArn: RULE, targetArn: QUEUE, errorCodes: { NO_PERMISSIONS: 23 }, redriven: 23, left: 0, reasons: {} }],
      stoppedBecause: 'the queue holds nothing else',
    });
  });

  test('that is a dry run, as it is by default, sends and deletes nothing', async () => {
    const world = new World([message(), message()]);
    expect(await run(world, {})).toMatchObject({ dryRun: true, redriven: 2, left: 0 });
    expect([world.sent, world.removed, world.released.length]).toEqual([[], [], 2]);
  });

  test('makes of the event what the rule makes of it', async () => {
    const world = new World([message()]);
    world.targets[RULE] = [{
      Arn: QUEUE, InputTransformer: { InputPathsMap: { state: '$.detail.state' }, InputTemplate: '{"rule": <aws.events.rule-name>, "state": <state>}' },
    }];
    await run(world);
    expect(JSON.parse(world.sent[0].payload)).toEqual({ rule: 'mine', state: 'stopped' });
  });

  test('gives a function the very input that it did not manage', async () => {
    const body = JSON.stringify({
      version: '1.0',
      requestContext: { functionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:mine:$LATEST', condition: 'RetriesExhausted' },
      requestPayload: { id: 'e', detail: 1 },
      responsePayload: { errorMessage: 'boom' },
    });
    const world = new World([message({ body, attributes: {} })]);
    const summary = await run(world);
    expect(world.sent).toEqual([{ arn: 'arn:aws:lambda:eu-west-1:111111111111:function:mine', payload: '{"id":"e","detail":1}' }]);
    expect(summary.groups[0]).toMatchObject({ ruleArn: undefined, errorCodes: { RetriesExhausted: 1 } });
  });

  test('groups what it has done by rule and target', async () => {
    const other = `${RULE}-other`;
    const world = new World([message(), message({}, { RULE_ARN: other }), message({}, { ERROR_CODE: 'THROTTLING' })]);
    world.targets[other] = [{ Arn: QUEUE }];
    expect((await run(world)).groups).toMatchObject([
      { ruleArn: RULE, errorCodes: { NO_PERMISSIONS: 1, THROTTLING: 1 }, redriven: 2 }, { ruleArn: other, redriven: 1 },
    ]);
  });
});

describe('what a redrive leaves in the queue', () => {
  test('is what the target does not accept, while the others go on', async () => {
    const [first, second, third] = [message(), message(), message()];
    const world = new World([first, second, third]);
    world.failing.add(JSON.parse(second.body).id);
    expect(await run(world)).toMatchObject({ redriven: 2, left: 1, groups: [{ reasons: { AccessDenied: 1 } }] });
    expect([world.removed, world.released]).toEqual([[first.messageId, third.messageId], [second.messageId]]);
  });

  test('is what has been sent and cannot be deleted, which is said', async () => {
    const letter = message();
    const world = new World([letter]);
    world.undeletable.add(letter.messageId);
    const { left, redriven, groups } = await run(world);
    expect({ left, redriven }).toEqual({ left: 1, redriven: 0 });
    expect(Object.keys(groups[0].reasons)[0]).toContain('sent, but not deleted from the queue, so that the next redrive sends it again: ReceiptHandleIsInvalid');
  });

  test.each([
    ['a rule that is gone', undefined, 'the rule is gone'],
    ['a target that is gone', [{ Arn: `${QUEUE}2` }], 'the rule has no such target any more'],
    ['a target that the rule has twice, with different input', [{ Arn: QUEUE, Input: '1' }, { Arn: QUEUE, Input: '2' }], 'the rule has this target 2 times with different input'],
    ['an event of which the rule makes nothing', [{ Arn: QUEUE, InputPath: '$.nothing' }], 'InputPath \'$.nothing\' selects nothing'],
  ])('is the event of %s', async (_what, targets, reason) => {
    const world = new World([message()]);
    world.targets[RULE] = targets;
    const { groups } = await run(world, {});
    expect(Object.keys(groups[0].reasons)).toEqual([expect.stringContaining(reason)]);
    expect([world.sent, world.removed, world.released.length]).toEqual([[], [], 1]);
  });

  test('is the event of a target that the rule has twice with the same input, once', async () => {
    const world = new World([message()]);
    world.targets[RULE] = [{ Arn: QUEUE }, { Arn: QUEUE }];
    await run(world);
    expect(world.sent).toHaveLength(1);
  });

  test.each([
    ['arn:aws:ecs:eu-west-1:111111111111:cluster/mine', 'targets of ecs cannot be invoked from here: known are lambda, sqs, sns, states, kinesis, events, logs'],
    ['arn:aws:events:eu-west-1:111111111111:event-bus/mine', 'EventBridge lets nobody put events of AWS services on a bus'],
    ['arn:aws:constructor:eu-west-1:111111111111:x', 'targets of constructor cannot be invoked from here'],
  ])('is the event of target %s', async (arn, reason) => {
    const world = new World([message({}, { TARGET_ARN: arn })]);
    world.targets[RULE] = [{ Arn: arn }];
    expect(Object.keys((await run(world, {})).groups[0].reasons)).toEqual([expect.stringContaining(reason)]);
  });

  test.each(['text', '[]', '"x"', '{}', '{"requestContext":{}}'])('is a message that neither EventBridge nor Lambda has written: %s', async (body) => {
    const letter = message({ body, attributes: {} });
    const world = new World([letter]);
    expect((await run(world)).unreadable).toEqual({ count: 1, messageIds: [letter.messageId] });
    expect(world.released).toEqual([letter.messageId]);
  });
});

describe('a redrive takes only', () => {
  test.each([
    [{ rule: 'mine' }, 1], [{ rule: RULE }, 1], [{ rule: 'min' }, 0], [{ rule: 'bus/mine' }, 0],
    [{ errorCode: 'NO_PERMISSIONS' }, 1], [{ errorCode: ['THROTTLING'] }, 0],
    [{ olderThanMinutes: 10 }, 1], [{ olderThanMinutes: 11 }, 0], [{ youngerThanMinutes: 10 }, 1], [{ youngerThanMinutes: 9 }, 0],
  ])('what fits %j: %d message', async (filter, expected) => {
    const world = new World([message()]);
    const summary = await run(world, { dryRun: false, ...filter });
    expect([summary.redriven, summary.skipped, world.sent.length, world.released.length]).toEqual([expected, 1 - expected, expected, 1 - expected]);
  });

  test('as many as the limit says', async () => {
    const world = new World(Array.from({ length: 30 }, () => message()));
    expect(await run(world, { dryRun: false, limit: 12 })).toMatchObject({ redriven: 12, stoppedBecause: 'the limit is reached' });
  });

  test('what it has time for', async () => {
    const world = new World(Array.from({ length: 30 }, () => message()));
    world.millisecondsOf = [60_000, 29_000];
    expect(await run(world)).toMatchObject({ redriven: 10, stoppedBecause: 'the time is up: invoke again for the rest' });
  });
});

test('a redrive sends no faster than it is told, the time that sending takes included', async () => {
  const world = new World([message(), message()]);
  await run(world, { dryRun: false, perSecond: 5 });
  expect(world.slept).toEqual([180, 180]);
});

test('whatever the messages, each is sent and deleted, or left and released', async () => {
  const kinds = fc.constantFrom('good', 'failing', 'undeletable', 'gone', 'unreadable', 'unwanted');
  await fc.assert(fc.asyncProperty(fc.array(kinds, { maxLength: 40 }), fc.boolean(), async (plan, dryRun) => {
    const letters = plan.map((kind) => message(
      kind === 'unreadable' ? { attributes: {} } : {},
      { ...(kind === 'gone' && { RULE_ARN: 'arn:aws:events:eu-west-1:1:rule/gone' }), ...(kind === 'unwanted' && { ERROR_CODE: 'OTHER' }) }));
    const world = new World([...letters]);
    plan.forEach((kind, n) => kind === 'failing' && world.failing.add(`"${JSON.parse(letters[n].body).id}"`));
    plan.forEach((kind, n) => kind === 'undeletable' && world.undeletable.add(letters[n].messageId));
    const summary = await run(world, { dryRun, errorCode: 'NO_PERMISSIONS' });

    expect([...world.removed, ...world.released].sort()).toEqual(letters.map(({ messageId }) => messageId).sort());
    expect(world.sent).toHaveLength(dryRun ? 0 : plan.filter((kind) => ['good', 'undeletable'].includes(kind)).length);
    expect(world.removed).toHaveLength(dryRun ? 0 : plan.filter((kind) => kind === 'good').length);
    expect(summary.redriven + summary.left + summary.skipped + summary.unreadable.count).toBe(plan.length);
  }));
});

test.each(['lambda', 'states'])('a target of %s gets nothing that is not JSON', async (service) => {
  const letter = { kind: 'delivery', ruleArn: RULE, targetArn: '', errorCode: '', delivered: {} } as const;
  await expect(deliver({ Arn: `arn:aws:${service}:eu-west-1:111111111111:function:mine` }, '{"text": "say "hi""}', letter)).rejects.toThrow('is not valid JSON');
});
