import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { ANYBODY, BATCH_EVENT as EVENT, Resources, getAtt, many, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const OTHER = 'arn:aws:sqs:eu-west-1:111111111111:other';
const ROLE = 'arn:aws:iam::111111111111:role/deliver';

const letters = (properties: object = {}): Resources => ({
  Letters: { Type: 'AWS::SQS::Queue', Properties: properties },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
});
const KEPT = { DeadLetterConfig: { Arn: getAtt('Letters') } };
const tries = (MaximumRetryAttempts: number) => ({ RetryPolicy: { MaximumRetryAttempts } });
const custom = (Name: string): Resources[string] => ({ Type: 'AWS::EventsV2::EventBus', Properties: { Name } });
const subscriber = (bus: string, TargetArn: unknown, properties: object = {}): Resources[string] => ({
  Type: 'AWS::EventsV2::Subscriber',
  Properties: { Name: `on-${bus}`, EventBusArn: getAtt(bus, 'EventBusArn'), InvokeConfiguration: { TargetArn, RoleArn: ROLE }, ...properties },
});

const deliver = (resources: Resources, faults: testing.Fault[] = [], eventBusName?: string) =>
  DeliveryTester.fromTemplates([{ template: { Resources: resources }, stackName: 'Shop', ...HERE }]).deliver(EVENT, { faults, eventBusName });

const throttles = (lasts?: number) => Fault.targetThrottles({ lasts: lasts === undefined ? undefined : Duration.seconds(lasts) });
const isSlow = (lasts?: number) => Fault.targetIsSlow({ lasts: lasts === undefined ? undefined : Duration.seconds(lasts) });

describe('of several things that are wrong at once', () => {
  const wrong = (...faults: testing.Fault[]) => {
    const { ways: [{ errorCode, attempts }], trace } = deliver({ Rule: ruleTo(QUEUE, {}, tries(1)) }, faults);
    return [errorCode, attempts, /0 s +(\w+): /.exec(trace)?.[1]];
  };

  test.each<[string, testing.Fault[], unknown[]]>([
    ['the first one', [throttles(), isSlow()], ['THROTTLING', 2, 'THROTTLING']],
    ['the first one, the other way around', [isSlow(), throttles()], ['TIMEOUT', 2, 'TIMEOUT']],
    ['one that is not tried again, before all others', [throttles(), Fault.targetIsGone(), isSlow()], ['NO_RESOURCE', 1, 'NO_RESOURCE']],
    ['the first one that is not tried again', [Fault.targetRefuses(), throttles(), Fault.targetIsGone()], ['NO_PERMISSIONS', 1, 'NO_PERMISSIONS']],
    ['at the last attempt, the one that is there still', [throttles(1), isSlow()], ['TIMEOUT', 2, 'THROTTLING']],
    ['at the last attempt, the first one that is there still', [throttles(5), isSlow()], ['THROTTLING', 2, 'THROTTLING']],
  ])('what is told is %s', (_what, faults, expected) => {
    expect(wrong(...faults)).toEqual(expected);
  });

  test('what is told of a queue is the first one that is there', () => {
    const reason = (...faults: testing.Fault[]) =>
      deliver({ ...letters(), Rule: ruleTo(QUEUE, {}, { ...KEPT, ...tries(3) }) }, [throttles(), ...faults]).ways[0].reason;
    const gone = (seconds?: number) => Fault.deadLetterQueueIsGone({ lasts: seconds === undefined ? undefined : Duration.seconds(seconds) });
    expect(reason(gone(), Fault.deadLetterQueueRefuses())).toBe('Shop/Letters is gone');
    expect(reason(Fault.deadLetterQueueRefuses(), gone())).toBe('Shop/Letters does not let EventBridge write');
    expect(reason(gone(5), Fault.deadLetterQueueRefuses())).toBe('Shop/Letters does not let EventBridge write');
  });
});

describe('an event that comes to a second bus late', () => {
  const APP: Resources = {
    ...letters(),
    Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } },
    Onto: ruleTo(getAtt('Central')),
    OnCentral: ruleTo(QUEUE, { EventBusName: { Ref: 'Central' } }, { ...KEPT, ...tries(10) }),
  };
  const LATE = Fault.targetThrottles({ of: 'Central', lasts: Duration.seconds(60) });

  test('is tried from then on', () => {
    const { ways } = deliver(APP, [LATE, Fault.targetIsSlow({ of: 'OnCentral', lasts: Duration.seconds(100) })]);
    expect(ways.map(({ rule, attempts, afterSeconds }) => [rule, attempts, afterSeconds])).toEqual([['Shop/Onto', 7, 63], ['Shop/OnCentral', 7, 126]]);
  });

  test('is given up so much later', () => {
    const { ways: [, way], metrics, trace } = deliver(APP, [LATE, Fault.targetIsSlow({ of: 'OnCentral' })]);
    expect(way).toMatchObject({ end: 'DEAD_LETTERED', attempts: 11, afterSeconds: 63 + 999 });
    expect(trace).toContain('17 min 42 s given up after 11 attempts (MaximumRetryAttempts)');
    const since = (name: string) => metrics.filter(({ metricName, dimensions }) => metricName === name && dimensions.EventBusName === 'central').map(({ afterSeconds }) => afterSeconds);
    expect(['TriggeredRules', 'InvocationAttempts', 'RetryInvocationAttempts', 'Invocations', 'FailedInvocations', 'InvocationsSentToDlq'].map((name) => since(name)))
      .toEqual([[63], [63], [64], [1062], [1062], [1062]]);
  });

  test('is kept at once, where it is not tried again', () => {
    expect(deliver(APP, [LATE, Fault.targetIsGone({ of: 'OnCentral' })]).ways[1]).toMatchObject({ end: 'DEAD_LETTERED', attempts: 1, afterSeconds: 63 });
    const laterGone = [LATE, Fault.targetIsSlow({ of: 'OnCentral', lasts: Duration.seconds(64) }), Fault.targetIsGone({ of: 'OnCentral' })];
    expect(deliver(APP, laterGone).ways[1]).toMatchObject({ errorCode: 'NO_RESOURCE', attempts: 1, afterSeconds: 63 });
  });

  test('is run by a function from then on', () => {
    const app: Resources = {
      Handler: { Type: 'AWS::Lambda::Function', Properties: {} },
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
      Rule: ruleTo(getAtt('Handler')),
    };
    const failing = (lasts?: Duration) => deliver(app, [throttles(60), Fault.handlerFails({ lasts })]).ways[0];
    expect(failing()).toMatchObject({ end: 'LOST', afterSeconds: 63 + 180 });
    expect(failing(Duration.seconds(100))).toMatchObject({ end: 'DELIVERED', afterSeconds: 63 + 60 });
  });
});

