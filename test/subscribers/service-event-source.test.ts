import { Stack, Token } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventsv2 from 'aws-cdk-lib/aws-eventsv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeliveryAlarms, DeliveryType, Ec2Events, EventSourceDeliveryOptions, S3Events, ServiceEventBus, ServiceEventSource,
  ServiceEventSourceProps,
} from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };

let stack: Stack;
let bus: ServiceEventBus;
beforeEach(() => {
  stack = testStack({ env: ENV });
  bus = new ServiceEventBus(stack, 'Bus');
});

function source(props: Omit<ServiceEventSourceProps, 'eventBus'>): ServiceEventSource {
  return new ServiceEventSource(stack, 'Source', { eventBus: bus, ...props });
}

function configurationOf(props: Omit<ServiceEventSourceProps, 'eventBus'>): any {
  source(props);
  return onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties.Configuration.AwsServiceEventsConfiguration;
}

describe('an event source brings', () => {
  test('all that the service sends itself, without CloudTrail\'s copies', () => {
    const { AwsService: service, Pattern } = configurationOf({ service: AwsService.EC2 });
    expect(service).toBe('aws.ec2');
    expect(JSON.parse(Pattern)).toEqual({ 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] });
  });

  test('the kinds of events and the details that are asked for, without the keys that EventBridge adds', () => {
    const { Pattern } = configurationOf({
      service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { state: 'stopped' },
    });
    expect(JSON.parse(Pattern)).toEqual({ 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: ['stopped'] } });
  });

  test('the events about a bucket of the app, which is told to send them', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    source({ service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [bucket] });
    const { Pattern } = onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties.Configuration.AwsServiceEventsConfiguration;
    expect(Pattern['Fn::Join'][1].join('<ref>')).toContain('"detail-type":["Object Created"]');
    expect(onlyResourceOf(stack, 'AWS::S3::Bucket').Properties.NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
  });

  test('the API calls of a service that sends no events itself', () => {
    stack = testStack({ env: { ...ENV, region: 'us-east-1' } });
    bus = new ServiceEventBus(stack, 'Bus');
    const { AwsService: service, Pattern } = configurationOf({ service: AwsService.IAM });
    expect(service).toBe('aws.iam');
    expect(JSON.parse(Pattern)).toEqual({ 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'] } });
  });

  test('the events of a service with two sources through two event sources', () => {
    source({ service: AwsService.OPENSEARCHSERVICE });
    const made = Object.values(resourcesOf(stack, 'AWS::EventsV2::EventSource')).map(({ Properties }) => Properties);
    expect(made.map(({ Configuration }) => Configuration.AwsServiceEventsConfiguration.AwsService)).toEqual(['aws.es', 'aws.opensearchservice']);
    expect(new Set(made.map(({ Name }) => Name)).size).toBe(2);
  });

  test('the events of a service with two sources once EventBridge may write to the queue, which it tries with the first', () => {
    const { eventSourceArn } = source({ service: AwsService.OPENSEARCHSERVICE });
    const [[firstId, first], [, second]] = Object.entries(resourcesOf(stack, 'AWS::EventsV2::EventSource'));
    expect(first.DependsOn).toEqual([expect.stringContaining('Policy')]);
    expect(second.DependsOn).toContain(firstId);
    expect(stack.resolve(eventSourceArn)).toEqual({ 'Fn::GetAtt': [firstId, 'EventSourceArn'] });
  });

  test.each<[string, Partial<ServiceEventSourceProps>, string]>([
    ['the service and the events', {}, 'Amazon Elastic Compute Cloud (EC2 Instance State-change Notification)'],
    ['what it is told', { description: 'For the shop' }, 'For the shop'],
  ])('events with a description that says %s', (_what, props, description) => {
    source({ service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], ...props });
    expect(onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties.Description).toBe(description);
  });

  test('the events of a service with two sources under the name that it is given, and one that is made of it', () => {
    source({ service: AwsService.OPENSEARCHSERVICE, eventSourceName: 'search' });
    const made = Object.values(resourcesOf(stack, 'AWS::EventsV2::EventSource')).map(({ Properties }) => Properties);
    expect(made.map(({ Name }) => Name)).toEqual(['search', 'search-opensearchservice']);
  });

  test('events to a bus that is given as its L1', () => {
    const l1 = new eventsv2.CfnEventBus(stack, 'L1', { name: 'orders' });
    new ServiceEventSource(stack, 'Source', { eventBus: l1, service: AwsService.EC2 });
    expect(onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties.EventBusArn).toEqual({ Ref: 'L1' });
  });
});

