import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import {
  AwsService, DeliveryType, Ec2Events, EventPatternRule, EventsEvents, KmsEvents, S3Events, ServiceEventRule,
  ServiceEventRuleProps,
} from 'cdk-service-events';
import { onlyResourceOf, queueIn, testStack } from '../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

function rule(props: ServiceEventRuleProps): ServiceEventRule {
  // Each in a stack of its own, so that several can be tried in one test.
  stack = testStack();
  return new ServiceEventRule(stack, 'Rule', props);
}

function patternOf(props: ServiceEventRuleProps): any {
  rule(props);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern;
}

describe('what a rule matches', () => {
  test('all events that the service sends itself, without CloudTrail\'s copies', () => {
    expect(patternOf({ service: AwsService.EC2 })).toEqual({
      'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }],
    });
  });

  test('the kinds of events that are named', () => {
    expect(patternOf({ service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] })).toEqual({
      'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'],
    });
  });

  test('the API calls of a service that sends no events itself', () => {
    const made = rule({ service: AwsService.IAM });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'] },
    });
    expect(made.viaCloudTrail).toBe(true);
    expect(made.deliveryType).toBe(DeliveryType.BEST_EFFORT);
  });

  test('the events of a narrow view', () => {
    expect(patternOf({ service: AwsService.named('Amazon Elastic Block Store volume modifications') })).toEqual({
      'source': ['aws.ec2'], 'detail-type': ['EBS Volume Notification'], 'detail': { event: ['modifyVolume'] },
    });
  });

  test('everything that CloudTrail delivers', () => {
    expect(patternOf({ service: AwsService.named('AWS CloudTrail, events delivered by') })).toEqual({
      'source': [{ prefix: 'aws.' }], 'detail-type': [{ suffix: ' via CloudTrail' }],
    });
  });

  test('console sign-in in both spellings', () => {
    expect(patternOf({ service: AwsService.named('AWS Management Console Sign-in') })).toEqual({
      'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'],
    });
  });

  test('fields of the detail, plain values standing for lists', () => {
    expect(patternOf({
      service: AwsService.S3,
      detailTypes: [S3Events.OBJECT_CREATED],
      detail: { bucket: { name: 'uploads' }, object: { size: [{ numeric: ['>', 0] }], key: events.Match.prefix('in/') }, version: null, big: true, n: 5 },
      allowUnknown: true,
    }).detail).toEqual({
      bucket: { name: ['uploads'] }, object: { size: [{ numeric: ['>', 0] }], key: [{ prefix: 'in/' }] }, version: [null], big: [true], n: [5],
    });
  });

  test('alternatives over several fields', () => {
    expect(patternOf({ service: AwsService.EC2, detail: { $or: [{ state: 'stopped' }, { 'instance-id': events.Match.prefix('i-1') }] } }).detail)
      .toEqual({ $or: [{ state: ['stopped'] }, { 'instance-id': [{ prefix: 'i-1' }] }] });
  });

  test('resources, accounts', () => {
    expect(patternOf({ service: AwsService.EC2, resourceArns: events.Match.suffix('/i-1'), accounts: ['111111111111'] })).toMatchObject({
      resources: [{ suffix: '/i-1' }], account: ['111111111111'],
    });
  });

  test('kinds of events given by a matcher', () => {
    expect(patternOf({ service: AwsService.EC2, detailTypes: events.Match.prefix('EBS ') })['detail-type']).toEqual([{ prefix: 'EBS ' }]);
  });

  test('kinds of events that arrive through CloudTrail', () => {
    const made = rule({ service: AwsService.EC2, detailTypes: ['AWS API Call via CloudTrail'] });
    expect([made.viaCloudTrail, made.deliveryType]).toEqual([true, DeliveryType.BEST_EFFORT]);
  });

  test('a field that the rule fills in and the user fills in too is refused', () => {
    expect(() => rule({ service: AwsService.IAM, detail: { eventSource: 'sts.amazonaws.com' } })).toThrow(
      'detail.eventSource is set by the rule itself, to ["iam.amazonaws.com"]');
  });
});

