import * as fc from 'fast-check';
import { Fault, FAULT_KINDS } from './simulator/fault';
import { MINUTE, Scene, arnOf, eventText, ruleArn } from './simulator/scene';
import { recordOf } from './simulator/simulated-aws';
import { SimulatedMessage } from './simulator/simulated-queue';
import { RedriveSummary } from '../../src/redrive/handler/summary';

/** Where letters can be meant to go. The names of those that cannot be sent to begin with `no`. */
const TARGETS = {
  queue: arnOf('sqs', 'queue'),
  fifo: arnOf('sqs', 'queue.fifo'),
  fair: arnOf('sqs', 'fair'),
  fn: arnOf('lambda', 'function:handler'),
  topic: arnOf('sns', 'topic'),
  machine: arnOf('states', 'stateMachine:machine'),
  stream: arnOf('kinesis', 'stream/stream'),
  group: arnOf('logs', 'log-group:/events'),
  bus: arnOf('events', 'event-bus/other'),
  noJob: arnOf('batch', 'job-queue/mine'),
  noDestination: arnOf('events', 'api-destination/mine/id'),
  noQueue: arnOf('sqs', 'gone'),
} as const;

const INPUTS = {
  whole: {},
  constant: { Input: '"constant"' },
  part: { InputPath: '$.detail' },
  transformed: { InputTransformer: { InputPathsMap: { big: '$.detail.big', id: '$.id' }, InputTemplate: '{"big": <big>, "id": <id>}' } },
} as const;

/** Calls that a fault can hit. */
const CALLS = [
  'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibilityBatch', 'GetQueueAttributes', 'ListTargetsByRule', 'DescribeRule', 'GetQueueUrl', 'SendMessage',
  'Invoke', 'Publish', 'StartExecution', 'PutRecord', 'PutLogEvents', 'CreateLogStream', 'PutEvents',
];

type TargetName = keyof typeof TARGETS;
type InputName = keyof typeof INPUTS;

interface LetterPlan {
  readonly kind: 'delivery' | 'record' | 'success' | 'forged' | 'unreadable';
  readonly target: TargetName;
  readonly input: InputName;
}

/** A queue full of letters, what goes wrong while they are sent, and how long the function may run. */
export interface RunPlan {
  readonly letters: LetterPlan[];
  readonly faults: Fault[];
  readonly minutes: number;
  readonly dryRun: boolean;
  readonly answers: number[];
  readonly perSecond: number;
}

export const runPlan: fc.Arbitrary<RunPlan> = fc.record({
  letters: fc.array(fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant('delivery' as const) },
      fc.constantFrom('record' as const, 'success' as const, 'forged' as const, 'unreadable' as const),
    ),
    target: fc.constantFrom(...Object.keys(TARGETS) as TargetName[]),
    input: fc.constantFrom(...Object.keys(INPUTS) as InputName[]),
  }), { maxLength: 30 }),
  faults: fc.array(fc.record({
    call: fc.constantFrom(...CALLS), kind: fc.constantFrom(...FAULT_KINDS), from: fc.nat(6), times: fc.integer({ min: 1, max: 4 }),
  }), { maxLength: 3 }),
  minutes: fc.constantFrom(1, 2, 15),
  dryRun: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  answers: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 4 }),
  perSecond: fc.constantFrom(0.2, 10, 1000),
});

/** A letter in the queue, and what its target should get; nothing for one that has to stay. */
interface Written {
  readonly message: SimulatedMessage;
  readonly arn: string;
  readonly payload?: string;
}

/**
 * Plays a run with faults and another without, and asserts what holds for every run.
 */
export async function playRun(plan: RunPlan): Promise<void> {
  const scene = new Scene();
  try {
    const { aws, deadLetters } = scene;
    prepareTargets(scene);
    const letters = plan.letters.map((letter, n) => write(scene, letter, n));
    deadLetters.answers = [...plan.answers];

    const { dryRun, perSecond, minutes, faults } = plan;
    const first = await scene.tryRun({ dryRun, perSecond }, { milliseconds: minutes * MINUTE, faults });
    const isCrash = plan.faults.some(({ kind }) => kind.startsWith('crash'));
    const firstSent = counts(scene);
    expectNothingUnasked(letters, firstSent, 1);
    expectNothingLost(scene, letters, firstSent);
    if (!isCrash) {
      expect(first).toBeDefined();
    }
    if (first) {
      expectSummary(first, letters, plan, firstSent);
      expectVisible(scene, plan);
    }
    if (plan.dryRun) {
      expect(aws.sent).toEqual([]);
      expect(deadLetters.messages).toHaveLength(letters.length);
    }

    aws.clock.advance(30 * MINUTE);
    const second = await scene.run({ perSecond: 1000 });
    const secondSent = counts(scene);
    expectNothingUnasked(letters, secondSent, 2);
    expectNothingLost(scene, letters, secondSent);
    const staying = letters.filter(({ payload }) => payload === undefined).map(({ message }) => message.id);
    expect(deadLetters.visible.map(({ id }) => id).sort()).toEqual(staying.sort());
    expect(second.left + second.unreadable.count).toBe(staying.length);
    expect(second.remaining).toEqual({ visible: staying.length, inFlight: 0 });
    if (plan.faults.length === 0) {
      expectNothingUnasked(letters, secondSent, 1);
    }
  } finally {
    scene.end();
  }
}

