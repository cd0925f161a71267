import { App, CfnStackSet, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, EventSourceHub, EventSourceHubProps, EventSourceSpoke, GuarddutyEvents, ServiceEventBus, ServiceEventSource,
  ServiceEventSubscriber, testing,
} from 'cdk-service-events';
import { resourcesOf, testApp } from '../support/test-app';

const ORGANIZATION = 'arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5';
const CENTRAL = { account: '111111111111', region: 'eu-west-1' };
const MEMBER = { account: '222222222222', region: 'eu-west-1' };
const BUS_ARN = 'arn:aws:events:eu-west-1:111111111111:event-busv2/service-events/a1b2c3d4e5f6g7h8i9j0k1l2m';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Central', { env: CENTRAL });
});

function hub(props: EventSourceHubProps = { organizationArns: [ORGANIZATION] }): EventSourceHub {
  return new EventSourceHub(stack, 'Hub', props);
}

describe('a hub on a Custom Event Bus', () => {
  test('shares its bus with the organization, for event sources alone', () => {
    hub();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EventsV2::EventBus', { Name: 'service-events', StorageConfiguration: { RetentionPeriodInDays: 7 } });
    expect(Object.values(resourcesOf(stack, 'AWS::RAM::ResourceShare')).map(({ Properties }) => Properties)).toEqual([expect.objectContaining({
      Principals: [ORGANIZATION],
      AllowExternalPrincipals: false,
      PermissionArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ram::aws:permission/AWSRAMEventBridgeEventBusV2EventSourceAccess']] }],
    })]);
  });

  test('lets accounts subscribe where that is wanted', () => {
    hub({ accounts: [MEMBER.account], letSubscribe: true });
    const permissions = JSON.stringify(Object.values(resourcesOf(stack, 'AWS::RAM::ResourceShare')).map(({ Properties }) => Properties.PermissionArns));
    expect(permissions).toContain('EventBusV2EventSourceAccess');
    expect(permissions).toContain('EventBusV2SubscribeOnly');
  });

  test('says the ARN of its bus, which ends in an identifier that nobody knows before', () => {
    hub();
    Template.fromStack(stack).hasOutput('*', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('HubBus'), 'EventBusArn'] } });
  });

  test('brings the events of its own account', () => {
    hub({ organizationArns: [ORGANIZATION], services: [AwsService.GUARDDUTY], eventBusName: 'security', retention: Duration.days(30) });
    Template.fromStack(stack).resourceCountIs('AWS::EventsV2::EventSource', 1);
    Template.fromStack(stack).hasResourceProperties('AWS::EventsV2::EventBus', { Name: 'security', StorageConfiguration: { RetentionPeriodInDays: 30 } });
  });

  test('makes no rule and no role', () => {
    hub({ organizationArns: [ORGANIZATION], services: [AwsService.GUARDDUTY], apiCallsOf: [AwsService.EC2] });
    expect(resourcesOf(stack, 'AWS::Events::Rule')).toEqual({});
    expect(resourcesOf(stack, 'AWS::IAM::Role')).toEqual({});
  });

  test.each<[string, EventSourceHubProps, string]>([
    ['nobody', {}, "Nobody may bring events to hub 'Central/Hub': name organizationArns or accounts."],
    ['empty lists', { accounts: [], organizationArns: [] }, 'Nobody may bring events'],
    ['the id of an organization', { organizationArns: ['o-a1b2c3d4e5'] }, "names 'o-a1b2c3d4e5': give the ARN of an organization"],
    ['a delivery without services', { accounts: [MEMBER.account], delivery: { deadLetterQueueEnabled: false } }, "delivery.deadLetterQueueEnabled of hub 'Central/Hub' has no effect"],
    ['an account that is none', { accounts: ['22'] }, 'an account id has 12 digits'],
  ])('with %s is refused', (_what, props, why) => {
    expect(() => hub(props)).toThrow(why);
  });
});