describe('an event source refuses', () => {
  test.each<[string, () => unknown, string]>([
    ['a misspelt event', () => source({ service: AwsService.EC2, detailTypes: ['EC2 Instance State-chnge Notification'] }), 'Nearest'],
    ['a list of events that is none', () => source({ service: AwsService.EC2, detailTypes: 5 as any }), 'detailTypes of event source \'Stack/Source\' is 5'],
    ['a filter that is none', () => source({ service: AwsService.EC2, detail: 'stopped' as any }), 'detail of event source \'Stack/Source\' is'],
    ['a word for yes', () => source({ service: AwsService.EC2, allowUnknown: 'yes' as any }), 'allowUnknown of event source \'Stack/Source\' is'],
    ['a description of two lines', () => source({ service: AwsService.EC2, description: 'two\nlines' }), 'accepts neither line breaks nor control characters'],
    ['no event', () => source({ service: AwsService.EC2, detailTypes: [] }), 'is an empty list, which matches no event'],
    ['a queue for a bucket', () => source({ service: AwsService.S3, resources: [queueIn(stack)] }), 'Event source \'Stack/Source\' cannot be about'],
    ['a misspelt field', () => source({ service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { State: 'stopped' } }), 'Event source \'Stack/Source\' can never match'],
    ['events of a source that is none of AWS\'s', () => source({ service: AwsService.named('Amazon Application Recovery Controller (ARC) readiness check') }), 'whose events have the source "route53-recovery-readiness.amazonaws.com"'],
    ['a bus with rules that is imported', () => new ServiceEventSource(stack, 'Source', {
      eventBus: events.EventBus.fromEventBusName(stack, 'Classic', 'orders') as unknown as eventsv2.IEventBusRef, service: AwsService.EC2,
    }), 'which has rules and no event sources'],
    ['a bus without an identifier', () => source({ service: AwsService.EC2, ...{ eventBus: { node: stack.node, eventBusRef: { eventBusArn: 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders' } } } } as never), 'ends in an identifier that EventBridge makes'],
    ['events of another Region', () => source({ service: AwsService.IAM }), 'Event source \'Stack/Source\' can never match in eu-west-1'],
    ['events of all services', () => source({ service: AwsService.named('AWS CloudTrail, events delivered by') }), 'Name the services one by one'],
    ['a name of AWS\'s', () => source({ service: AwsService.EC2, eventSourceName: 'aws.ec2' }), 'belong to AWS'],
    ['a bus with rules', () => new ServiceEventSource(stack, 'Source', {
      eventBus: new events.EventBus(stack, 'Classic') as unknown as eventsv2.IEventBusRef, service: AwsService.EC2,
    }), 'which has rules and no event sources'],
    ['a name as the service', () => source({ service: 'EC2' as unknown as AwsService }), 'service of event source \'Stack/Source\' is "EC2"'],
    ['no service', () => source({} as Partial<ServiceEventSourceProps> as never), 'service of event source \'Stack/Source\' is undefined: give one of the constants of AwsService'],
    ['no bus', () => new ServiceEventSource(stack, 'Source', { service: AwsService.EC2 } as ServiceEventSourceProps), 'eventBus of \'Stack/Source\' is missing'],
    ['a FIFO queue', () => source({ service: AwsService.EC2, delivery: { deadLetterQueue: new sqs.Queue(stack, 'Fifo', { fifo: true }) } }), 'cannot be the dead-letter queue of event source'],
    ['a description that is too long', () => source({ service: AwsService.EC2, description: 'a'.repeat(513) }), 'has 513 characters'],
    ['a pattern that is too long', () => source({ service: AwsService.EC2, resourceArns: Array.from({ length: 60 }, (_, at) => `arn:aws:ec2:eu-west-1:111111111111:instance/i-0123456789abcde${at}`) }), 'EventBridge allows 3753'],
  ])('%s', (_what, make, why) => {
    expect(make).toThrow(why);
  });
});

test('an event source takes a pattern of as many characters as EventBridge does, and no more', () => {
  const arnOf = (length: number) => [`arn:aws:ec2:eu-west-1:111111111111:instance/${'i'.repeat(length)}`];
  const { length } = configurationOf({ service: AwsService.EC2, resourceArns: arnOf(1) }).Pattern;
  const room = 3753 - length + 1;
  expect(new ServiceEventSource(stack, 'Full', { eventBus: bus, service: AwsService.EC2, resourceArns: arnOf(room) }).node.path).toBe('Stack/Full');
  expect(() => new ServiceEventSource(stack, 'Over', { eventBus: bus, service: AwsService.EC2, resourceArns: arnOf(room + 1) }))
    .toThrow('has 3754 characters, and EventBridge allows 3753');
});

describe('events that are brought twice', () => {
  const twice = (other: Partial<ServiceEventSourceProps>, eventBus = new ServiceEventBus(stack, 'Twice')) => {
    new ServiceEventSource(stack, 'One', { eventBus, service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] });
    new ServiceEventSource(stack, 'Two', { eventBus, service: AwsService.EC2, ...other });
    return messagesOf(stack).filter((message) => message.includes('arrive twice'));
  };

  test('are told of', () => {
    expect(twice({})).toEqual([expect.stringContaining("Event source 'Stack/Two' brings events to a bus to which 'Stack/One' brings them as well")]);
  });

  test('are told of with the first that brings them', () => {
    const eventBus = new ServiceEventBus(stack, 'Twice');
    ['One', 'Two', 'Three'].forEach((id) => new ServiceEventSource(stack, id, { eventBus, service: AwsService.EC2 }));
    const said = messagesOf(stack).filter((message) => message.includes('arrive twice'));
    expect(said.map((message) => /Event source '(.*)' brings .* to which '(.*)' brings/.exec(message)!.slice(1)).sort()).toEqual([
      ['Stack/Three', 'Stack/One'], ['Stack/Two', 'Stack/One'],
    ]);
  });

  test.each<[string, () => string[]]>([
    ['other events', () => twice({ detailTypes: [Ec2Events.EBS_VOLUME_NOTIFICATION] })],
    ['another service', () => twice({ service: AwsService.S3 })],
    ['another bus', () => twice({ eventBus: new ServiceEventBus(stack, 'Other') })],
  ])('are none where there are %s', (_what, messages) => {
    expect(messages()).toEqual([]);
  });
});

describe('what does not reach the bus', () => {
  test('ends in the queue of the stack, to which EventBridge may write for this account', () => {
    source({ service: AwsService.EC2 });
    const { Configuration } = onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties;
    const queueArn = Configuration.AwsServiceEventsConfiguration.OnFailureConfiguration.Arn;
    const { PolicyDocument } = onlyResourceOf(stack, 'AWS::SQS::QueuePolicy').Properties;
    expect(PolicyDocument.Statement).toContainEqual({
      Sid: 'AllowEventSources',
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: queueArn,
      Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
    });
  });

  test('can be written to the queue before the event source is there', () => {
    source({ service: AwsService.EC2 });
    expect(onlyResourceOf(stack, 'AWS::EventsV2::EventSource').DependsOn).toEqual([expect.stringContaining('Policy')]);
  });

  test('shows in the alarms of the queue', () => {
    source({ service: AwsService.EC2 });
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => id.includes('DeadLetter'))).toHaveLength(2);
  });

  test('shows in alarms on all rules of the Region, since EventBridge names the rule', () => {
    source({ service: AwsService.EC2, delivery: { alarms: DeliveryAlarms.shared() } });
    const expressions = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => (Properties.Metrics ?? []).map(({ Expression }: any) => Expression));
    expect(expressions).toContainEqual(expect.stringContaining('SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)'));
  });

  test('shows in no alarm on all rules unless it is asked for', () => {
    source({ service: AwsService.EC2 });
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => id.startsWith('Shared'))).toEqual([]);
  });

  test('shows in no alarm where there are to be none', () => {
    bus = new ServiceEventBus(stack, 'Quiet', { alarms: DeliveryAlarms.none() });
    source({ service: AwsService.EC2, delivery: { alarms: DeliveryAlarms.none() } });
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => !id.startsWith('Bus'))).toEqual([]);
  });

  test('ends in the queue that it is given', () => {
    const deadLetterQueue = new sqs.Queue(stack, 'Own');
    expect(source({ service: AwsService.EC2, delivery: { deadLetterQueue } }).deadLetterQueue).toBe(deadLetterQueue);
    const { Configuration } = onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties;
    expect(Configuration.AwsServiceEventsConfiguration.OnFailureConfiguration.Arn).toEqual(stack.resolve(deadLetterQueue.queueArn));
  });

  const idle = (delivery: EventSourceDeliveryOptions) => {
    source({ service: AwsService.EC2, delivery });
    return messagesOf(stack).flatMap((message) => /^warning: (.*) of event source 'Stack\/Source' has no effect/.exec(message)?.[1] ?? []);
  };

  test.each<[string, EventSourceDeliveryOptions, string[]]>([
    ['alarms of a queue that there is', { alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 5 }, oldestDeadLetter: { threshold: 5 } }) }, []],
    ['alarms of a queue that there is not', { deadLetterQueueEnabled: false, alarms: DeliveryAlarms.perRule({ deadLetters: { threshold: 5 } }) }, ['deadLetters of alarms']],
    ['alarms that event sources do not have', { alarms: DeliveryAlarms.perRule({ failed: { threshold: 5 } }) }, ['failed of alarms']],
  ])('has options for %s, and is told which have no effect', (_what, delivery, told) => {
    expect(idle(delivery)).toEqual(told);
  });

  test('tells nobody without alarms, whoever is named', () => {
    const page = [new actions.SnsAction(new sns.Topic(stack, 'Page'))];
    expect(idle({ alarms: DeliveryAlarms.none(), alarmActions: { page } })).toEqual(['alarmActions']);
  });

  test('may end in a queue of its own without a word', () => {
    expect(idle({ deadLetterQueue: new sqs.Queue(stack, 'Own') })).toEqual([]);
  });

  test('is gone where the queue is switched off', () => {
    const made = source({ service: AwsService.EC2, delivery: { deadLetterQueueEnabled: false } });
    expect(made.deadLetterQueue).toBeUndefined();
    expect(resourcesOf(stack, 'AWS::SQS::Queue')).toEqual({});
  });
});

