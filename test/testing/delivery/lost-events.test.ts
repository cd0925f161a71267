import { testing } from 'cdk-service-events';
import { ANYBODY, BATCH_EVENT as EVENT, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const KEPT: Resources = {
  Letters: { Type: 'AWS::SQS::Queue' },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
};
const guarded = (properties: object = {}) => ruleTo(QUEUE, properties, { DeadLetterConfig: { Arn: getAtt('Letters') } });
const alarm = (properties: object = {}): Resources[string] => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: getAtt('Letters', 'QueueName') }],
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:page'],
    ...properties,
  },
});

function expecting(resources: Resources, options: testing.ExpectNothingLostOptions = {}): string {
  const tester = DeliveryTester.fromTemplates([{ template: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: resources }, stackName: 'Shop', ...HERE }]);
  try {
    tester.expectNothingLost({ faults: [Fault.targetIsGone()], ...options });
    return 'nothing is lost';
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}

describe('nothing is lost of an app', () => {
  test.each<[string, Resources, testing.ExpectNothingLostOptions, string]>([
    ['that keeps events, and tells of it', { ...KEPT, Rule: guarded(), Alarm: alarm() }, {}, 'nothing is lost'],
    ['that keeps events, and tells nobody, where that is expected', { ...KEPT, Rule: guarded() }, { alarms: false }, 'nothing is lost'],
    ['whose rule without a queue is left out', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE) }, { leaveOut: ['Other'] }, 'nothing is lost'],
    ['whose rule without a queue is left out by its name', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE, { Name: 'by-night' }) }, { leaveOut: ['by-night'] }, 'nothing is lost'],
    ['whose rules without a queue are left out', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE), Third: ruleTo(QUEUE) }, { leaveOut: ['Other', 'Third'] }, 'nothing is lost'],
    ['whose rule without a queue is off', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE, { State: 'DISABLED' }) }, {}, 'nothing is lost'],
    ['of an event that the rule without a queue does not get', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE, { EventPattern: { source: ['aws.s3'] } }) }, { sample: EVENT }, 'nothing is lost'],
    ['in which nothing breaks', { Rule: ruleTo(QUEUE) }, { faults: [] }, 'nothing is lost'],
  ])('%s', (_which, resources, options, expected) => {
    expect(expecting(resources, options)).toBe(expected);
  });
});

describe('something is lost of an app', () => {
  test.each<[string, Resources, testing.ExpectNothingLostOptions, string]>([
    ['without a queue', { Rule: ruleTo(QUEUE) }, {}, 'An event is lost: the target has no dead-letter queue.'],
    ['one of whose rules has no queue', { ...KEPT, Rule: guarded(), Alarm: alarm(), Other: ruleTo(QUEUE) }, {}, 'An event is lost: the target has no dead-letter queue.'],
    ['that tells nobody', { ...KEPT, Rule: guarded() }, {}, 'An event is kept in Shop/Letters, and nobody is told: no alarm that goes off has an action. Give alarmActions, or expect it with alarms: false.'],
    ['whose alarm has no action', { ...KEPT, Rule: guarded(), Alarm: alarm({ AlarmActions: [] }) }, {}, 'An event is kept in Shop/Letters, and nobody is told: no alarm that goes off has an action. Give alarmActions, or expect it with alarms: false.'],
    ['whose target lets nobody in, though nothing breaks', { Rule: ruleTo(getAtt('Letters')), Letters: KEPT.Letters }, { faults: [] }, 'An event is lost: the target has no dead-letter queue.'],
  ])('%s', (_which, resources, options, expected) => {
    expect(expecting(resources, options)).toBe(expected);
  });
});

