import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { ANYBODY, BATCH_EVENT as EVENT, Resources, getAtt, many, ruleTo, alarmOfRule } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const PAGE = 'arn:aws:sns:eu-west-1:111111111111:page';

const APP: Resources = {
  Letters: { Type: 'AWS::SQS::Queue' },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
  Rule: ruleTo(QUEUE, {}, { DeadLetterConfig: { Arn: getAtt('Letters') } }),
};

describe('the trace of an event', () => {
  const trace = (resources: Resources, ...faults: testing.Fault[]) =>
    DeliveryTester.fromTemplates([{ template: { Resources: { ...APP, ...resources } }, ...HERE }]).deliver(EVENT, { faults }).trace.split('\n').map((line) => line.trim());

  test('lists the alarms that go off because of it, a dozen at most, with whom they tell', () => {
    const lines = trace({ ...many(13, 'Failed', () => alarmOfRule('FailedInvocations')), Any: alarmOfRule('Invocations') }, Fault.targetIsGone());
    const alarms = lines.slice(lines.indexOf('alarms') + 1);
    expect(alarms).toHaveLength(12);
    expect(alarms[0]).toBe(`1 min       Failed0 (FailedInvocations) tells ${PAGE}`);
    expect(alarms.join()).not.toContain('Any');
    expect(trace({ Failed: alarmOfRule('FailedInvocations', { AlarmActions: [] }) }, Fault.targetIsGone()).pop()).toBe('1 min       Failed (FailedInvocations) tells nobody');
  });

  test('says that none goes off where something is wrong alone', () => {
    const SECOND = { Other: ruleTo('arn:aws:sqs:eu-west-1:111111111111:other') };
    expect(trace(SECOND, Fault.targetIsGone({ of: 'Other' }))).toContain('no alarm goes off');
    expect(trace(SECOND)).not.toContain('no alarm goes off');
    expect(trace({ Any: alarmOfRule('Invocations') }, Fault.targetIsGone())).toContain('no alarm goes off');
    expect(trace({}, Fault.targetThrottles({ lasts: Duration.seconds(5) }))).not.toContain('no alarm goes off');
  });

  test('says that nobody is told at the way of which nobody is', () => {
    const lines = trace({ Other: ruleTo('arn:aws:sqs:eu-west-1:111111111111:other'), Failed: alarmOfRule('FailedInvocations') }, Fault.targetIsGone());
    expect(lines.filter((line) => /^(DEAD_LETTERED|LOST|DELIVERED)/.test(line))).toEqual(['DEAD_LETTERED', 'LOST, and nobody is told']);
  });
});
