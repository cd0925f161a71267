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

interface Given {
  readonly properties?: object;
  readonly config?: object;
  readonly lasts?: Duration;
  /** What else is wrong. */
  readonly faults?: testing.Fault[];
}

/** What becomes of an event that a function fails on, for a time or for good. */
function outcomeOf({ properties = {}, config, lasts, faults = [] }: Given): testing.DeliveryOutcome {
  const Resources = {
    Handler: { Type: 'AWS::Lambda::Function', Properties: { Role: getAtt('Role'), ...properties } },
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] } },
    Powerless: { Type: 'AWS::IAM::Role', Properties: {} },
    Letters: LETTERS,
    Closed: LETTERS,
    Topic: { Type: 'AWS::SNS::Topic' },
    LettersPolicy: POLICY,
    Rule: ruleTo(getAtt('Handler')),
    Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: getAtt('Rule') } },
    ...config && { Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Handler' }, Qualifier: '$LATEST', ...config } } },
  };
  return DeliveryTester.fromTemplates([{ template: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources }, account: '111111111111', region: 'eu-west-1' }]).deliver(EVENT, { faults: [Fault.handlerFails({ lasts }), ...faults] });
}

function fails(given: Given) {
  const outcome = outcomeOf(given);
  const sum = (name: string) => outcome.metrics.filter(({ namespace, metricName }) => namespace === 'AWS/Lambda' && metricName === name).reduce((total, metric) => total + metric.sum, 0);
  const [{ end, afterSeconds }] = outcome.ways;
  return { end, afterSeconds, invocations: sum('Invocations'), errors: sum('Errors'), dropped: sum('AsyncEventsDropped') };
}

const NOT_HERE = { 'Fn::If': ['Never', getAtt('Letters'), { Ref: 'AWS::NoValue' }] };
const OWN = { DeadLetterConfig: { TargetArn: getAtt('Letters') } };
const TO_LETTERS = { DestinationConfig: { OnFailure: { Destination: getAtt('Letters') } } };

describe('a function that fails', () => {
  test.each<[string, Given, object]>([
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
    ['for two reasons, of which one stays', { lasts: Duration.seconds(30), faults: [Fault.handlerFails()] }, { end: 'LOST', afterSeconds: 180, invocations: 3, errors: 3, dropped: 1 }],
  ])('%s', (_how, given, expected) => {
    expect(fails(given)).toEqual(expected);
  });
});

