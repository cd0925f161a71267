import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import * as fc from 'fast-check';
import { retrySchedule } from '../../src/testing/delivery/retry-schedule';

const { DeliveryTester, EventEnd, Fault } = testing;

const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const ORDER = [EventEnd.DELIVERED, EventEnd.DEAD_LETTERED, EventEnd.LOST];
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const FAULTS: ((options: testing.FaultOptions) => testing.Fault)[] = [
  Fault.targetThrottles, Fault.targetIsSlow, Fault.targetRefuses, Fault.targetIsGone, Fault.eventIsTooLarge,
  Fault.deadLetterQueueIsGone, Fault.deadLetterQueueRefuses, Fault.deadLetterQueueKeyRefuses, Fault.handlerFails,
];

const attempts = fc.integer({ min: 0, max: 185 });
const seconds = fc.integer({ min: 60, max: 86_400 });
const fault = fc.tuple(fc.constantFrom(...FAULTS), fc.option(fc.integer({ min: 1, max: 100_000 }))).map(([make, lasts]) =>
  make(lasts === null ? {} : { lasts: Duration.seconds(lasts) }));

/** A rule with a function for a target, whose policies admit whatever is sent. */
function testerOf(MaximumRetryAttempts: number, MaximumEventAgeInSeconds: number, hasQueue: boolean, captures: boolean): testing.DeliveryTester {
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }];
  const Target = { Id: 'T', Arn: arn('Handler'), RetryPolicy: { MaximumRetryAttempts, MaximumEventAgeInSeconds } };
  return DeliveryTester.fromTemplates([{
    account: '111111111111',
    region: 'eu-west-1',
    template: {
      Resources: {
        Dead: { Type: 'AWS::SQS::Queue' },
        Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Dead' }], PolicyDocument: { Statement } } },
        Handler: { Type: 'AWS::Lambda::Function', Properties: captures ? { DeadLetterConfig: { TargetArn: arn('Dead') } } : {} },
        Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { EventPattern: { source: ['aws.batch'] }, Targets: [{ ...Target, ...hasQueue && { DeadLetterConfig: { Arn: arn('Dead') } } }] },
        },
      },
    },
  }]);
}

test('attempts come later and later, within the limits of the retry policy, and the last one is not after the end', () => {
  fc.assert(fc.property(attempts, seconds, (most, age) => {
    const { moments, givenUpAfter } = retrySchedule(most, age);
    expect(moments[0]).toBe(0);
    expect(moments.length).toBeLessThanOrEqual(most + 1);
    expect(moments.every((moment, at) => at === 0 || moment > moments[at - 1])).toBe(true);
    expect(moments[moments.length - 1]).toBeLessThanOrEqual(givenUpAfter);
    expect(givenUpAfter).toBeLessThanOrEqual(age);
  }));
});

test('both limits are reached together where nothing is set', () => {
  expect(retrySchedule(185, 86_400)).toMatchObject({ givenUpAfter: 86_400, condition: 'MaximumRetryAttempts' });
  expect(retrySchedule(185, 86_400).moments).toHaveLength(186);
});

test('what is delivered, kept and lost adds up, whatever breaks', () => {
  fc.assert(fc.property(attempts, seconds, fc.boolean(), fc.boolean(), fc.array(fault, { maxLength: 3 }), (most, age, hasQueue, captures, faults) => {
    const tester = testerOf(most, age, hasQueue, captures);
    const { ways: [way, ...more], metrics, end } = tester.deliver(EVENT, { faults });
    const sum = (metricName: string) => metrics.filter((metric) => metric.metricName === metricName).reduce((total, one) => total + one.sum, 0);
    expect(more).toEqual([]);
    expect(way.end).toBe(end);
    expect(way.attempts).toBeLessThanOrEqual(most + 1);
    expect(sum('InvocationAttempts')).toBe(way.attempts);
    expect(sum('RetryInvocationAttempts')).toBe(way.attempts - 1);
    expect(sum('SuccessfulInvocationAttempts') + sum('FailedInvocations')).toBe(1);
    expect(sum('InvocationsSentToDlq') + sum('InvocationsFailedToBeSentToDlq')).toBe(hasQueue ? sum('FailedInvocations') : 0);
    expect(sum('ApproximateNumberOfMessagesVisible')).toBe(end === EventEnd.DEAD_LETTERED ? 1 : 0);
    // What is kept can be brought back, and nothing else.
    expect(tester.redrive()).toMatchObject({ redriven: end === EventEnd.DEAD_LETTERED && way.errorCode !== 'HANDLER_FAILED' ? 1 : 0 });
  }), { numRuns: 60 });
});

/** Of what never arrives no handler can fail. */
const BEFORE_THE_TARGET = FAULTS.filter((make) => make !== Fault.handlerFails);

test('another fault makes nothing better, and one that ends makes nothing worse than one that stays', () => {
  const some = fc.constantFrom(...BEFORE_THE_TARGET);
  fc.assert(fc.property(fc.boolean(), some, some, seconds, (hasQueue, one, other, lasts) => {
    const tester = testerOf(185, 86_400, hasQueue, true);
    const harm = (...faults: testing.Fault[]) => ORDER.indexOf(tester.deliver(EVENT, { faults }).end);
    expect(harm(one({}), other({}))).toBeGreaterThanOrEqual(harm(one({})));
    expect(harm(one({ lasts: Duration.seconds(lasts) }))).toBeLessThanOrEqual(harm(one({})));
    expect(harm(one({}))).toBe(harm(one({}), one({})));
  }), { numRuns: 100 });
});