describe('what a rule refuses', () => {
  test('an event that the service does not send, with the nearest', () => {
    expect(() => rule({ service: AwsService.EC2, detailTypes: ['EC2 Instance State Change Notification'] })).toThrow(
      /Rule 'Stack\/Rule' can never match: .*does not send events with the detail-type 'EC2 Instance State Change Notification'\. Nearest: 'EC2 Instance State-change Notification',/);
  });

  test('an event of another service, with whose it is', () => {
    expect(() => rule({ service: AwsService.EC2, detailTypes: [S3Events.OBJECT_CREATED] })).toThrow(/It is sent by AwsService\.S3\./);
  });

  test('an event outside a narrow view', () => {
    expect(() => rule({ service: AwsService.KMS_CMK_DELETION, detailTypes: [KmsEvents.KMS_CMK_ROTATION] })).toThrow(/It is sent by AwsService\.KMS/);
  });

  test('a native event of a service that sends none', () => {
    expect(() => rule({ service: AwsService.IAM, detailTypes: ['IAM User Created'] })).toThrow(/can never match/);
  });

  test('a list of events with nothing in it', () => {
    expect(() => rule({ service: AwsService.EC2, detailTypes: [] })).toThrow(/detailTypes of rule 'Stack\/Rule' is an empty list/);
  });

  test('a list of accounts, or a filter, with nothing in it', () => {
    expect(() => rule({ service: AwsService.EC2, accounts: [] })).toThrow(/accounts of rule 'Stack\/Rule' is an empty list/);
    expect(() => rule({ service: AwsService.EC2, detail: { state: [] } })).toThrow(/detail\.state is an empty list/);
    expect(() => rule({ service: AwsService.EC2, resourceArns: [] })).toThrow(/resourceArns is an empty list/);
  });

  test('a pattern over 2,048 characters, with its length', () => {
    const resourceArns = Array.from({ length: 60 }, (_, n) => `arn:aws:ec2:eu-west-1:111111111111:instance/${n}`);
    expect(() => rule({ service: AwsService.EC2, resourceArns })).toThrow(/The event pattern of rule 'Stack\/Rule' has \d{4} characters, and EventBridge allows 2048/);
  });

  test('an account that is none', () => {
    expect(() => rule({ service: AwsService.EC2, accounts: ['1234'] })).toThrow(
      'accounts[0] of rule \'Stack/Rule\' is "1234": an account id has 12 digits, and is given as a text.');
  });

  test.each<[string, any, string]>([
    ['no service', {}, "service of rule 'Stack/Rule' is undefined: give one of the constants of AwsService"],
    ['a name as the service', { service: 'EC2' }, 'service of rule \'Stack/Rule\' is "EC2"'],
    ['a name as the list of events', { service: AwsService.EC2, detailTypes: 'X' }, 'detailTypes of rule \'Stack/Rule\' is "X": it must be a list'],
    ['a text as the filter', { service: AwsService.EC2, detail: 'stopped' }, 'detail of rule \'Stack/Rule\' is "stopped": it must be an object of fields'],
    ['a list as the filter', { service: AwsService.EC2, detail: ['stopped'] }, 'detail of rule \'Stack/Rule\' is a list of 1: it must be an object of fields'],
    ['an empty list of ARNs', { service: AwsService.EC2, resourceArns: [] }, 'resourceArns is an empty list'],
    ['an ARN among the resources', { service: AwsService.EC2, resources: ['arn:aws:ec2:eu-west-1:111111111111:instance/i-1'] }, 'resources[0] of rule \'Stack/Rule\' is "arn:aws:ec2:eu-west-1:111111111111:instance/i-1": give a construct, made here or imported; an ARN is given as resourceArns'],
  ])('%s, as JavaScript lets it', (_what, props, message) => {
    expect(() => rule(props)).toThrow(message);
  });

  test('a description over 512 characters', () => {
    expect(() => rule({ service: AwsService.EC2, description: 'x'.repeat(513) })).toThrow(/it has 513 characters, and AWS allows 512/);
  });

  test('a sixth target', () => {
    const made = rule({ service: AwsService.EC2 });
    for (let n = 1; n <= 5; n++) {
      made.addTarget(new targets.SqsQueue(queueIn(stack, `Queue${n}`)));
    }
    expect(() => made.addTarget(new targets.SqsQueue(queueIn(stack)))).toThrow(/is given target number 6, and EventBridge allows 5 a rule/);
  });

  test('nothing about what is known at deployment only', () => {
    const unknown = Lazy.string({ produce: () => 'x'.repeat(3000) });
    expect(() => rule({ service: AwsService.EC2, detailTypes: [Lazy.string({ produce: () => 'New Event' })], detail: { state: unknown } })).toThrow(/has 3\d{3} characters/);
    const inStack = testStack();
    new ServiceEventRule(inStack, 'Ref', { service: AwsService.EC2, resourceArns: Array.from({ length: 60 }, (_, n) => `arn:${inStack.partition}:ec2:instance/i-${n}2345678`) });
    expect(onlyResourceOf(inStack, 'AWS::Events::Rule').Properties.EventPattern.resources).toHaveLength(60);
  });
});