test('an event source knows how firmly its events are promised', () => {
  const made = source({ service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] });
  expect(made.deliveryType).toBe(DeliveryType.BEST_EFFORT);
});

describe('a bus is out of reach', () => {
  const ARN = 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';
  type Env = { account?: string; region?: string };
  const attach = (there: Env, here: Env, imported = false) => {
    const app = testApp();
    const [owner, consumer] = [new Stack(app, 'Owner', { env: there }), new Stack(app, 'Consumer', { env: here })];
    const eventBus = imported ? ServiceEventBus.fromEventBusArn(consumer, 'Bus', ARN) : new ServiceEventBus(owner, 'Bus');
    return new ServiceEventSource(consumer, 'Source', { eventBus, service: AwsService.EC2 });
  };

  test('in another Region, whoever owns it', () => {
    const why = 'is in eu-west-1 and \'Consumer/Source\' in us-east-1: a Custom Event Bus takes event sources and subscribers of its own Region only. Make a bus in us-east-1';
    expect(() => attach(ENV, { ...ENV, region: 'us-east-1' })).toThrow(why);
    expect(() => attach(ENV, { ...ENV, region: 'us-east-1' }, true)).toThrow(why);
  });

  test('in another account of the app, since its ARN is not known yet', () => {
    expect(() => attach(ENV, { ...ENV, account: '222222222222' })).toThrow('Event bus \'Owner/Bus\' is in account 111111111111 and \'Consumer/Source\' in 222222222222, and its ARN ends in an identifier');
  });

  test.each<[string, Env, Env, boolean]>([
    ['of the same account and Region', ENV, ENV, false],
    ['of another account, with its ARN', ENV, { ...ENV, account: '222222222222' }, true],
    ['of unknown places', {}, {}, false],
    ['beside a stack of unknown place', ENV, {}, false],
    ['of unknown place', {}, ENV, false],
  ])('unless it is one %s', (_what, there, here, imported) => {
    expect(Token.isUnresolved(attach(there, here, imported).eventSourceArn)).toBe(true);
  });

  test('unless it is a construct that does not say where it is', () => {
    const l1 = new eventsv2.CfnEventBus(stack, 'L1', { name: 'orders' });
    const eventBus = { node: l1.node, eventBusRef: l1.eventBusRef } as eventsv2.IEventBusRef;
    new ServiceEventSource(stack, 'Source', { eventBus, service: AwsService.EC2 });
    expect(onlyResourceOf(stack, 'AWS::EventsV2::EventSource').Properties.EventBusArn).toEqual({ Ref: 'L1' });
  });
});

test('an event source may be in another stack or account than the bus', () => {
  const app = testApp();
  const owner = new Stack(app, 'Owner', { env: ENV });
  const consumer = new Stack(app, 'Consumer', { env: { ...ENV, account: '222222222222' } });
  const arn = 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';
  new ServiceEventBus(owner, 'Bus');
  new ServiceEventSource(consumer, 'Source', { eventBus: ServiceEventBus.fromEventBusArn(consumer, 'Imported', arn), service: AwsService.EC2 });
  expect(onlyResourceOf(consumer, 'AWS::EventsV2::EventSource').Properties.EventBusArn).toBe(arn);
  expect(messagesOf(consumer)).not.toContainEqual(expect.stringContaining('error'));
});
