import { testing } from 'cdk-service-events';
import { BATCH_EVENT as EVENT, Resources, getAtt } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const HERE = { account: '111111111111', region: 'eu-west-1' };

/** How often a subscriber tries, and until when. */
function tries(RetryPolicy: unknown, parameters: Record<string, unknown> = {}): [number, number] {
  const resources: Resources = {
    Custom: { Type: 'AWS::EventsV2::EventBus', Properties: { Name: 'custom' } },
    Subscriber: {
      Type: 'AWS::EventsV2::Subscriber',
      Properties: { Name: 'jobs', EventBusArn: getAtt('Custom', 'EventBusArn'), InvokeConfiguration: { TargetArn: 'arn:aws:sqs:eu-west-1:111111111111:work', RoleArn: 'arn:aws:iam::111111111111:role/x' }, RetryPolicy },
    },
  };
  const template = { Parameters: { Attempts: { Type: 'Number' } }, Resources: resources };
  const { ways: [way] } = DeliveryTester.fromTemplates([{ template, ...HERE }], { parameters }).deliver(EVENT, { eventBusName: 'custom', faults: [Fault.targetThrottles()] });
  return [way.attempts, way.afterSeconds];
}

test.each<[string, unknown, [number, number]]>([
  ['five times again where nothing is said', undefined, [6, 31]],
  ['five times again where a policy says nothing', {}, [6, 31]],
  ['as often as its policy says', { MaxRetryAttempts: 7 }, [8, 127]],
  ['as often as its policy says in a text', { MaxRetryAttempts: '2' }, [3, 3]],
  ['not again where its policy says so', { MaxRetryAttempts: 0 }, [1, 0]],
  ['for as long as its policy says', { MaxRetryAttempts: 100, MaxEventAgeInSeconds: 60 }, [6, 60]],
  ['for as long as its policy says in a text', { MaxRetryAttempts: 100, MaxEventAgeInSeconds: '127' }, [8, 127]],
  ['five times again where only the deployment knows', { MaxRetryAttempts: { Ref: 'Attempts' } }, [6, 31]],
])('a subscriber tries %s', (_how, policy, expected) => {
  expect(tries(policy)).toEqual(expected);
});

test('a subscriber tries as often as a parameter says that is given', () => {
  expect(tries({ MaxRetryAttempts: { Ref: 'Attempts' } }, { Attempts: 1 })).toEqual([2, 1]);
});