describe('events newer than the catalogue', () => {
  test('are accepted when the user says so', () => {
    expect(patternOf({ service: AwsService.EC2, detailTypes: ['EC2 Brand New Event'], allowUnknown: true })['detail-type']).toEqual(['EC2 Brand New Event']);
  });

  test('of a service that the catalogue does not have', () => {
    const service = AwsService.custom({ serviceName: 'AWS Newcomer', source: 'aws.newcomer' });
    expect(patternOf({ service, detailTypes: ['Newcomer Event'] })).toEqual({ 'source': ['aws.newcomer'], 'detail-type': ['Newcomer Event'] });
  });
});

describe('a rule', () => {
  test('is described by service and events, unless the user does', () => {
    rule({ service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Description)
      .toBe('Amazon Elastic Compute Cloud (EC2 Instance State-change Notification)');
  });

  test('has a description of at most 512 characters even when it matches many events', () => {
    rule({ service: AwsService.EC2, detailTypes: AwsService.EC2.detailTypes.slice(0, 40) });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Description).toHaveLength(512);
  });

  test('can be inactive, named, and on another bus', () => {
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.EC2, enabled: false, ruleName: 'stopped', eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'central'),
    });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({ State: 'DISABLED', Name: 'stopped', EventBusName: 'central' });
  });

  test('is an events.IRule', () => {
    const made: events.IRule = rule({ service: AwsService.EC2 });
    expect(stack.resolve([made.ruleArn, made.ruleName])).toEqual([{ 'Fn::GetAtt': ['RuleE7E1D5A4', 'Arn'] }, { Ref: 'RuleE7E1D5A4' }].map((value) => JSON.parse(
      JSON.stringify(value).replace(/RuleE7E1D5A4/g, stack.getLogicalId(made.node.defaultChild as events.CfnRule)))));
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').DeletionPolicy).toBe('Retain');
  });

  test('has metrics under its name', () => {
    const made = rule({ service: AwsService.EC2 });
    const metrics = [
      made.metricFailedInvocations(), made.metricTriggeredRules(), made.metricInvocationAttempts(), made.metricSuccessfulInvocationAttempts(),
      made.metricRetryInvocationAttempts(), made.metricInvocationsSentToDlq(), made.metricInvocationsFailedToBeSentToDlq(),
      made.metricThrottledRules(),
    ];
    expect(metrics.map(({ metricName }) => metricName)).toEqual([
      'FailedInvocations', 'TriggeredRules', 'InvocationAttempts', 'SuccessfulInvocationAttempts',
      'RetryInvocationAttempts', 'InvocationsSentToDlq', 'InvocationsFailedToBeSentToDlq', 'ThrottledRules',
    ]);
    expect(metrics.every(({ statistic, dimensions }) => statistic === 'Sum' && dimensions!.RuleName === made.ruleName)).toBe(true);
    expect(made.metricIngestionToInvocationSuccessLatency()).toMatchObject({ metricName: 'IngestionToInvocationSuccessLatency', statistic: 'Average' });
    expect(made.metricFailedInvocations({ statistic: 'max' }).statistic).toBe('Maximum');
  });

  test('is promised what the weakest of its events is', () => {
    const both = rule({ service: AwsService.KMS, detailTypes: [KmsEvents.KMS_CMK_DELETION, KmsEvents.KMS_CMK_ROTATION] });
    expect(both.deliveryType).toBe(DeliveryType.BEST_EFFORT);
    expect(new ServiceEventRule(stack, 'Batch', { service: AwsService.BATCH }).deliveryType).toBe(DeliveryType.GUARANTEED);
  });
});

