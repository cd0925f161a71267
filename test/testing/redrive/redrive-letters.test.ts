import { testing } from 'cdk-service-events';
import { ANYBODY, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HOME = '111111111111';

describe('of rules and targets that are called the same in two places', () => {
  const stackIn = (bus?: string): Resources => ({
    Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
    Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }, { Ref: 'Work' }], PolicyDocument: ANYBODY } },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'events' } },
    GroupPolicy: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: 'events', PolicyDocument: JSON.stringify(ANYBODY) } },
    Rule: ruleTo(getAtt('Work'), { Name: 'jobs', EventBusName: bus }, { DeadLetterConfig: { Arn: getAtt('Letters') }, Input: JSON.stringify({ on: bus }) }),
    ToGroup: ruleTo(getAtt('Group'), { Name: 'logs', EventBusName: bus }, { DeadLetterConfig: { Arn: getAtt('Letters') } }),
  });

  test.each<[string, [account: string, region: string][]]>([
    ['Regions', [[HOME, 'eu-west-1'], [HOME, 'us-east-1']]],
    ['accounts', [[HOME, 'eu-west-1'], ['222222222222', 'eu-west-1']]],
  ])('each is sent its own again: two %s', (_what, places) => {
    const tester = DeliveryTester.fromTemplates(places.map(([account, region]) => ({ template: { Resources: stackIn() }, stackName: `${account}-${region}`, account, region })));
    const faults = [Fault.targetIsGone()];
    places.forEach(([account, region]) => tester.deliver({ 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', account, region, 'detail': {} }, { faults }));
    const { redriven, left, queues } = tester.redrive();
    expect([redriven, left]).toEqual([4, 0]);
    expect(queues.map(({ targets }) => targets)).toEqual(places.map(([account, region]) => [
      `arn:aws:sqs:${region}:${account}:work`, expect.stringMatching(`^arn:aws:logs:${region}:${account}:log-group:events`),
    ]));
  });
});

test('what a log group did not take is sent to it again, however old the sample is', () => {
  const app: Resources = {
    Letters: { Type: 'AWS::SQS::Queue', Properties: {} },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
    Rule: ruleTo('arn:aws:logs:eu-west-1:111111111111:log-group:events', {}, { DeadLetterConfig: { Arn: getAtt('Letters') } }),
  };
  const tester = DeliveryTester.fromTemplates([{ template: { Resources: app }, account: HOME, region: 'eu-west-1' }]);
  for (const time of ['2020-01-01T00:00:00Z', '2020-01-10T00:00:00Z']) {
    tester.deliver({ 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': HOME, 'region': 'eu-west-1', time, 'detail': {} }, { faults: [Fault.targetThrottles()] });
  }
  expect(tester.redrive()).toMatchObject({ redriven: 2, left: 0, queues: [{ reasons: [] }] });
});

describe('what was kept for', () => {
  const AT = 'eu-west-1:111111111111';
  const testerTo = (arn: string) => DeliveryTester.fromTemplates([{
    template: {
      Resources: {
        Letters: { Type: 'AWS::SQS::Queue', Properties: {} },
        Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
        Rule: ruleTo(arn, {}, { DeadLetterConfig: { Arn: getAtt('Letters') } }),
      },
    },
    account: HOME,
    region: 'eu-west-1',
  }]);
  const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': HOME, 'region': 'eu-west-1', 'time': '2026-01-01T00:00:00Z', 'detail': {} };

  test.each<[string, string]>([
    ['a queue', `arn:aws:sqs:${AT}:work`], ['a topic', `arn:aws:sns:${AT}:topic`], ['a function', `arn:aws:lambda:${AT}:function:handler`],
    ['a state machine', `arn:aws:states:${AT}:stateMachine:machine`], ['a stream', `arn:aws:kinesis:${AT}:stream/stream`], ['a log group', `arn:aws:logs:${AT}:log-group:group`],
    ['a log group, with all its streams', `arn:aws:logs:${AT}:log-group:group:*`], ['a queue in another Region', 'arn:aws:sqs:us-east-1:111111111111:work'],
  ])('%s stays while that is gone, and is sent there when it is back', (_what, arn) => {
    const tester = testerTo(arn);
    expect(tester.deliver(EVENT, { faults: [Fault.targetIsGone()] }).end).toBe('DEAD_LETTERED');
    const { redriven, left, queues: [{ reasons, targets }] } = tester.redrive({ faults: [Fault.targetIsGone(), Fault.targetThrottles()] });
    expect({ redriven, left, reasons, targets }).toEqual({ redriven: 0, left: 1, reasons: [expect.stringContaining('ResourceNotFoundException')], targets: [] });
    expect(reasons[0]).toContain(`${arn} is gone`);
    expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0, queues: [{ reasons: [], targets: [arn] }] });
  });

  test('another Region stays while that is cut off', () => {
    const tester = testerTo('arn:aws:sqs:us-east-1:111111111111:work');
    const faults = [Fault.regionIsCutOff()];
    tester.deliver(EVENT, { faults });
    expect(tester.redrive({ faults })).toMatchObject({ redriven: 0, left: 1, queues: [{ reasons: [expect.stringContaining('cannot be reached from other Regions')] }] });
    expect(tester.redrive()).toMatchObject({ redriven: 1, left: 0 });
  });
});
