import { CfnParameter, Duration, Environment, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeliveryAlarms, ForwardingOptions, ServiceEventHub, ServiceEventHubProps, ServiceEventRule,
  ServiceEventRuleProps, ServiceEventSpoke, ServiceEventSpokeProps,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const SECURITY = { account: '111111111111', region: 'eu-west-1' };
const MEMBER = { account: '222222222222', region: 'us-east-1' };
const ORGANIZATION = 'o-a1b2c3d4e5';
const HUB_BUS = 'arn:aws:events:eu-west-1:111111111111:event-bus/service-events';

function hubIn(scope: Construct, props: ServiceEventHubProps = { organizationId: ORGANIZATION }): ServiceEventHub {
  return new ServiceEventHub(scope, 'Hub', props);
}

function hubAndSpoke(props: Partial<ServiceEventSpokeProps> = {}) {
  const app = testApp();
  const hubStack = new Stack(app, 'HubStack', { env: SECURITY });
  const spokeStack = new Stack(app, 'SpokeStack', { env: MEMBER });
  const hub = hubIn(hubStack);
  const spoke = new ServiceEventSpoke(spokeStack, 'Spoke', { hubBus: hub.bus, services: [AwsService.EC2], ...props });
  return { hub, hubStack, spoke, spokeStack };
}

/** The buses to which the rules of a stack send. */
function busesOf(stack: Stack): unknown[] {
  return Object.values(resourcesOf(stack, 'AWS::Events::Rule')).flatMap(({ Properties }) => Properties.Targets.map(({ Arn }: any) => Arn));
}

function accountsOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${100000000000 + n}`);
}

describe('a hub', () => {
  test('has a bus to which an organization may send', () => {
    const stack = testStack();
    const hub = hubIn(stack);
    expect(onlyResourceOf(stack, 'AWS::Events::EventBus').Properties.Name).toBe('service-events');
    expect(onlyResourceOf(stack, 'AWS::Events::EventBusPolicy').Properties.Statement).toMatchObject({
      Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: stack.resolve(hub.bus.eventBusArn), Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
    });
  });

  test('has a bus to which listed accounts may send', () => {
    const stack = testStack();
    hubIn(stack, { accounts: ['222222222222', '333333333333'] });
    const { Statement: statement } = onlyResourceOf(stack, 'AWS::Events::EventBusPolicy').Properties;
    expect(statement.Principal.AWS.map((arn: any) => arn['Fn::Join'][1].at(-1))).toEqual([':iam::222222222222:root', ':iam::333333333333:root']);
    expect(statement.Condition).toBeUndefined();
  });

  test('has a queue to which the rules of spokes may write what could not be forwarded', () => {
    const stack = new Stack(testApp(), 'Stack', { env: SECURITY });
    hubIn(stack, { accounts: ['222222222222'] });
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnLike: { 'aws:SourceArn': [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:222222222222:rule/*']] }] } },
        })]),
      },
    });
    expect(onlyResourceOf(stack, 'AWS::SQS::Queue')).toMatchObject({ DeletionPolicy: 'Retain', Properties: { MessageRetentionPeriod: 1209600 } });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test('lets a rule see the events of chosen accounts, with account and Region kept', () => {
    const stack = testStack();
    const hub = hubIn(stack);
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.EC2, detail: { state: 'stopped' }, eventBus: hub.bus, accounts: ['222222222222'], targets: [new targets.SqsQueue(queueIn(stack))],
    });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({
      EventBusName: stack.resolve(hub.bus.eventBusName),
      EventPattern: { source: ['aws.ec2'], account: ['222222222222'], detail: { state: ['stopped'] } },
      Targets: [{ RetryPolicy: { MaximumRetryAttempts: 185 } }],
    });
  });

  test('forwards the events of its own account and Region by itself', () => {
    const stack = testStack();
    const hub = hubIn(stack, { organizationId: ORGANIZATION, services: [AwsService.EC2] });
    const { Properties: rule } = onlyResourceOf(stack, 'AWS::Events::Rule');
    expect(rule.EventBusName).toBeUndefined();
    expect(rule.Targets[0].Arn).toEqual(stack.resolve(hub.bus.eventBusArn));
  });
});

describe('a spoke', () => {
  test('forwards the events of the chosen services by one rule, with a role, a dead-letter queue and retries', () => {
    const { spoke, spokeStack } = hubAndSpoke({ services: [AwsService.EC2, AwsService.GUARDDUTY] });
    expect(spoke.rules).toHaveLength(1);
    const busArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:111111111111:event-bus/service-events']] };
    expect(onlyResourceOf(spokeStack, 'AWS::Events::Rule').Properties).toMatchObject({
      EventPattern: { 'source': ['aws.ec2', 'aws.guardduty'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] },
      State: 'ENABLED',
      Targets: [{
        Arn: busArn,
        RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^SpokeForwardRole/), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] } },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
      }],
    });
    expect(onlyResourceOf(spokeStack, 'AWS::IAM::Role').Properties.Policies[0].PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: busArn }]);
    expect(spoke.rules[0].alarms).toHaveLength(3);
  });

  test('forwards the API calls of a service that sends nothing itself, and of those that are asked for', () => {
    const { spokeStack } = hubAndSpoke({ services: [AwsService.IAM], apiCallsOf: [AwsService.EC2] });
    expect(onlyResourceOf(spokeStack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.iam', 'aws.ec2'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com', 'ec2.amazonaws.com'] },
    });
  });

  test('forwards calls that only read when asked to, by the rules on API calls', () => {
    const { spokeStack } = hubAndSpoke({ services: [AwsService.EC2, AwsService.IAM], readOnlyApiCalls: true });
    const states = Object.values(resourcesOf(spokeStack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.State);
    expect(states).toEqual(['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);
  });

  test('forwards all services there are in rules whose patterns EventBridge accepts', () => {
    const all = AwsService.all();
    const { spokeStack } = hubAndSpoke({ services: all, apiCallsOf: all.filter((service) => service._apiCallPattern) });
    const patterns: any[] = Object.values(resourcesOf(spokeStack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
    expect(patterns.length).toBeLessThan(40);
    expect(patterns.every((pattern) => JSON.stringify(pattern).length <= 2048)).toBe(true);
  });

  test('on all services is a template that CloudFormation takes in a request, and in a bucket where it names the API calls of all', () => {
    const all = AwsService.all();
    const bytes = (options: ForwardingOptions) => ServiceEventSpoke.template('arn:aws:events:eu-west-1:111122223333:event-bus/central', options).length;
    expect(bytes({ services: all })).toBeLessThan(51_200);
    const ofCalls = bytes({ apiCallsOf: all.filter((service) => service._apiCallPattern) });
    expect(ofCalls).toBeGreaterThan(51_200);
    expect(ofCalls).toBeLessThan(1_000_000);
  });

  test('forwards every event once, however many of the services send it', () => {
    const all = AwsService.all();
    const { spokeStack } = hubAndSpoke({ services: all, apiCallsOf: all.filter((service) => service._apiCallPattern) });
    const matchers = Object.values(resourcesOf(spokeStack, 'AWS::Events::Rule')).map(({ Properties }) => EventPatternMatcher.of(Properties.EventPattern));
    const wronglyOften = all.flatMap((service) => [
      ...service.detailTypes.map((detailType) => ({ 'source': service.source, 'detail-type': detailType, 'detail': { event: 'modifyVolume' } })),
      ...service._callSources.map((source, at) => ({ source, 'detail-type': 'AWS API Call via CloudTrail', 'detail': { eventSource: service._eventSources[at] ?? service._eventSources[0] } })),
    ]).filter((sample) => matchers.filter((matcher) => matcher.matches(sample)).length !== 1);
    expect(wronglyOften).toEqual([]);
  });

  test('forwards a service and a view of it by one rule', () => {
    const { spokeStack } = hubAndSpoke({ services: [AwsService.named('elastic-block-store'), AwsService.EC2, AwsService.named('ec2-spot-instance-interruption')] });
    expect(onlyResourceOf(spokeStack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({ 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] });
  });

  test('may be made where some of the events do not appear, and says where they do', () => {
    const stack = new Stack(testApp(), 'Stack', { env: { account: '222222222222', region: 'eu-west-3' } });
    new ServiceEventSpoke(stack, 'Spoke', { hubBus: events.EventBus.fromEventBusArn(stack, 'Bus', HUB_BUS), services: [AwsService.IAM] });
    expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/info: 1 spoke \(Stack\/Spoke\) cannot see events that appear in other Regions: .*IAM.* \(us-east-1\)\./));
  });

  test.each([[[], 1], [['us-east-1'], 0]])('says so once for all spokes, unless one is where they appear: %j', (more, times) => {
    const app = testApp();
    const stacks = ['eu-west-3', 'eu-west-1', 'ap-south-1', ...more].map((region) => new Stack(app, region, { env: { account: '222222222222', region } }));
    for (const stack of stacks) {
      new ServiceEventSpoke(stack, 'Spoke', { hubBus: events.EventBus.fromEventBusArn(stack, 'Bus', HUB_BUS), services: [AwsService.IAM] });
    }
    const said = messagesOf(stacks[0]).filter((text) => text.includes('forwarded-from-elsewhere'));
    expect(said).toHaveLength(times);
  });

  test('goes by its delivery options', () => {
    const { spokeStack } = hubAndSpoke({ delivery: { alarms: DeliveryAlarms.none(), retryAttempts: 3, maxEventAge: Duration.hours(1) } });
    Template.fromStack(spokeStack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
    expect(onlyResourceOf(spokeStack, 'AWS::Events::Rule').Properties.Targets[0].RetryPolicy).toEqual({ MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 });
  });

  test('may use the queue of the hub, where that is in its Region', () => {
    const app = testApp();
    const hub = hubIn(new Stack(app, 'HubStack', { env: SECURITY }));
    const stack = new Stack(app, 'Stack', { env: { ...MEMBER, region: SECURITY.region } });
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Central', 'arn:aws:sqs:eu-west-1:111111111111:central');
    new ServiceEventSpoke(stack, 'Spoke', { hubBus: hub.bus, services: [AwsService.EC2], delivery: { deadLetterQueue } });
    Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 0);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig).toEqual({ Arn: 'arn:aws:sqs:eu-west-1:111111111111:central' });
  });
});

describe('the template of a spoke', () => {
  const template = JSON.parse(ServiceEventSpoke.template(HUB_BUS, { services: [AwsService.EC2, AwsService.IAM] }));

  test('stands alone: no assets, no bootstrapped environment, nothing known of where it goes', () => {
    expect(template.Parameters).toBeUndefined();
    expect(template.Rules).toBeUndefined();
    expect(JSON.stringify(template).length).toBeLessThan(51_200);
  });

  test('is what the spoke makes in a stack', () => {
    const kinds = Object.values<any>(template.Resources).map(({ Type: type }) => type);
    expect(kinds.filter((kind) => kind === 'AWS::Events::Rule')).toHaveLength(2);
    expect(kinds).toEqual(expect.arrayContaining(['AWS::IAM::Role', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'AWS::CloudWatch::Alarm']));
    const rules = Object.values<any>(template.Resources).filter(({ Type: type }) => type === 'AWS::Events::Rule');
    expect(rules.map(({ Properties }) => Properties.Targets[0].Arn)).toEqual([HUB_BUS, HUB_BUS]);
  });

  test('is the same every time', () => {
    expect(JSON.parse(ServiceEventSpoke.template(HUB_BUS, { services: [AwsService.EC2, AwsService.IAM] }))).toEqual(template);
    expect(template).toMatchSnapshot();
  });

  test.each([
    ['service-events', '"service-events"'],
    ['', '""'],
    ['arn:aws:sqs:eu-west-1:111111111111:queue', '"arn:aws:sqs:eu-west-1:111111111111:queue"'],
    ['${Token[TOKEN.1]}', 'a value that is known at deployment only'],
    ['arn:aws:events:eu-wset-1:111111111111:event-bus/x', '"arn:aws:events:eu-wset-1:111111111111:event-bus/x"'],
  ])('needs the ARN of a bus, not %j', (arn, shown) => {
    expect(() => ServiceEventSpoke.template(arn, { services: [AwsService.EC2] })).toThrow(`hubBusArn is ${shown}: a template stands alone`);
  });
});

test('a hub and a spoke are what they were', () => {
  const { hubStack, spokeStack } = hubAndSpoke({ services: [AwsService.EC2], apiCallsOf: [AwsService.IAM] });
  expect(Template.fromStack(hubStack).toJSON()).toMatchSnapshot();
  expect(Template.fromStack(spokeStack).toJSON()).toMatchSnapshot();
});

describe('what cannot be', () => {
  test.each([
    ['nobody to send', {}, 'Nobody may send events to hub \'Stack/Hub\''],
    ['an organization that is none', { organizationId: 'my-org' }, 'organizationId of hub \'Stack/Hub\' is "my-org": it must look like o-a1b2c3d4e5'],
    ['an account that is none', { accounts: ['222222222222', '12'] }, 'accounts[1] of hub \'Stack/Hub\' is "12": an account id has 12 digits'],
    ['more accounts than a policy holds', { accounts: accountsOf(320) }, 'and EventBridge allows 10240: name the organization'],
  ])('a hub with %s is refused', (_what, props, message) => {
    expect(() => hubIn(testStack(), props)).toThrow(message);
  });

  test.each<[string, object]>([
    ['services', { services: 'guardduty' }], ['apiCallsOf[0]', { apiCallsOf: ['ec2'] }], ['readOnlyApiCalls', { readOnlyApiCalls: 'yes' }],
    ['expectedEventsPerSecond', { expectedEventsPerSecond: -1 }], ['delivery', { delivery: 5 }],
  ])('%s of a wrong kind is refused by its name, of a hub and of a spoke', (name, props) => {
    expect(() => hubIn(testStack(), { organizationId: ORGANIZATION, services: [AwsService.EC2], ...props })).toThrow(`${name} of hub 'Stack/Hub' is `);
    expect(() => hubAndSpoke(props)).toThrow(`${name} of spoke 'SpokeStack/Spoke' is `);
  });

  test('a spoke with nothing to forward is refused', () => {
    expect(() => hubAndSpoke({ services: [] })).toThrow('\'SpokeStack/Spoke\' forwards nothing');
  });

  test('API calls of a service of which CloudTrail records none are refused', () => {
    const silent = AwsService.custom({ serviceName: 'Mine', source: 'aws.mine' });
    expect(() => hubAndSpoke({ apiCallsOf: [silent] })).toThrow('CloudTrail is not known to record API calls of Mine');
  });

  test('a spoke in the account and Region of its hub is refused', () => {
    const message = 'is in the account and Region of its hub';
    const known = new Stack(testApp(), 'Stack', { env: SECURITY });
    const unknown = testStack();
    const props = (hubBus: events.IEventBus) => ({ hubBus, services: [AwsService.EC2] });
    expect(() => new ServiceEventSpoke(known, 'Imported', props(events.EventBus.fromEventBusArn(known, 'Bus', HUB_BUS)))).toThrow(message);
    expect(() => new ServiceEventSpoke(known, 'Made', props(hubIn(known).bus))).toThrow(message);
    expect(() => new ServiceEventSpoke(unknown, 'Made', props(hubIn(unknown).bus))).toThrow(message);
    new ServiceEventSpoke(unknown, 'Elsewhere', props(events.EventBus.fromEventBusArn(unknown, 'Bus', HUB_BUS)));
    expect(busesOf(unknown)).toEqual([HUB_BUS]);
  });

  test.each([
    ['made in the app', (stack: Stack) => new events.EventBus(stack, 'Third')],
    ['of another app', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Third', 'arn:aws:events:eu-west-1:333333333333:event-bus/third')],
  ])('a third hop is refused, to a bus %s, whoever makes the rule', (_what, third) => {
    const stack = testStack();
    const hub = hubIn(stack);
    new events.Rule(stack, 'Plain', { eventBus: hub.bus, eventPattern: { source: ['aws.ec2'] }, targets: [new targets.EventBus(third(stack))] });
    expect(() => messagesOf(stack)).toThrow('Rule \'Stack/Plain/Resource\' forwards events of hub \'Stack/Hub\' to another event bus');
  });

  test('a third hop is found in a rule of this library in another stack', () => {
    const app = testApp();
    const hub = hubIn(new Stack(app, 'HubStack', { env: SECURITY }));
    const stack = new Stack(app, 'Rules', { env: SECURITY });
    new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, eventBus: hub.bus, targets: [new targets.EventBus(new events.EventBus(stack, 'Third'))] });
    expect(() => app.synth()).toThrow('EventBridge does not deliver an event that has been forwarded before');
  });
});

describe('an option without effect is refused', () => {
  test.each<[string, Partial<ServiceEventHubProps>, string]>([
    ['readOnlyApiCalls', { readOnlyApiCalls: true }, 'readOnlyApiCalls of hub \'Stack/Hub\' has no effect'],
    ['expectedEventsPerSecond', { expectedEventsPerSecond: 5 }, 'expectedEventsPerSecond of hub \'Stack/Hub\' has no effect'],
    ['two options of the delivery', { delivery: { retryAttempts: 3, maxEventAge: Duration.hours(1) } }, 'delivery.retryAttempts and delivery.maxEventAge of hub \'Stack/Hub\' have no effect'],
  ])('%s of a hub that forwards nothing itself', (_what, props, message) => {
    expect(() => hubIn(testStack(), { organizationId: ORGANIZATION, ...props })).toThrow(message);
  });

  test('but not the alarms of the hub\'s queue', () => {
    const stack = testStack();
    hubIn(stack, { organizationId: ORGANIZATION, delivery: { alarms: DeliveryAlarms.none() } });
    expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual({});
  });

  test('readOnlyApiCalls where only native events are forwarded', () => {
    expect(() => hubAndSpoke({ services: [AwsService.EC2], readOnlyApiCalls: true })).toThrow('readOnlyApiCalls of \'SpokeStack/Spoke\' has no effect, since no API calls are forwarded');
    const { spokeStack } = hubAndSpoke({ services: [AwsService.IAM], readOnlyApiCalls: true });
    expect(onlyResourceOf(spokeStack, 'AWS::Events::Rule').Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });

  test('captureHandlerFailures, since no function is a target', () => {
    expect(() => hubAndSpoke({ delivery: { captureHandlerFailures: true } })).toThrow('delivery.captureHandlerFailures of \'SpokeStack/Spoke\' has no effect');
  });

  test('expectedEventsPerSecond in a template, where nobody sees a warning', () => {
    expect(() => ServiceEventSpoke.template(HUB_BUS, { services: [AwsService.EC2], expectedEventsPerSecond: 10 })).toThrow('expectedEventsPerSecond of ServiceEventSpoke.template has no effect');
  });
});

describe('where a hub is', () => {
  const stacks = (hubEnv: Environment | undefined, spokeEnv: Environment | undefined) => {
    const app = testApp();
    return { hubStack: new Stack(app, 'HubStack', { env: hubEnv }), spokeStack: new Stack(app, 'SpokeStack', { env: spokeEnv }) };
  };
  const spokeOf = (stack: Stack, hubBus: events.IEventBus) => new ServiceEventSpoke(stack, 'Spoke', { hubBus, services: [AwsService.EC2] });

  test.each<[string, Environment | undefined, Environment | undefined, string]>([
    ['no stack names anything', undefined, undefined, 'account and region'],
    ['the hub\'s stack names nothing', undefined, MEMBER, 'account and region'],
    ['the hub\'s stack names its account only', { account: SECURITY.account }, MEMBER, 'region'],
    ['the hub\'s stack names its Region only', { region: SECURITY.region }, MEMBER, 'account'],
  ])('must be known to the spoke: %s', (_what, hubEnv, spokeEnv, unknown) => {
    const { hubStack, spokeStack } = stacks(hubEnv, spokeEnv);
    expect(() => spokeOf(spokeStack, hubIn(hubStack).bus)).toThrow(`the stack 'HubStack' does not name its ${unknown}`);
  });

  test('is known to a spoke whose own stack names nothing', () => {
    const { hubStack, spokeStack } = stacks(SECURITY, undefined);
    spokeOf(spokeStack, hubIn(hubStack).bus);
    expect(JSON.stringify(busesOf(spokeStack))).toContain(':events:eu-west-1:111111111111:event-bus/');
  });

  test('is the spoke\'s own account where the bus is imported by its name', () => {
    const stack = testStack();
    expect(() => spokeOf(stack, events.EventBus.fromEventBusName(stack, 'Bus', 'service-events'))).toThrow('is in the account and Region of its hub');
  });

  test.each([
    ['us-gov-west-1', HUB_BUS, 'cannot be forwarded from us-gov-west-1 (aws-us-gov) to eu-west-1 (aws)'],
    ['cn-northwest-1', 'arn:aws-cn:events:cn-north-1:111111111111:event-bus/service-events', 'is not known to send events between the Regions of China'],
  ])('cannot be far from a spoke in %s', (region, arn, message) => {
    const { spokeStack } = stacks(undefined, { account: '222222222222', region });
    expect(() => spokeOf(spokeStack, events.EventBus.fromEventBusArn(spokeStack, 'Bus', arn))).toThrow(message);
  });

  test('can be the same Region of China', () => {
    const spokeStack = testStack({ env: { account: '222222222222', region: 'cn-north-1' } });
    const arn = 'arn:aws-cn:events:cn-north-1:111111111111:event-bus/x';
    spokeOf(spokeStack, events.EventBus.fromEventBusArn(spokeStack, 'Bus', arn));
    expect(busesOf(spokeStack)).toEqual([arn]);
  });
});

describe('what is said of a hub as a whole', () => {
  const rule = (scope: Construct, props: Partial<ServiceEventRuleProps>) => new ServiceEventRule(scope, 'Rule', {
    service: AwsService.EC2, targets: [new targets.SqsQueue(queueIn(scope))], ...props,
  });

  test('two spokes of one account and Region that forward an event twice', () => {
    const { hub, spokeStack } = hubAndSpoke({ services: [AwsService.EC2] });
    new ServiceEventSpoke(spokeStack, 'Other', { hubBus: hub.bus, services: [AwsService.GUARDDUTY, AwsService.EC2] });
    expect(messagesOf(spokeStack)).toContainEqual(expect.stringMatching(/warning: 'SpokeStack\/Other' forwards events to event bus 'HubStack\/Hub\/Bus' that 'SpokeStack\/Spoke' forwards there already/));
  });

  test('and not two that share no event', () => {
    const { hub, spokeStack } = hubAndSpoke({ services: [AwsService.EC2] });
    new ServiceEventSpoke(spokeStack, 'Other', { hubBus: hub.bus, services: [AwsService.GUARDDUTY], apiCallsOf: [AwsService.EC2] });
    expect(messagesOf(spokeStack).join()).not.toContain('twice');
  });

  test('a rule, and a spoke, of an account that may not send', () => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: SECURITY });
    const hub = hubIn(stack, { accounts: ['333333333333'] });
    rule(stack, { eventBus: hub.bus, accounts: ['444444444444', '333333333333', SECURITY.account] });
    new ServiceEventSpoke(new Stack(app, 'SpokeStack', { env: MEMBER }), 'Spoke', { hubBus: hub.bus, services: [AwsService.EC2] });
    const said = messagesOf(stack).filter((text) => text.includes('may not send to hub')).sort().reverse();
    expect(said).toEqual([
      expect.stringContaining('Rule \'Stack/Rule/Rule/Resource\' waits for events of account 444444444444, which may not'),
      expect.stringContaining('\'SpokeStack/Spoke\' sends events of account 222222222222, which may not'),
    ]);
  });

  test.each<[string, (stack: Stack) => string[], string[]]>([
    ['all of which may send', () => ['444444444444', MEMBER.account], []],
    ['of which only the deployment knows one', (stack) => ['333333333333', new CfnParameter(stack, 'Account').valueAsString], []],
    ['one of which may not send', () => ['444444444444'], [MEMBER.account]],
  ])('and nothing of accounts %s', (_which, accounts, expected) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: SECURITY });
    const hub = hubIn(stack, { accounts: accounts(stack) });
    rule(stack, { eventBus: hub.bus, accounts: ['444444444444', MEMBER.account] });
    const said = messagesOf(stack).filter((text) => text.includes('may not send to hub'));
    expect(said).toEqual(expected.map((account) => expect.stringContaining(`waits for events of account ${account}, which may not`)));
  });

  test('calls that only read, which nobody forwards', () => {
    const saidWith = (readOnlyApiCalls: boolean) => {
      const stack = new Stack(testApp(), 'Stack', { env: SECURITY });
      const hub = hubIn(stack, { organizationId: ORGANIZATION, apiCallsOf: [AwsService.EC2], readOnlyApiCalls });
      new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['DescribeInstances'], eventBus: hub.bus });
      return messagesOf(stack).filter((text) => text.includes('readOnlyApiCalls: true'));
    };
    expect(saidWith(false)).toEqual([expect.stringContaining('matches calls that only read, and \'Stack/Hub\' does not forward them')]);
    expect(saidWith(true)).toEqual([]);
  });

  test.each([
    ['name', (stack: Stack) => events.EventBus.fromEventBusName(stack, 'Bus', 'service-events')],
    ['ARN', (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', HUB_BUS)],
  ])('a third hop by a rule of another stack that knows the bus by its %s', (_what, imported) => {
    const app = testApp();
    hubIn(new Stack(app, 'HubStack', { env: SECURITY }));
    const stack = new Stack(app, 'Rules', { env: SECURITY });
    rule(stack, { eventBus: imported(stack), targets: [new targets.EventBus(events.EventBus.fromEventBusArn(stack, 'Third', 'arn:aws:events:us-west-2:333333333333:event-bus/third'))] });
    expect(() => app.synth()).toThrow('EventBridge does not deliver an event that has been forwarded before');
  });

  test('a bus of the app with the same name', () => {
    const app = testApp();
    hubIn(new Stack(app, 'HubStack', { env: SECURITY }));
    new events.EventBus(new Stack(app, 'Other', { env: SECURITY }), 'Bus', { eventBusName: 'service-events' });
    expect(() => app.synth()).toThrow('Event bus \'Other/Bus/Resource\' has the name of that of hub \'HubStack/Hub\'');
  });

  test.each<[string, Environment | undefined, string, number]>([
    ['in another account', MEMBER, 'service-events', 0],
    ['in an account that nobody knows', undefined, 'service-events', 1],
    ['in an account that nobody knows, of another name', undefined, 'others', 0],
  ])('a bus %s may have the name or not', (_where, env, eventBusName, warnings) => {
    const app = testApp();
    new events.EventBus(new Stack(app, 'Other', { env }), 'Bus', { eventBusName });
    const stack = new Stack(app, 'HubStack', { env: SECURITY });
    hubIn(stack);
    expect(messagesOf(stack).filter((text) => text.includes("'Other/Bus/Resource' has that name as well"))).toHaveLength(warnings);
  });
});

describe('quotas', () => {
  test('of rules on the bus are warned of at 80 %', () => {
    const warningsWith = (rules: number) => {
      const stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'af-south-1' } });
      const hub = hubIn(stack);
      Array.from({ length: rules }, (_, n) => new events.Rule(stack, `Rule${n}`, { eventBus: hub.bus, eventPattern: { source: [`aws.s${n}`] } }));
      return rulesWarning(stack);
    };
    expect(warningsWith(79)).toEqual([]);
    expect(warningsWith(80)).toEqual([expect.stringContaining('Rules of event bus \'Stack/Hub/Bus\' in this app: 80 of 100 that EventBridge allows')]);
  });

  test('of rules on the default bus of a spoke are warned of as well', () => {
    const { spokeStack } = hubAndSpoke();
    Array.from({ length: 240 }, (_, n) => new events.Rule(spokeStack, `Rule${n}`, { eventPattern: { source: [`aws.s${n}`] } }));
    expect(rulesWarning(spokeStack)).toEqual([expect.stringContaining('Rules of the default event bus in this app: 241 of 300')]);
  });

  test.each([[599, 0], [600, 1]])('of invocations: %d a second where 750 are allowed give %d warnings', (expectedEventsPerSecond, warnings) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack', { env: { account: '222222222222', region: 'me-south-1' } });
    new ServiceEventSpoke(stack, 'Spoke', { hubBus: events.EventBus.fromEventBusArn(stack, 'Bus', HUB_BUS), services: [AwsService.EC2], expectedEventsPerSecond });
    expect(messagesOf(stack).filter((text) => text.includes('of 750 that EventBridge allows'))).toHaveLength(warnings);
  });

  test.each([[200, 0], [290, 1]])('of the policy of the bus: %d accounts give %d warnings', (count, warnings) => {
    const stack = testStack();
    hubIn(stack, { accounts: accountsOf(count) });
    expect(messagesOf(stack).filter((text) => text.includes('Characters of the policy of event bus \'Stack/Hub/Bus\''))).toHaveLength(warnings);
  });

  test('of the policy of the queue leave it to the spokes to have queues, with a warning', () => {
    const stack = testStack();
    hubIn(stack, { accounts: accountsOf(200) });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('so it lets no rule of the listed accounts write'));
    expect(JSON.stringify(onlyResourceOf(stack, 'AWS::SQS::QueuePolicy'))).not.toContain('events.amazonaws.com');
  });

  function rulesWarning(stack: Stack): string[] {
    return messagesOf(stack).filter((text) => text.startsWith('warning: Rules of'));
  }
});