describe('a spoke', () => {
  test('of another account cannot name a bus of the app, whose ARN nobody knows yet', () => {
    const member = new Stack(app, 'Member', { env: MEMBER });
    const { eventBus } = hub();
    expect(() => new EventSourceSpoke(member, 'Spoke', { eventBus, services: [AwsService.EC2] })).toThrow(
      "Event bus 'Central/Hub/Bus' is in account 111111111111 and 'Member/Spoke/ec2' in 222222222222, and its ARN ends in an identifier that EventBridge makes when the bus is deployed");
  });

  test.each<[string, (scope: Stack) => unknown]>([
    ['a bus of the app', (scope) => new ServiceEventSource(scope, 'Source', { eventBus: hub().eventBus, service: AwsService.EC2 })],
    ['an imported bus', (scope) => new ServiceEventSource(scope, 'Source', { eventBus: ServiceEventBus.fromEventBusArn(scope, 'Bus', BUS_ARN), service: AwsService.EC2 })],
    ['a bus of a subscriber', (scope) => new ServiceEventSubscriber(scope, 'Subscriber', {
      eventBus: ServiceEventBus.fromEventBusArn(scope, 'Bus', BUS_ARN), service: AwsService.EC2, target: new targets.SqsQueue(new sqs.Queue(scope, 'Queue')),
    })],
  ])('is in the Region of its bus: %s', (_what, make) => {
    expect(() => make(new Stack(app, 'Member', { env: { ...MEMBER, region: 'us-east-1' } }))).toThrow('takes event sources and subscribers of its own Region only');
  });

  test.each<[string, object]>([['services', { services: [AwsService.EC2, AwsService.EC2] }], ['apiCallsOf', { apiCallsOf: [AwsService.EC2, AwsService.EC2] }]])(
    'names each service once in %s', (option, options) => {
      expect(() => new EventSourceSpoke(stack, 'Spoke', { eventBus: hub().eventBus, ...options })).toThrow(`${option} of spoke 'Central/Spoke' names Amazon Elastic Compute Cloud twice`);
    });

  test('is no template with a resource of this app', () => {
    const deadLetterQueue = new sqs.Queue(stack, 'Dead');
    expect(() => EventSourceSpoke.templateWithParameter({ services: [AwsService.EC2], delivery: { deadLetterQueue } })).toThrow('stands alone, and a resource of this app is part of it');
  });

  test('is a template whose parameter is the ARN of the bus, so that a stack set can stand beside the hub', () => {
    const { eventBus } = hub();
    const templateBody = EventSourceSpoke.templateWithParameter({ services: [AwsService.GUARDDUTY] });
    new CfnStackSet(stack, 'Spokes', {
      stackSetName: 'spokes',
      permissionModel: 'SERVICE_MANAGED',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds: ['r-a1b2'] }, regions: ['eu-west-1'] }],
      parameters: [{ parameterKey: 'EventBusArn', parameterValue: eventBus.eventBusArn }],
      templateBody,
    });
    const { Parameters: parameters, Resources: resources } = JSON.parse(templateBody);
    expect(Object.keys(parameters)).toEqual(['EventBusArn']);
    expect(new RegExp(parameters.EventBusArn.AllowedPattern).test(BUS_ARN)).toBe(true);
    expect(new RegExp(parameters.EventBusArn.AllowedPattern).test('arn:aws:events:eu-west-1:111111111111:event-bus/service-events')).toBe(false);
    const sources = Object.values<any>(resources).filter(({ Type }) => Type === 'AWS::EventsV2::EventSource');
    expect(sources.map(({ Properties }) => Properties.EventBusArn)).toEqual([{ Ref: 'EventBusArn' }]);
    expect(Object.values<any>(resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'))).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudFormation::StackSet', {
      Parameters: [{ ParameterKey: 'EventBusArn', ParameterValue: { 'Fn::GetAtt': [Match.stringLikeRegexp('HubBus'), 'EventBusArn'] } }],
    });
  });
});

test('an event of a member account comes to a subscriber of the hub, and only where it is of an account that is wanted', () => {
  const { eventBus } = hub();
  const member = new Stack(app, 'Member', { env: MEMBER });
  new EventSourceSpoke(member, 'Spoke', { eventBus: ServiceEventBus.fromEventBusArn(member, 'Hub', BUS_ARN), services: [AwsService.GUARDDUTY] });
  const wanted = { eventBus, service: AwsService.GUARDDUTY, target: new targets.SqsQueue(new sqs.Queue(stack, 'Queue')) };
  new ServiceEventSubscriber(stack, 'Finding', { ...wanted, accounts: [MEMBER.account] });
  new ServiceEventSubscriber(stack, 'Other', { ...wanted, accounts: ['333333333333'] });
  const sample = testing.SampleEvents.of(AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING, MEMBER);
  const { end, ways } = testing.DeliveryTester.fromApp(app).deliver(sample);
  expect(end).toBe(testing.EventEnd.DELIVERED);
  expect(ways.map(({ rule, eventBuses }) => [rule, eventBuses])).toEqual([
    ['Member/Spoke/guardduty', ['default']], ['Central/Finding', ['default', 'Central/Hub/Bus']],
  ]);
});
