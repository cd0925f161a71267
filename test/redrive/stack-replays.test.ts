import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { MINUTE, Scene } from './simulator/scene';
import { VirtualClock } from './simulator/virtual-clock';
import { Aws } from '../../src/redrive/handler/aws';
import { deliverAgain } from '../../src/redrive/handler/handler';
import { StackReplays, replayTemplate } from '../../src/redrive/handler/records/replays';

jest.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

const BUS = 'arn:aws:events:eu-west-1:111111111111:event-bus/orders/a1';
const FAILED = 'arn:aws:events:eu-west-1:111111111111:subscriber/uploads/b2';
const REPLAYING = 'arn:aws:events:eu-west-1:111111111111:subscriber/redrive-uploads/c3';
const SUBSCRIBER = { eventBusArn: BUS, name: 'redrive-uploads', properties: { InvokeConfiguration: { TargetArn: 'queue' } } };
const WINDOW = { from: 1_759_999_000_000, until: 1_759_999_500_000 };
const START = 1_760_000_000_000;

interface Point {
  readonly at: number;
  readonly metric: string;
  readonly sum?: number;
}

/** AWS CloudFormation with stacks that pass through states, and Amazon CloudWatch with the points of two metrics. */
class SimulatedStacks {
  public readonly stacks = new Map<string, { template: any; onFailure: string; looks: number }>();
  public readonly deleted: string[] = [];
  public readonly dimensions: unknown[] = [];
  public points: Point[] = [];
  /** What is seen of a stack, look by look; the last stays. */
  public states: ({ status: string; reason?: string; outputs?: { OutputKey: string; OutputValue: string }[] } | undefined)[] = [COMPLETE];

  /** Of calls that make nothing. */
  public losesEveryOtherAnswer = false;
  private answers = 0;

  public install(): void {
    jest.spyOn(CloudFormationClient.prototype, 'send').mockImplementation(async (command: any) => {
      const answer = this.answer(command.constructor.name, command.input);
      this.mayLose(command.constructor.name);
      return answer;
    });
    jest.spyOn(CloudWatchClient.prototype, 'send').mockImplementation(async ({ input }: any) => {
      this.mayLose('GetMetricStatisticsCommand');
      return this.statistics(input);
    });
  }

  private mayLose(call: string): void {
    this.answers += 1;
    if (this.losesEveryOtherAnswer && call !== 'CreateStackCommand' && this.answers % 2 === 0) {
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }
  }

  private answer(call: string, { StackName: name, TemplateBody: body, OnFailure: onFailure }: any): object {
    if (call === 'CreateStackCommand') {
      this.stacks.set(name, { template: JSON.parse(body), onFailure, looks: 0 });
      return {};
    }
    if (call === 'DeleteStackCommand') {
      this.deleted.push(name);
      return {};
    }
    const stack = this.stacks.get(name)!;
    const state = this.states[Math.min(stack.looks, this.states.length - 1)];
    stack.looks += 1;
    return state ? { Stacks: [{ StackStatus: state.status, StackStatusReason: state.reason, Outputs: state.outputs }] } : { Stacks: [] };
  }

  private statistics(asked: any): object {
    const { MetricName: metric, StartTime: from, EndTime: until } = asked;
    this.dimensions.push(asked.Dimensions);
    expect([asked.Namespace, asked.Period, asked.Statistics]).toEqual(['AWS/EventsV2', 60, ['Sum']]);
    const seen = this.points.filter((point) => point.metric === metric && point.at >= from.getTime() && point.at < until.getTime());
    return seen.length > 0 ? { Datapoints: seen.map(({ sum }) => ({ Sum: sum })) } : {};
  }
}

const OUTPUTS = [{ OutputKey: 'Other', OutputValue: 'x' }, { OutputKey: 'Arn', OutputValue: REPLAYING }];
const COMPLETE = { status: 'CREATE_COMPLETE', outputs: OUTPUTS };
const IN_PROGRESS = { status: 'CREATE_IN_PROGRESS' };

let stacks: SimulatedStacks;
let clock: VirtualClock;

