import { Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, Ec2Events, EventPatternRule, ServiceEventAlarm,
  ServiceEventRule,
} from 'cdk-service-events';
import { onlyResourceOf, testStack } from '../../support/test-app';

const CALL = 'AWS API Call via CloudTrail';
const { Match } = events;

type Make = (stack: Stack, detail: Record<string, any>) => unknown;

/** Every construct that takes a filter, with events whose records are those of CloudTrail or an event's own. */
const CONSTRUCTS: [name: string, make: Make][] = [
  ['ServiceEventRule', (stack, detail) => new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, detailTypes: [CALL], detail })],
  ['ApiCallRule', (stack, detail) => new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'], detail })],
  ['CloudTrailEventRule', (stack, detail) => new CloudTrailEventRule(stack, 'Rule', { service: AwsService.EC2, eventType: CloudTrailEventType.SERVICE_EVENT, detail })],
  ['ConsoleSignInRule', (stack, detail) => new ConsoleSignInRule(stack, 'Rule', { detail })],
  ['ServiceEventAlarm', (stack, detail) => new ServiceEventAlarm(stack, 'Rule', { service: AwsService.EC2, detailTypes: [CALL], detail })],
  ['EventPatternRule', (stack, detail) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'], detailType: [CALL], detail } })],
];

/** Where a value can stand in the record of a call. */
const PLACES: [name: string, at: (value: unknown) => Record<string, any>][] = [
  ['in a field of the record', (value) => ({ userAgent: value })],
  ['in a field of an object', (value) => ({ userIdentity: { arn: value } })],
  ['in an open object', (value) => ({ requestParameters: { instanceType: value } })],
  ['in a branch', (value) => ({ $or: [{ userAgent: value }, { errorCode: ['AccessDenied'] }] })],
];

/** What no field takes, wherever it stands. */
const WRONG: [kind: string, make: (stack: Stack) => unknown, message: RegExp][] = [
  ['an empty list', () => [], /empty list/],
  ['an empty list that is known late', () => Lazy.any({ produce: () => [] }), /empty list/],
  ['an empty object', () => ({}), /empty object/],
  ['undefined in a list', () => ['a', undefined], /undefined.*nullValue/],
  ['a list in a list', () => [['a']], /list in a list|anyOf/],
  ['a list of matchers', () => [Match.prefix('a'), Match.suffix('b')], /anyOf/],
  ['a matcher outside a list', () => ({ prefix: 'a' }), /list/],
  ['an exclusion outside a list', () => ({ 'anything-but': 'a' }), /list/],
  ['an unknown operator', () => [{ prefx: 'a' }], /Nearest: 'prefix'/],
  ['an operator of another language', () => [{ startsWith: 'a' }], /Nearest: 'prefix'/],
  ['two operators in one object', () => [{ prefix: 'a', suffix: 'b' }], /one operator/],
  ['no operator in an object', () => [{}], /operator/],
  ['a wrong comparison', () => [{ numeric: ['=>', 5] }], /Nearest: '>='/],
  ['a comparison with a text', () => [{ numeric: ['>', '5'] }], /number/],
  ['exists with a text', () => [{ exists: 'true' }], /true and false/],
  ['a block of addresses out of range', () => [{ cidr: '10.0.0.0/33' }], /mask/],
  ['two wildcards in a row', () => [{ wildcard: 'a**b' }], /wildcards in a row/],
  ['an object of fields in a list', () => [{ name: ['a'] }], /object of fields in a list/],
  ['a construct', (stack) => new s3.Bucket(stack, 'Bucket'), /bucketName/],
  ['a Date', () => [new Date(0)], /Date/],
  ['a Duration', () => Duration.hours(1), /Duration/],
  ['a number that is none', () => [NaN], /NaN/],
];

describe.each(CONSTRUCTS)('%s refuses', (_construct, make) => {
  describe.each(PLACES)('%s', (_place, at) => {
    test.each(WRONG)('%s', (_kind, value, message) => {
      const stack = testStack();
      expect(() => make(stack, at(value(stack)))).toThrow(message);
    });
  });

  test.each<[string, Record<string, any>, RegExp]>([
    ['a misspelt field of the record', { erorCode: ['AccessDenied'] }, /errorCode/],
    ['a field of the record in wrong case', { UserIdentity: { type: ['Root'] } }, /userIdentity/],
    ['a text for an object', { userIdentity: ['Root'] }, /object/],
    ['a number for a text', { errorCode: [403] }, /string/],
    ['a branch alone', { $or: [{ errorCode: ['AccessDenied'] }] }, /\$or/],
  ])('%s', (_kind, detail, message) => {
    expect(() => make(testStack(), detail)).toThrow(message);
  });
});

describe('an operation that is named in detail', () => {
  const inDetail: [string, (stack: Stack, eventName: unknown[], service?: AwsService) => unknown][] = [
    ['ServiceEventRule', (stack, eventName, service = AwsService.EC2) => new ServiceEventRule(stack, 'Rule', { service, detailTypes: [CALL], detail: { eventName } })],
    ['ApiCallRule', (stack, eventName, service = AwsService.EC2) => new ApiCallRule(stack, 'Rule', { service, detail: { eventName } })],
    ['EventPatternRule', (stack, eventName, service = AwsService.EC2) => new EventPatternRule(stack, 'Rule', {
      eventPattern: { source: [service.source], detailType: [CALL], detail: { eventSource: [service.cloudTrailEventSource], eventName } },
    })],
  ];

  test.each(inDetail)('of %s is checked', (_construct, make) => {
    expect(() => make(testStack(), ['RunInstanses'])).toThrow(/RunInstances/);
    expect(() => make(testStack(), [{ prefix: 'runInstances' }])).toThrow(/RunInstances/);
    expect(() => make(testStack(), ['CreateFunction'], AwsService.LAMBDA)).toThrow(/CreateFunction20150331/);
  });

  test.each(inDetail)('of %s puts the rule into the state that it needs', (_construct, make) => {
    for (const eventName of [['DescribeInstances'], [{ prefix: 'Describe' }]]) {
      const stack = testStack();
      make(stack, eventName);
      expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    }
    const stack = testStack();
    make(stack, ['RunInstances']);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.State).toBe('ENABLED');
  });
});