test('of several events that are lost, or that nobody is told of, the first one is told', () => {
  const closed = (arn: unknown, DeadLetterConfig?: object) => ({ Id: `T${JSON.stringify(arn)}`, Arn: arn, DeadLetterConfig });
  const letters = (id: string) => ({ Arn: getAtt(id) });
  const rule = (...Targets: object[]): Resources[string] => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.batch'] }, Targets } });
  const fifo: Resources = { Fifo: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } };
  const [withoutQueue, withFifo] = [closed(QUEUE), closed(`${QUEUE}-2`, letters('Fifo'))];
  expect(expecting({ ...fifo, Rule: rule(withoutQueue, withFifo) })).toBe('An event is lost: the target has no dead-letter queue.');
  expect(expecting({ ...fifo, Rule: rule(withFifo, withoutQueue) })).toBe('An event is lost: Shop/Fifo is a FIFO queue, which EventBridge does not write dead letters to.');
  const two: Resources = { ...KEPT, More: KEPT.Letters, MorePolicy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'More' }], PolicyDocument: ANYBODY } } };
  expect(expecting({ ...two, Rule: rule(closed(QUEUE, letters('More')), closed(`${QUEUE}-2`, letters('Letters'))) })).toContain('An event is kept in Shop/More, and nobody is told');
});

describe('nothing can be told of', () => {
  test.each<[string, Resources, testing.ExpectNothingLostOptions, string]>([
    ['an app without rules', {}, {}, 'The app has no enabled rule with an event pattern, so that there is nothing to lose.'],
    ['an app all of whose rules are off', { Rule: ruleTo(QUEUE, { State: 'DISABLED' }) }, {}, 'The app has no enabled rule with an event pattern, so that there is nothing to lose.'],
    ['an app all of whose rules are left out', { Rule: ruleTo(QUEUE) }, { leaveOut: ['Rule'] }, 'The app has no enabled rule with an event pattern, so that there is nothing to lose.'],
    ['an app all of whose rules are left out by their stack', { Rule: ruleTo(QUEUE) }, { leaveOut: ['Shop'] }, 'The app has no enabled rule with an event pattern, so that there is nothing to lose.'],
    ['an app all of whose rules are left out by what they stand in', { Jobs: ruleTo(QUEUE), Others: ruleTo(QUEUE) }, { leaveOut: ['Shop'] }, 'The app has no enabled rule with an event pattern, so that there is nothing to lose.'],
    ['a rule to leave out that is none', { Rule: ruleTo(QUEUE) }, { leaveOut: ['Rul'] }, "The app has no rule 'Rul' to leave out. Nearest: Shop/Rule."],
    ['rules to leave out that are none: the first one', { Rule: ruleTo(QUEUE) }, { leaveOut: ['Rul', 'Rule', 'Rulle'] }, "The app has no rule 'Rul' to leave out. Nearest: Shop/Rule."],
    ['an event that no rule gets', { Rule: ruleTo(QUEUE) }, { sample: { ...EVENT, source: 'aws.s3' } }, 'No rule gets the event, so that there is nothing to lose:'],
  ])('%s', (_which, resources, options, expected) => {
    expect(expecting(resources, options)).toBe(expected);
  });
});

test('an event that is made for a rule comes to it at once, and to no other', () => {
  const tester = DeliveryTester.fromTemplates([{ template: { Resources: { Rule: ruleTo(QUEUE), Other: ruleTo(QUEUE) } }, ...HERE }]);
  expect(() => tester.expectNothingLost({ faults: [Fault.targetIsGone()] })).toThrow(/^An event is lost: .*\nEvent .*\n {2}while every target is gone\n {2}rule Rule\n.*\n {6}0 s {9}NO_RESOURCE: .*\n.*not tried again\n.*lost: .*\n {6}LOST, and nobody is told\n {2}no alarm goes off$/);
});

test('an event of a rule is one of its own account and Region, where its pattern leaves them open', () => {
  const trace = (EventPattern: object) => {
    const tester = DeliveryTester.fromTemplates([{ template: { Resources: { Rule: ruleTo(QUEUE, { EventPattern }) } }, ...HERE }]);
    try {
      tester.expectNothingLost({ faults: [Fault.targetIsGone()] });
      return '';
    } catch (error) {
      return (error as Error).message.split('\n')[1];
    }
  };
  expect(trace({ source: ['aws.batch'] })).toMatch(/ of aws\.batch, eu-west-1$/);
  expect(trace({ source: ['aws.batch'], region: ['us-east-1'] })).toMatch(/ of aws\.batch, us-east-1$/);
});