beforeEach(() => {
  stacks = new SimulatedStacks();
  stacks.install();
  clock = new VirtualClock(START);
  clock.allow(15 * MINUTE);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const replays = () => new StackReplays(new Aws(clock), SUBSCRIBER, 'service-event-redrive');

describe('a replay', () => {
  test('is a stack with a subscriber of a name of its own, which goes away when it cannot be made', async () => {
    await replays().start(['a', 'b'], WINDOW);
    const [[name, { template, onFailure }], ...others] = stacks.stacks;
    expect(others).toEqual([]);
    expect(name).toMatch(/^service-event-redrive-[0-9a-z]+-1$/);
    const subscriberName = `redrive-uploads-${name.slice('service-event-redrive-'.length)}`;
    expect(template).toEqual(replayTemplate({ ...SUBSCRIBER, name: subscriberName }, ['a', 'b'], WINDOW));
    expect(template.Outputs).toEqual({ Arn: { Value: { Ref: 'Redrive' } } });
    expect(onFailure).toBe('DELETE');
  });

  test('has another name than one that is started at the same time, or by a later run', async () => {
    const one = replays();
    await Promise.all([one.start(['a'], WINDOW), one.start(['b'], WINDOW)]);
    clock.advance(1);
    await replays().start(['c'], WINDOW);
    expect(stacks.stacks.size).toBe(3);
  });

  test('begins when its subscriber is there, looking every five seconds', async () => {
    stacks.states = [IN_PROGRESS, { ...IN_PROGRESS, outputs: OUTPUTS }, COMPLETE];
    await replays().start(['a'], WINDOW);
    expect(clock.now() - START).toBe(10_000);
    expect(stacks.deleted).toEqual([]);
  });

  test.each([
    ['AWS CloudFormation says why', [{ status: 'ROLLBACK_IN_PROGRESS', reason: 'No such role' }], 'could not be made: No such role.'],
    ['it says only what has become of it', [IN_PROGRESS, { status: 'ROLLBACK_COMPLETE' }], 'could not be made: ROLLBACK_COMPLETE.'],
    ['it is gone', [IN_PROGRESS, undefined], 'could not be made: it is gone.'],
    ['it has no subscriber to show', [{ status: 'CREATE_COMPLETE', outputs: [OUTPUTS[0]] }], 'could not be made: CREATE_COMPLETE.'],
    ['it has nothing to show', [{ status: 'CREATE_COMPLETE' }], 'could not be made: CREATE_COMPLETE.'],
    ['it takes too long', [IN_PROGRESS], 'was not there in time.'],
  ])('that cannot begin is deleted: %s', async (_why, states, message) => {
    stacks.states = states;
    await expect(replays().start(['a'], WINDOW)).rejects.toThrow(message);
    expect(stacks.deleted).toEqual([...stacks.stacks.keys()]);
  });

  test('is waited for while two minutes are left, and no longer', async () => {
    for (const [left, looks] of [[2 * MINUTE, 0], [2 * MINUTE + 1, 1]]) {
      clock.allow(left);
      stacks.stacks.clear();
      stacks.states = [IN_PROGRESS];
      await expect(replays().start(['a'], WINDOW)).rejects.toThrow('was not there in time');
      expect([...stacks.stacks.values()].map((stack) => stack.looks)).toEqual([looks]);
    }
  });

  test('is deleted when it stops', async () => {
    const replay = await replays().start(['a'], WINDOW);
    expect(stacks.deleted).toEqual([]);
    await replay.stop();
    expect(stacks.deleted).toEqual([...stacks.stacks.keys()]);
  });

  test('counts what its own subscriber has delivered and dropped since it began, the running minute included', async () => {
    clock.advance(90_000);
    const begin = clock.now();
    const minute = Math.floor(begin / MINUTE) * MINUTE;
    const replay = await replays().start(['a'], WINDOW);
    expect(await replay.count()).toEqual({ delivered: 0, dropped: 0 });
    clock.advance(3 * MINUTE);
    stacks.points = [
      { metric: 'EventsDelivered', at: minute - MINUTE, sum: 100 },
      { metric: 'EventsDelivered', at: minute, sum: 3 },
      { metric: 'EventsDelivered', at: minute + MINUTE },
      { metric: 'EventsDelivered', at: clock.now(), sum: 4 },
      { metric: 'EventsDropped', at: minute + MINUTE, sum: 1 },
    ];
    expect(await replay.count()).toEqual({ delivered: 7, dropped: 1 });
    const own = [{ Name: 'EventBus', Value: BUS }, { Name: 'Subscriber', Value: REPLAYING }];
    expect(stacks.dimensions).toEqual([own, own, own, own]);
  });

  test('whose start got no answer is not made twice', async () => {
    const send = jest.spyOn(CloudFormationClient.prototype, 'send').mockImplementation(async () => {
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    });
    await expect(replays().start(['a'], WINDOW)).rejects.toThrow('CreateStack: socket hang up');
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('whose state, count or deletion got no answer is asked again', async () => {
    stacks.losesEveryOtherAnswer = true;
    const replay = await replays().start(['a'], WINDOW);
    expect(await replay.count()).toEqual({ delivered: 0, dropped: 0 });
    await replay.stop();
    expect(new Set(stacks.deleted)).toEqual(new Set(stacks.stacks.keys()));
  });
});

describe('the function of a subscriber\'s redrive', () => {
  let scene: Scene;
  const invocation = { getRemainingTimeInMillis: () => 15 * MINUTE };

  beforeEach(() => {
    scene = new Scene();
    stacks.install();
    scene.aws.clock.allow(15 * MINUTE);
    process.env.SUBSCRIBER = JSON.stringify({ ...SUBSCRIBER, subscriberArn: FAILED, retentionDays: 7, stackPrefix: 'service-event-redrive' });
    scene.deadLetters.send(JSON.stringify({
      version: '1.0', subscriberArn: FAILED, errorCode: 'THROTTLING', failedMessages: [{ eventId: 'a', timestamp: new Date(Date.now() - MINUTE).toISOString() }],
    }));
  });
  afterEach(() => scene.end());

  test('delivers again what the records of its queue name, deletes them, and logs what it has done', async () => {
    stacks.points = [{ metric: 'EventsDelivered', at: Date.now(), sum: 1 }];
    const summary = await deliverAgain({ dryRun: false }, invocation);
    expect(summary).toMatchObject({ dryRun: false, events: 1, delivered: 1, removedRecords: 1 });
    expect(scene.deadLetters.messages).toEqual([]);
    const [{ template }] = stacks.stacks.values();
    expect(template.Resources.Redrive.Properties).toMatchObject({ ...SUBSCRIBER.properties, EventBusArn: BUS });
    expect(template.Resources.Redrive.Properties).not.toHaveProperty('subscriberArn');
    expect(stacks.deleted).toEqual([...stacks.stacks.keys()]);
    expect(scene.lines).toEqual([summary]);
  });

  test('does nothing unless it is told to, and puts back what it has looked at', async () => {
    expect(await deliverAgain(undefined, invocation)).toMatchObject({ dryRun: true, events: 1, delivered: 0 });
    expect([stacks.stacks.size, scene.deadLetters.visible.length]).toEqual([0, 1]);
  });

  test('knows how long the bus keeps events', async () => {
    process.env.SUBSCRIBER = JSON.stringify({ ...JSON.parse(process.env.SUBSCRIBER!), retentionDays: 0 });
    expect(await deliverAgain({}, invocation)).toMatchObject({ events: 0, expired: 1 });
  });

  test('closes its connections, whether it ends well or not', async () => {
    const close = jest.spyOn(Aws.prototype, 'close');
    await deliverAgain({}, invocation);
    expect(close).toHaveBeenCalledTimes(1);
    stacks.states = [undefined];
    await expect(deliverAgain({ dryRun: false }, invocation)).rejects.toThrow('it is gone');
    expect(close).toHaveBeenCalledTimes(2);
    expect(scene.deadLetters.visible).toHaveLength(1);
  });

  test('refuses what it does not understand before it touches anything', async () => {
    await expect(deliverAgain({ dryrun: false }, invocation)).rejects.toThrow('dryrun, which is not known');
    expect(scene.aws.calls).toEqual([]);
  });
});