describe('what is right goes through', () => {
  test.each<[string, Record<string, any>]>([
    ['null in a list', { requestParameters: { keyName: [null, 'x'] } }],
    ['a field that has the name of an operator', { requestParameters: { prefix: ['logs/'] } }],
    ['two branches', { $or: [{ errorCode: ['AccessDenied'] }, { userAgent: ['x'] }] }],
    ['a reference', { requestParameters: { instanceId: Fn.importValue('InstanceId') } }],
    ['matchers joined', { userAgent: Match.anyOf(Match.prefix('a'), Match.suffix('b')) }],
  ])('%s', (_what, detail) => {
    const stack = testStack();
    new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'], detail });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.source).toEqual(['aws.ec2']);
  });
});

describe('a pattern that changes after the rule is made', () => {
  const made = () => {
    const stack = testStack();
    const { rule } = new ServiceEventRule(stack, 'Rule', {
      service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { state: ['stopped'] },
    });
    return { stack, resource: rule.node.defaultChild as events.CfnRule };
  };

  test('is checked before the template is written', () => {
    const { stack, resource } = made();
    resource.addPropertyOverride('EventPattern.detail.state', ['stoped']);
    expect(() => onlyResourceOf(stack, 'AWS::Events::Rule')).toThrow(/detail.state is "stoped"/);
  });

  test('may become another right one', () => {
    const { stack, resource } = made();
    resource.addPropertyOverride('EventPattern.detail.state', ['terminated']);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail.state).toEqual(['terminated']);
  });
});

test('accounts in a pattern and as an option contradict each other', () => {
  expect(() => new EventPatternRule(testStack(), 'Rule', { eventPattern: { source: ['aws.ec2'], account: ['111111111111'] }, accounts: ['222222222222'] }))
    .toThrow(/names accounts itself/);
});

test('no error shows a token', () => {
  const stack = testStack();
  const bucket = new s3.Bucket(stack, 'Bucket');
  expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.S3, resources: [bucket], detail: { bucket: { name: [bucket.bucketName] } } }))
    .toThrow(/to \["<known at deployment only>"\]/);
});