function prepareTargets(scene: Scene): void {
  const { aws } = scene;
  ['queue', 'queue.fifo', 'fair'].forEach((name) => aws.queue(name));
  aws.functions.set(TARGETS.fn, {});
  [TARGETS.topic, TARGETS.machine, TARGETS.stream, TARGETS.group, TARGETS.bus].forEach((arn) => aws.others.add(arn));
  for (const [targetName, arn] of Object.entries(TARGETS)) {
    for (const [inputName, input] of Object.entries(INPUTS)) {
      const group = ['fifo', 'fair'].includes(targetName) ? { SqsParameters: { MessageGroupId: 'group' } } : {};
      aws.rules.set(ruleArn(`${targetName}-${inputName}`), { targets: [{ Id: 'x', Arn: 'arn:aws:sqs:eu-west-1:1:x' }, { Id: 'y', Arn: arn, ...input, ...group }] });
    }
  }
  aws.pageSize = 1;
}

function write(scene: Scene, { kind, target, input }: LetterPlan, n: number): Written {
  const arn = TARGETS[target];
  // Events that a bus takes are an app's own.
  const detail = `{"big":9007199254740993,"n":${n}.0}`;
  const body = eventText(`event-${n}`, { 'source': 'my.app', 'detail-type': `Kind ${n}`, 'detail': 0 }).replace('"detail":0', `"detail":${detail}`);
  const options = { targetArn: arn, ruleArn: ruleArn(`${target}-${input}`), body };
  switch (kind) {
    case 'delivery':
      return { message: scene.write(1, options)[0], arn, payload: expectedOf(target, input, body, detail, n) };
    case 'forged':
      return { message: scene.write(1, { ...options, senderId: 'AROAEXAMPLE:somebody' })[0], arn };
    case 'record':
      return { message: scene.deadLetters.send(recordOf(TARGETS.fn, body), { sentAt: 0 })!, arn: TARGETS.fn, payload: body };
    case 'success':
      return { message: scene.deadLetters.send(recordOf(TARGETS.fn, body, 'Success'), { sentAt: 0 })!, arn: TARGETS.fn };
    case 'unreadable':
      return { message: scene.deadLetters.send('hello', { sentAt: 0 })!, arn };
  }
}

function expectedOf(target: TargetName, input: InputName, body: string, detail: string, n: number): string | undefined {
  if (target.startsWith('no')) {
    return undefined;
  }
  if (target === 'bus') {
    return input === 'whole' ? detail : undefined;
  }
  return { whole: body, constant: '"constant"', part: detail, transformed: `{"big": 9007199254740993, "id": "event-${n}"}` }[input];
}

type Counts = Map<string, number>;

const keyOf = (arn: string, payload: string) => `${arn} ${payload}`;

function counts({ aws }: Scene): Counts {
  return aws.sent.reduce((sum, { arn, payload }) => sum.set(keyOf(arn, payload), (sum.get(keyOf(arn, payload)) ?? 0) + 1), new Map<string, number>());
}

/** Targets get what rules make of letters, and of each letter at most one in each run. */
function expectNothingUnasked(letters: Written[], sent: Counts, runs: number): void {
  for (const [key, count] of sent) {
    const asked = letters.filter(({ arn, payload }) => payload !== undefined && keyOf(arn, payload) === key).length;
    expect({ key, isAsked: count <= asked * runs }).toEqual({ key, isAsked: true });
  }
}

/** What is no longer in the queue has arrived. */
function expectNothingLost({ deadLetters }: Scene, letters: Written[], sent: Counts): void {
  const gone = letters.filter(({ message }) => !deadLetters.messages.includes(message));
  for (const { arn, payload = 'nothing' } of gone) {
    const key = keyOf(arn, payload);
    const needed = gone.filter((other) => keyOf(other.arn, other.payload ?? 'nothing') === key).length;
    expect({ key, hasArrived: (sent.get(key) ?? 0) >= needed }).toEqual({ key, hasArrived: true });
  }
}

function expectSummary(summary: RedriveSummary, letters: Written[], { faults, dryRun }: RunPlan, sent: Counts): void {
  const { redriven, left, skipped, arrivedSince, untouched, unreadable } = summary;
  const sum = redriven + left + skipped + arrivedSince + untouched + unreadable.count;
  const accepted = [...sent.values()].reduce((total, count) => total + count, 0);
  expect(sum).toBeLessThanOrEqual(letters.length);
  expect(JSON.stringify(summary)).not.toMatch(/Cannot read|undefined|is not a function|NaN/);
  if (!dryRun) {
    expect(redriven).toBeLessThanOrEqual(accepted);
  }
  if (faults.length === 0 && untouched === 0 && !summary.stoppedBecause.startsWith('the time is up')) {
    expect(sum).toBe(letters.length);
    expect(redriven).toBe(letters.filter(({ payload }) => payload !== undefined).length);
  }
}

/** What stays can be seen again, unless SQS would not let it. */
function expectVisible({ deadLetters }: Scene, { faults }: RunPlan): void {
  const isLost = ({ call, kind }: Fault) => call === 'ReceiveMessage' && (kind.endsWith('after') || kind === 'empty');
  if (!faults.some((fault) => fault.call === 'ChangeMessageVisibilityBatch' || isLost(fault))) {
    expect(deadLetters.counts.inFlight).toBe(0);
  }
}
