import { Duration } from 'aws-cdk-lib';
import { testing } from 'cdk-service-events';
import { getAtt, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'detail': {}, 'account': '111111111111', 'region': 'eu-west-1' };
const LETTERS = { Type: 'AWS::SQS::Queue' };
const POLICY = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: { Queues: [{ Ref: 'Letters' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }] } },
};

/** What becomes of an event that a function fails on, for a time or for good. */
function fails({ properties = {}, config, lasts }: { properties?: object; config?: object; lasts?: Duration }) {
  const Resources = {
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role'), ...properties } },
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] } },
    Letters: LETTERS,
    LettersPolicy: POLICY,
    Rule: ruleTo(getAtt('Handler')),
    Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: getAtt('Rule') } },
    ...config && { Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Handler' }, Qualifier: '$LATEST', ...config } } },
  };
  const outcome = DeliveryTester.fromTemplates([{ template: { Resources }, account: '111111111111', region: 'eu-west-1' }]).deliver(EVENT, { faults: [Fault.handlerFails({ lasts })] });
  const sum = (name: string) => outcome.metrics.filter(({ namespace, metricName }) => namespace === 'AWS/Lambda' && metricName === name).reduce((total, metric) => total + metric.sum, 0);
  const [{ end, afterSeconds }] = outcome.ways;
  return { end, afterSeconds, invocations: sum('Invocations'), errors: sum('Errors'), dropped: sum('AsyncEventsDropped') };
}

const OWN = { DeadLetterConfig: { TargetArn: getAtt('Letters') } };
const TO_LETTERS = { DestinationConfig: { OnFailure: { Destination: getAtt('Letters') } } };

describe('a function that fails', () => {
  test.each<[string, Parameters<typeof fails>[0], object]>([
    ['for good, without a queue', {}, { end: 'LOST', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
    ['for good, with a queue', { properties: OWN }, { end: 'DEAD_LETTERED', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
    ['for good, with a destination', { config: TO_LETTERS }, { end: 'DEAD_LETTERED', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
    ['for half a minute', { lasts: Duration.seconds(30) }, { end: 'DELIVERED', afterSeconds: 60, invocations: 2, errors: 1, dropped: 0 }],
    ['for two minutes', { lasts: Duration.minutes(2) }, { end: 'DELIVERED', afterSeconds: 180, invocations: 3, errors: 2, dropped: 0 }],
    ['and is not tried again', { config: { MaximumRetryAttempts: 0 } }, { end: 'LOST', afterSeconds: 0, invocations: 1, errors: 1, dropped: 1 }],
    ['and is tried once more', { config: { MaximumRetryAttempts: 1 } }, { end: 'LOST', afterSeconds: 60, invocations: 2, errors: 2, dropped: 1 }],
    ['and is tried for a minute', { config: { MaximumEventAgeInSeconds: 60 } }, { end: 'LOST', afterSeconds: 60, invocations: 2, errors: 2, dropped: 1 }],
    ['and is tried for two minutes', { config: { MaximumEventAgeInSeconds: 120 } }, { end: 'LOST', afterSeconds: 60, invocations: 2, errors: 2, dropped: 1 }],
    ['and is tried for three minutes', { config: { MaximumEventAgeInSeconds: 180 } }, { end: 'LOST', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
    ['with a configuration that says nothing', { config: {} }, { end: 'LOST', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
  ])('%s', (_how, given, expected) => {
    expect(fails(given)).toEqual(expected);
  });
});