describe('what a function gives up', () => {
  const TOPIC = { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:eu-west-1:111111111111:failed' } } };
  const QUEUE = { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111111111111:failed' } } };
  const kept = (given: Given) => {
    const { metrics, ways: [{ end, reason, deadLetterQueue }], trace } = outcomeOf(given);
    const counted = metrics.map(({ namespace, metricName }) => `${namespace} ${metricName}`);
    return {
      end,
      reason,
      deadLetterQueue,
      told: trace.split('\n').find((line) => /kept|handed|lost/.test(line))?.trim().replace(/^3 min +/, ''),
      failures: counted.filter((name) => /DeadLetterErrors|DestinationDeliveryFailures/.test(name)),
      isInQueue: counted.includes('AWS/SQS ApproximateNumberOfMessagesVisible'),
    };
  };
  const gone = (lasts?: Duration) => ({ faults: [Fault.deadLetterQueueIsGone({ lasts })] });
  const REASON = 'Handler failed';

  test.each<[string, Given, object]>([
    ['is kept in its queue', { properties: OWN }, { end: 'DEAD_LETTERED', reason: REASON, deadLetterQueue: 'Letters', told: 'kept in Letters for 4 d', failures: [], isInQueue: true }],
    ['is kept in its destination', { config: TO_LETTERS }, { end: 'DEAD_LETTERED', reason: REASON, deadLetterQueue: 'Letters', told: 'kept in Letters for 4 d', failures: [], isInQueue: true }],
    ['is kept in its destination, rather than in its queue', { config: QUEUE, properties: OWN }, { end: 'DEAD_LETTERED', deadLetterQueue: 'arn:aws:sqs:eu-west-1:111111111111:failed', isInQueue: true }],
    ['is handed to a topic', { config: TOPIC }, { end: 'DEAD_LETTERED', reason: REASON, told: 'handed to arn:aws:sns:eu-west-1:111111111111:failed', failures: [], isInQueue: false }],
    ['is lost with its queue, which is counted', { properties: OWN, ...gone() }, { end: 'LOST', reason: 'Letters is gone', told: 'lost: Letters is gone', failures: ['AWS/Lambda DeadLetterErrors'], isInQueue: false }],
    ['is lost with its destination, which is counted', { config: TO_LETTERS, ...gone() }, { end: 'LOST', reason: 'Letters is gone', failures: ['AWS/Lambda DestinationDeliveryFailures'], isInQueue: false }],
    ['is kept in its queue, where its destination is for another stage', { properties: OWN, config: { DestinationConfig: { OnFailure: { Destination: NOT_HERE } } } }, { end: 'DEAD_LETTERED', deadLetterQueue: 'Letters', failures: [], isInQueue: true }],
    ['is lost where both are for another stage', { properties: { DeadLetterConfig: { TargetArn: NOT_HERE } }, config: { DestinationConfig: { OnFailure: { Destination: NOT_HERE } } } }, { end: 'LOST', deadLetterQueue: undefined }],
    ['is lost where there is neither', {}, { end: 'LOST', reason: 'Handler has neither a destination on failure nor a dead-letter queue', deadLetterQueue: undefined, failures: [], isInQueue: false }],
    ['is kept in a queue that is back in time', { properties: OWN, ...gone(Duration.minutes(3)) }, { end: 'DEAD_LETTERED' }],
    ['is lost with a queue that is back too late', { properties: OWN, ...gone(Duration.seconds(181)) }, { end: 'LOST' }],
    ['is lost with its queue, named by its place', { properties: OWN, faults: [Fault.deadLetterQueueIsGone({ of: 'Letters' })] }, { end: 'LOST', reason: 'Letters is gone' }],
    ['is lost with its destination, named by its place', { config: TO_LETTERS, faults: [Fault.deadLetterQueueIsGone({ of: 'Letters' })] }, { end: 'LOST', reason: 'Letters is gone' }],
    ['is lost for the first reason of several', { properties: OWN, faults: [Fault.deadLetterQueueRefuses(), Fault.deadLetterQueueIsGone()] }, { reason: 'Letters does not let EventBridge write' }],
  ])('%s', (_what, given, expected) => {
    expect(kept(given)).toMatchObject(expected);
  });

  test('is lost where its role may not write to the queue', () => {
    const powerless = { Role: getAtt('Powerless') };
    const CLOSED = { DeadLetterConfig: { TargetArn: getAtt('Closed') } };
    expect(kept({ properties: { ...powerless, ...CLOSED } })).toMatchObject({ end: 'LOST', reason: expect.stringContaining('sqs:SendMessage'), failures: ['AWS/Lambda DeadLetterErrors'] });
    expect(kept({ properties: CLOSED }).end).toBe('DEAD_LETTERED');
    // What no template has is taken to be right.
    expect(kept({ properties: { Role: 'arn:aws:iam::111111111111:role/handler', ...CLOSED } }).end).toBe('DEAD_LETTERED');
    expect([TOPIC, QUEUE].map((config) => kept({ properties: powerless, config }).end)).toEqual(['DEAD_LETTERED', 'DEAD_LETTERED']);
  });

  test('is handed to a topic of the template, whatever the role may do to queues', () => {
    expect(kept({ properties: { Role: getAtt('Powerless') }, config: { DestinationConfig: { OnFailure: { Destination: { Ref: 'Topic' } } } } })).toMatchObject({ end: 'DEAD_LETTERED', deadLetterQueue: 'Topic', told: 'handed to Topic' });
  });
});