describe('on Custom Event Buses', () => {
  test('an event goes from one to the next, ten of them at most', () => {
    const chain = (count: number): Resources => ({
      ...many(count, 'Bus', (n) => custom(`bus-${n}`)),
      ...many(count - 1, 'Forward', (n) => subscriber(`Bus${n}`, getAtt(`Bus${n + 1}`, 'EventBusArn'))),
    });
    expect(deliver(chain(3), [], 'bus-0').keptOn).toEqual(['Shop/Bus0', 'Shop/Bus1', 'Shop/Bus2']);
    expect([10, 11, 13].map((count) => deliver(chain(count), [], 'bus-0').keptOn.length)).toEqual([10, 10, 10]);
  });

  const onBus = (properties: object = {}): Resources => ({ Custom: custom('custom'), Subscriber: subscriber('Custom', QUEUE, properties) });

  test('an event that comes twice is kept once', () => {
    const { keptOn, ways } = deliver({ ...onBus(), One: ruleTo(getAtt('Custom', 'EventBusArn')), Two: ruleTo(getAtt('Custom', 'EventBusArn')) });
    expect([keptOn, ways.length]).toEqual([['Shop/Custom'], 4]);
  });

  test('an event is compared with the filters of subscribers that run', () => {
    const compared = (properties: object) => deliver(onBus(properties), [], 'custom').metrics.map(({ metricName }) => metricName);
    expect(compared({})).toContain('FilterEvaluated');
    expect(compared({ State: 'STOPPED' })).toEqual([]);
  });

  test('a circle ends where the event comes back, by whichever name', () => {
    const back = 'arn:aws:events:eu-west-1:111111111111:event-busv2/one/a1b2c3d4e5f6g7h8i9j0k1l2m';
    const { ways } = deliver({ One: custom('one'), Two: custom('two'), Forth: subscriber('One', getAtt('Two', 'EventBusArn')), Back: subscriber('Two', back) }, [], 'one');
    expect(ways.map(({ rule, errorCode }) => [rule, errorCode])).toEqual([['Shop/Forth', undefined], ['Shop/Back', 'LOOP_DETECTED']]);
  });

  test('the oldest event waits for as long as it is tried, in milliseconds', () => {
    const app = (Threshold: number): Resources => ({
      ...onBus({ RetryPolicy: { MaxRetryAttempts: 5 } }),
      Backlog: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'AWS/EventsV2',
          MetricName: 'ApproximateBacklogAge',
          Statistic: 'Maximum',
          Period: 60,
          EvaluationPeriods: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Threshold,
          Dimensions: [{ Name: 'EventBus', Value: getAtt('Custom', 'EventBusArn') }, { Name: 'Subscriber', Value: getAtt('Subscriber', 'SubscriberArn') }],
        },
      },
    });
    const raised = (threshold: number) => deliver(app(threshold), [throttles()], 'custom').alarms.length;
    expect([raised(31_000), raised(31_001)]).toEqual([1, 0]);
  });
});

describe('a queue that takes smaller messages than EventBridge', () => {
  const bytes = JSON.stringify(EVENT).length;
  const end = (MaximumMessageSize: number, ...faults: testing.Fault[]) =>
    deliver({ ...letters({ MaximumMessageSize }), Rule: ruleTo(QUEUE, {}, KEPT) }, faults).end;

  test('keeps an event of just that size', () => {
    expect([end(bytes, Fault.targetIsGone()), end(bytes - 1, Fault.targetIsGone())]).toEqual(['DEAD_LETTERED', 'LOST']);
  });

  test('keeps none that is too large for a target, whatever else is wrong', () => {
    expect([end(262_144, Fault.targetIsGone(), Fault.eventIsTooLarge()), end(262_144, Fault.eventIsTooLarge(), Fault.targetIsGone())]).toEqual(['LOST', 'LOST']);
    expect(end(1_048_576, Fault.eventIsTooLarge())).toBe('DEAD_LETTERED');
  });
});

test('a target whose condition does not hold is left out, and a rule without any matches nothing', () => {
  const { ways, end } = DeliveryTester.fromTemplates([{
    template: {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Work: { Type: 'AWS::SQS::Queue', Condition: 'Never' }, Rule: ruleTo(getAtt('Work')), Other: ruleTo(OTHER) },
    },
    ...HERE,
  }]).deliver(EVENT);
  expect(end).toBe('DELIVERED');
  expect(ways).toMatchObject([{ rule: 'Rule', end: 'NOT_MATCHED', attempts: 0, afterSeconds: 0, reason: 'the rule has no target' }, { rule: 'Other', end: 'DELIVERED' }]);
});