describe('a rule on a pattern made elsewhere', () => {
  function forPattern(pattern: events.EventPattern): EventPatternRule {
    return new EventPatternRule(stack, 'Rule', { eventPattern: pattern, targets: [new targets.SqsQueue(queueIn(stack))] });
  }

  test('matches the pattern as it is', () => {
    const pattern = { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: events.Match.prefix('b') } }, region: ['eu-west-1'] };
    forPattern(pattern);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: [{ prefix: 'b' }] } }, 'region': ['eu-west-1'],
    });
  });

  test('is guarded as its events call for', () => {
    const made = forPattern({ source: ['aws.s3'], detailType: ['Object Created'] });
    expect(made.deliveryType).toBe(DeliveryType.GUARANTEED);
    expect(made.alarms).toHaveLength(3);
    expect(made.deadLetterQueue).toBeDefined();
  });

  test.each<[string, events.EventPattern, DeliveryType, boolean]>([
    ['one guaranteed and one best-effort service', { source: ['aws.s3', 'aws.ec2'] }, DeliveryType.BEST_EFFORT, false],
    ['an event that is in no list of its service', { source: ['aws.s3'], detailType: ['Unheard Of'] }, DeliveryType.UNSPECIFIED, false],
    ['a source that is not known', { source: ['my.app'] }, DeliveryType.UNSPECIFIED, false],
    ['no source', { detailType: ['Object Created'] }, DeliveryType.UNSPECIFIED, false],
    ['sources by a matcher', { source: events.Match.prefix('aws.') }, DeliveryType.UNSPECIFIED, false],
    ['API calls', { source: ['aws.s3'], detailType: ['AWS API Call via CloudTrail'] }, DeliveryType.BEST_EFFORT, true],
    ['all that CloudTrail delivers', { detailType: events.Match.suffix(' via CloudTrail') }, DeliveryType.BEST_EFFORT, true],
  ])('on %s is promised accordingly', (_what, pattern, deliveryType, viaCloudTrail) => {
    const made = forPattern(pattern);
    expect([made.deliveryType, made.viaCloudTrail]).toEqual([deliveryType, viaCloudTrail]);
  });

  test('knows the useful life of its events', () => {
    forPattern({ source: ['aws.ec2'], detailType: [Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING] });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy.MaximumEventAgeInSeconds).toBe(120);
  });

  test('that is empty is refused', () => {
    expect(() => forPattern({})).toThrow(/The event pattern of rule 'Stack\/Rule' is empty/);
  });
});

test('event constants are the detail-types', () => {
  expect(EventsEvents.SCHEDULED_EVENT).toBe('Scheduled Event');
});
