import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { ANYBODY, BATCH_EVENT as EVENT, Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };

const arnOf = (region: string, account: string) => `arn:aws:sqs:${region}:${account}:work`;
const RULES: Resources = {
  Here: ruleTo(arnOf('eu-west-1', '111111111111')),
  ThatRegion: ruleTo(arnOf('us-east-1', '111111111111')),
  ThatAccount: ruleTo(arnOf('eu-west-1', '222222222222')),
  Both: ruleTo(arnOf('us-east-1', '222222222222')),
  Nowhere: ruleTo('arn:aws:s3:::bucket'),
};

/** The rules whose delivery fails. */
function hit(fault: testing.Fault, place: object = HERE): string[] {
  const { ways } = DeliveryTester.fromTemplates([{ template: { Resources: RULES }, ...place }]).deliver(EVENT, { faults: [fault] });
  return ways.filter(({ errorCode }) => errorCode !== undefined).map(({ rule }) => rule);
}

describe('a place that is cut off', () => {
  test.each<[string, testing.Fault, string[]]>([
    ['a Region: what is in another one than its rule', Fault.regionIsCutOff(), ['ThatRegion', 'Both']],
    ['a Region: what is there', Fault.regionIsCutOff({ of: 'us-east-1' }), ['ThatRegion', 'Both']],
    ['a Region: what leaves it', Fault.regionIsCutOff({ of: 'eu-west-1' }), ['ThatRegion', 'Both']],
    ['an account: what is in another one than its rule', Fault.accountIsCutOff(), ['ThatAccount', 'Both']],
    ['an account: what is there', Fault.accountIsCutOff({ of: '222222222222' }), ['ThatAccount', 'Both']],
    ['an account: what leaves it', Fault.accountIsCutOff({ of: '111111111111' }), ['ThatAccount', 'Both']],
    ['an account: no Region', Fault.accountIsCutOff({ of: 'us-east-1' }), []],
    ['a Region: no account', Fault.regionIsCutOff({ of: '222222222222' }), []],
  ])('hits, of %s', (_what, fault, rules) => {
    expect(hit(fault)).toEqual(rules);
  });

  test('hits nothing of a template that does not say where it goes', () => {
    expect([hit(Fault.regionIsCutOff(), {}), hit(Fault.accountIsCutOff(), {})]).toEqual([[], []]);
  });

  test('is known of what has a place alone', () => {
    expect(() => hit(Fault.regionIsCutOff({ of: 'us-east-2' })))
      .toThrow("The app has no rule or target in 'us-east-2'. Possible: 111111111111, eu-west-1, us-east-1, 222222222222.");
  });
});

test('a function that no template has fails where it is waited for, and otherwise does what nobody knows', () => {
  const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:elsewhere';
  const resources: Resources = {
    Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } },
    ...Object.fromEntries([['Waits', 'REQUEST_RESPONSE'], ['Leaves', 'EVENT']].map(([name, InvocationType]) => [name, {
      Type: 'AWS::EventsV2::Subscriber',
      Properties: { Name: name, EventBusArn: getAtt('Custom', 'EventBusArn'), InvokeConfiguration: { TargetArn: arn, RoleArn: 'arn:aws:iam::111111111111:role/x', LambdaParameters: { InvocationType } } },
    }])),
    ToQueue: ruleTo(arnOf('eu-west-1', '111111111111')),
  };
  const tester = DeliveryTester.fromTemplates([{ template: { Resources: resources }, ...HERE }]);
  const { ways } = tester.deliver(EVENT, { eventBusName: 'custom', faults: [Fault.handlerFails({ of: arn })] });
  expect(ways.map(({ rule, end }) => [rule, end])).toEqual([['Waits', 'LOST'], ['Leaves', 'DELIVERED']]);
  expect(() => tester.deliver(EVENT, { faults: [Fault.handlerFails({ of: arnOf('eu-west-1', '111111111111') })] })).toThrow(`Possible: ${arn}.`);
});

describe('of two things that have one name in templates that do not say where they go', () => {
  const shop: Resources = {
    Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Work' }], PolicyDocument: ANYBODY } },
    Rule: ruleTo(getAtt('Work')),
  };

  test('a fault hits the one that it is aimed at', () => {
    const { ways } = DeliveryTester.fromTemplates(['One', 'Two'].map((stackName) => ({ template: { Resources: shop }, stackName }))).deliver(EVENT, { faults: [Fault.targetIsGone({ of: 'One/Work' })] });
    expect(ways.map(({ rule, errorCode }) => [rule, errorCode])).toEqual([['One/Rule', 'NO_RESOURCE'], ['Two/Rule', undefined]]);
  });
});

describe('a fault that ends', () => {
  const attempts = (seconds: number) => {
    const { ways: [way] } = DeliveryTester.fromTemplates([{ template: { Resources: { Rule: RULES.Here } }, ...HERE }])
      .deliver(EVENT, { faults: [Fault.targetThrottles({ lasts: Duration.seconds(seconds) })] });
    return [way.attempts, way.afterSeconds, way.end];
  };

  test.each([[0, 1, 0], [0.5, 2, 1], [1, 2, 1], [2, 3, 3], [3, 3, 3], [3.5, 4, 7]])('after %d s lets attempt %d through, after %d s', (seconds, attempt, after) => {
    expect(attempts(seconds)).toEqual([attempt, after, 'DELIVERED']);
  });

  test('at the very moment at which an event is to be kept keeps it', () => {
    const resources: Resources = {
      Letters: { Type: 'AWS::SQS::Queue' },
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: ANYBODY } },
      Rule: ruleTo(arnOf('eu-west-1', '111111111111'), {}, { DeadLetterConfig: { Arn: getAtt('Letters') }, RetryPolicy: { MaximumRetryAttempts: 3 } }),
    };
    const end = (seconds: number) => DeliveryTester.fromTemplates([{ template: { Resources: resources }, ...HERE }])
      .deliver(EVENT, { faults: [Fault.targetThrottles(), Fault.deadLetterQueueIsGone({ lasts: Duration.seconds(seconds) })] }).end;
    expect([end(6), end(7), end(8)]).toEqual(['DEAD_LETTERED', 'DEAD_LETTERED', 'LOST']);
  });
});
