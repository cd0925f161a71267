import {
  App, Aspects, CfnParameter, CfnResource, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Duration, NestedStack,
  PermissionsBoundary, Stack, Stage, Tags,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, ApiCallRuleProps, AwsService, DeliveryDefaults, EventForwardingOptions, EventPatternRule, EventRegions,
  HealthEvents, ServiceEventRule,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { everyOf } from '../support/every-of';
import { messagesOf, queueIn, testApp } from '../support/test-app';

const ACCOUNT = '111111111111';
const HERE = { account: ACCOUNT, region: 'eu-west-1' };
const BUS = 'Stack-forwarded-events';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: HERE });
  // Stacks may not be empty.
  queueIn(stack, 'Any');
});

let made = 0;
function apiCalls(
  scope: Construct, service: AwsService, operations: string[], forwarding?: EventForwardingOptions, props: Partial<ApiCallRuleProps> = {},
): ApiCallRule {
  made += 1;
  return new ApiCallRule(scope, `Rule${made}`, {
    service, operations, eventRegions: EventRegions.forward(forwarding), targets: [new targets.SqsQueue(queueIn(scope, `Target${made}`))], ...props,
  });
}

function rootSignIn(scope: Construct, forwarding?: EventForwardingOptions): ServiceEventRule {
  return new ServiceEventRule(scope, 'RootSignIn', {
    service: AwsService.SIGNIN,
    detailTypes: ['AWS Console Sign In via CloudTrail'],
    detail: { userIdentity: { type: 'Root' } },
    eventRegions: EventRegions.forward(forwarding),
    targets: [new targets.SqsQueue(queueIn(scope, 'RootSignInTarget'))],
  });
}

const forwarderIn = (region: string, scope: Construct = app, of = 'Stack') => scope.node.findChild(`ServiceEventForwarder-${of}-${region}`) as Stack;
const busStack = (region = 'eu-west-1', scope: Construct = app, of = 'Stack') => (
  scope.node.findChild(`ForwardedServiceEvents-${of}-${region}`) as Stack);
const rulesOf = (of: Stack): any[] => Object.values(Template.fromStack(of).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
const patternsOf = (of: Stack): any[] => rulesOf(of).map(({ EventPattern }) => EventPattern);
const busArn = (region: string, name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:events:${region}:${ACCOUNT}:event-bus/${name}`]] });
const iamPattern = (...eventName: string[]) => (
  { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'], eventName } });

describe('forwarding', () => {
  test('puts the rule on a bus of the app, with the pattern it would have anyway', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(rulesOf(stack)).toEqual([expect.objectContaining({ EventBusName: BUS, EventPattern: iamPattern('CreateUser') })]);
    Template.fromStack(busStack()).hasResourceProperties('AWS::Events::EventBus', { Name: BUS });
  });

  test('sends what the rule matches from the Region in which it appears to that bus', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    const forwarder = forwarderIn('us-east-1');
    expect([forwarder.region, forwarder.account, forwarder.stackName]).toEqual(['us-east-1', ACCOUNT, 'Stack-eu-west-1-events-from-us-east-1']);
    const [rule] = rulesOf(forwarder);
    expect(rule).toMatchObject({ EventPattern: iamPattern('CreateUser'), State: 'ENABLED', Targets: [{ Arn: busArn('eu-west-1', BUS) }] });
    expect(rule.EventBusName).toBeUndefined();
  });

  test('guards the hop: a role for this bus alone, a queue, retries, and alarms', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    const template = Template.fromStack(forwarderIn('us-east-1'));
    const [[roleId, role]] = Object.entries(template.findResources('AWS::IAM::Role'));
    expect(role.Properties.Policies[0].PolicyDocument.Statement).toEqual([{ Action: 'events:PutEvents', Effect: 'Allow', Resource: busArn('eu-west-1', BUS) }]);
    const [[queueId, queue]] = Object.entries(template.findResources('AWS::SQS::Queue'));
    expect(queue.DeletionPolicy).toBe('Retain');
    expect(rulesOf(forwarderIn('us-east-1'))[0].Targets).toEqual([expect.objectContaining({
      RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } },
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    })]);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 3 + 2);
  });

  test('deploys the bus before the forwarder, and the forwarder before the rule', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(forwarderIn('us-east-1').dependencies).toEqual([busStack()]);
    expect(stack.dependencies).toContain(forwarderIn('us-east-1'));
    expect(app.synth().stacks.map(({ id }) => id)).toEqual([busStack().node.id, forwarderIn('us-east-1').node.id, 'Stack']);
  });

  test('watches the rule under the name of its bus', () => {
    const rule = apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { delivery: { expectEvery: Duration.days(1) } });
    expect(rule.alarms).toHaveLength(3 + 1);
    for (const { Properties } of everyOf(Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace: 'AWS/Events' } })))) {
      expect(Properties.Dimensions).toContainEqual({ Name: 'EventBusName', Value: BUS });
    }
  });

  test('passes nothing between the stacks: no exports, no imports', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    rootSignIn(stack);
    for (const { template } of everyOf(app.synth().stacks)) {
      expect(template.Outputs).toBeUndefined();
      expect(JSON.stringify(template)).not.toContain('Fn::ImportValue');
    }
  });

  test('works where the account is not known', () => {
    const agnostic = new Stack(app, 'Agnostic', { env: { region: 'eu-west-1' } });
    apiCalls(agnostic, AwsService.IAM, ['CreateUser']);
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:', { Ref: 'AWS::AccountId' }, ':event-bus/Agnostic-forwarded-events']] };
    expect(rulesOf(forwarderIn('us-east-1', app, 'Agnostic'))[0].Targets[0].Arn).toEqual(arn);
  });

  test('comes from every Region in which the events appear', () => {
    rootSignIn(stack);
    for (const region of ['us-east-1', 'us-east-2', 'us-west-2']) {
      expect(patternsOf(forwarderIn(region))).toEqual([
        { 'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail'], 'detail': { userIdentity: { type: ['Root'] } } },
      ]);
    }
  });

  test('takes only those calls from a Region that appear there', () => {
    apiCalls(stack, AwsService.S3, ['CreateMultiRegionAccessPoint', 'CreateBucket']);
    const operationsFrom = (region: string) => patternsOf(forwarderIn(region)).map(({ detail }) => detail.eventName);
    expect(operationsFrom('us-west-2')).toEqual([['CreateMultiRegionAccessPoint']]);
    expect(operationsFrom('us-east-1')).toEqual([['CreateBucket']]);
  });

  test('does not take copies of what appears in the rule\'s Region', () => {
    new ServiceEventRule(stack, 'Health', {
      service: AwsService.HEALTH, detailTypes: [HealthEvents.AWS_HEALTH_EVENT], eventRegions: EventRegions.forward(),
    });
    expect(app.node.tryFindChild('ServiceEventForwarder-Stack-us-west-2')).toBeUndefined();
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([{ 'source': ['aws.health'], 'detail-type': ['AWS Health Event'] }]);
  });

  test('does not take what only rules want that are switched off', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { enabled: false });
    apiCalls(stack, AwsService.IAM, ['DeleteUser']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('DeleteUser')]);
  });

  test('does not take what only rules want that an override switches off', () => {
    const { rule } = apiCalls(stack, AwsService.IAM, ['CreateUser']);
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('State', 'DISABLED');
    apiCalls(stack, AwsService.IAM, ['DeleteUser']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('DeleteUser')]);
  });

  test('is switched off, without alarms, where all its rules are', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { enabled: false });
    expect(rulesOf(forwarderIn('us-east-1')).map(({ State }) => State)).toEqual(['DISABLED']);
    Template.fromStack(forwarderIn('us-east-1')).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

test('events that no field ties to a Region are forwarded with those of the Region itself', () => {
  new ServiceEventRule(stack, 'Health', { service: AwsService.HEALTH, detailTypes: ['AWS Health Event'], eventRegions: EventRegions.forward() });
  expect(patternsOf(forwarderIn('us-east-1'))).toEqual([{ 'source': ['aws.health'], 'detail-type': ['AWS Health Event'] }]);
});

describe('events of the rule\'s own Region', () => {
  test('reach the bus too, through a forwarder in the rule\'s stack', () => {
    rootSignIn(stack = new Stack(app, 'East', { env: { account: ACCOUNT, region: 'us-east-1' } }));
    const local = rulesOf(stack).filter(({ EventBusName }) => EventBusName === undefined);
    expect(local).toEqual([expect.objectContaining({
      EventPattern: expect.objectContaining({ source: ['aws.signin'] }), Targets: [expect.objectContaining({ Arn: busArn('us-east-1', 'East-forwarded-events') })],
    })]);
    expect(app.node.tryFindChild('ServiceEventForwarder-East-us-east-1')).toBeUndefined();
    expect(patternsOf(forwarderIn('us-east-2', app, 'East'))).toHaveLength(1);
    expect(patternsOf(forwarderIn('us-west-2', app, 'East'))).toHaveLength(1);
  });

  test('go through the queue of that stack and its alarm actions', () => {
    stack = new Stack(app, 'East', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const topic = new sns.Topic(stack, 'Topic');
    DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic)] } });
    rootSignIn(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SQS::Queue', 1 + 1);
    const actions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions);
    expect(actions).toEqual(Array(3 + 3 + 2).fill([stack.resolve(topic.topicArn)]));
  });

  test('are sent once to the bus of each stack, so that no stack needs another', () => {
    const east = (id: string) => new Stack(app, id, { env: { account: ACCOUNT, region: 'us-east-1' } });
    const [one, two] = [east('One'), east('Two')];
    rootSignIn(one);
    rootSignIn(two);
    const local = [one, two].map((of) => rulesOf(of).filter(({ EventBusName }) => EventBusName === undefined).length);
    expect(local).toEqual([1, 1]);
    expect(two.dependencies).not.toContain(one);
  });

  test('stay in a stack that another one needs already', () => {
    const east = (id: string) => new Stack(app, id, { env: { account: ACCOUNT, region: 'us-east-1' } });
    const [one, two] = [east('One'), east('Two')];
    one.addStackDependency(two);
    rootSignIn(one);
    rootSignIn(two);
    expect(two.dependencies).not.toContain(one);
    expect([one, two].map((of) => rulesOf(of).filter(({ EventBusName }) => EventBusName === undefined).length)).toEqual([1, 1]);
  });
});

describe('several rules', () => {
  test('of one stack share the bus and one merged forwarder', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    apiCalls(stack, AwsService.IAM, ['DeleteUser']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('CreateUser', 'DeleteUser')]);
    expect(rulesOf(stack).map(({ EventBusName }) => EventBusName)).toEqual([BUS, BUS]);
    expect(Object.keys(Template.fromStack(forwarderIn('us-east-1')).findResources('AWS::CloudWatch::Alarm'))).toHaveLength(3 + 2);
  });

  test('in several stacks have support stacks of their own, which no other stack changes', () => {
    const other = new Stack(app, 'Other', { env: HERE });
    apiCalls(other, AwsService.IAM, ['DeleteUser']);
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('CreateUser')]);
    expect(patternsOf(forwarderIn('us-east-1', app, 'Other'))).toEqual([iamPattern('DeleteUser')]);
    expect([stack, other].flatMap((of) => rulesOf(of).map(({ EventBusName }) => EventBusName))).toEqual([BUS, 'Other-forwarded-events']);
    expect(other.dependencies).not.toContain(forwarderIn('us-east-1'));
  });

  test('on several services share it too, as alternatives of one pattern', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    apiCalls(stack, AwsService.ORGANIZATIONS, ['CreateAccount']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([{ $or: [iamPattern('CreateUser'), expect.objectContaining({ source: ['aws.organizations'] })] }]);
  });

  test('get a second forwarder where one pattern would be too long, each within the limit', () => {
    const names = (prefix: string) => Array.from({ length: 50 }, (_, n) => `${prefix}OfAVeryLongOperation${n}`);
    for (const service of [AwsService.IAM, AwsService.ORGANIZATIONS, AwsService.ROUTE53]) {
      const detail = { requestParameters: { name: names(service.cloudTrailEventSource![0].toUpperCase()) } };
      new ServiceEventRule(stack, service.source, { service, detail, eventRegions: EventRegions.forward() });
    }
    const patterns = patternsOf(forwarderIn('us-east-1'));
    expect(patterns.map(({ source }) => source)).toEqual([['aws.iam'], ['aws.organizations'], ['aws.route53']]);
    expect(patterns.every((pattern) => JSON.stringify(pattern).length <= 2048)).toBe(true);
  });

  test('of which there are many are counted in the descriptions of alarms, which have room for 1,024 characters', () => {
    const crowded = new Stack(app, 'AStackWithAQuiteLongName', { env: HERE });
    for (let n = 0; n < 40; n++) {
      new ApiCallRule(crowded, `ARuleWithAQuiteLongName${n}`, { service: AwsService.IAM, operations: ['CreateUser'], eventRegions: EventRegions.forward() });
    }
    const descriptions = Object.values(Template.fromStack(forwarderIn('us-east-1', app, crowded.node.id)).findResources('AWS::CloudWatch::Alarm'))
      .map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));
    expect(descriptions.filter((text) => / and \d+ more/.test(text))).toHaveLength(3);
    expect(descriptions.every((text) => text.length < 1024)).toBe(true);
  });

  test('in several accounts have a forwarder in each account', () => {
    const other = new Stack(app, 'Other', { env: { account: '222222222222', region: 'eu-west-1' } });
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    apiCalls(other, AwsService.IAM, ['DeleteUser']);
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('CreateUser')]);
    expect(patternsOf(forwarderIn('us-east-1', app, 'Other'))).toEqual([iamPattern('DeleteUser')]);
  });

  test('in several Regions have a bus in each', () => {
    const sydney = new Stack(app, 'Sydney', { env: { account: ACCOUNT, region: 'ap-southeast-2' } });
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    apiCalls(sydney, AwsService.IAM, ['DeleteUser']);
    const sent = ['Stack', 'Sydney'].flatMap((of) => rulesOf(forwarderIn('us-east-1', app, of)).map(({ EventPattern, Targets }) => [EventPattern, Targets[0].Arn]));
    expect(sent).toEqual([
      [iamPattern('CreateUser'), busArn('eu-west-1', BUS)], [iamPattern('DeleteUser'), busArn('ap-southeast-2', 'Sydney-forwarded-events')],
    ]);
    expect(busStack('ap-southeast-2', app, 'Sydney').region).toBe('ap-southeast-2');
  });

  test('that need each other\'s Regions make no cycle', () => {
    for (const region of ['us-east-1', 'us-east-2', 'us-west-2']) {
      rootSignIn(new Stack(app, `In-${region}`, { env: { account: ACCOUNT, region } }));
    }
    const names = app.synth().stacks.map(({ stackName }) => stackName);
    expect(names.filter((name) => name.startsWith('In-us-east-1-')).sort()).toEqual([
      'In-us-east-1-forwarded-events', 'In-us-east-1-us-east-1-events-from-us-east-2', 'In-us-east-1-us-east-1-events-from-us-west-2',
    ]);
  });

  test('in stages have what they need in each stage', () => {
    for (const id of ['Beta', 'Prod']) {
      const stage = new Stage(app, id, { env: HERE });
      apiCalls(new Stack(stage, 'Stack'), AwsService.IAM, ['CreateUser']);
      expect(forwarderIn('us-east-1', stage).stackName).toBe(`${id}-Stack-eu-west-1-events-from-us-east-1`);
      expect(busStack('eu-west-1', stage).stackName).toBe(`${id}-Stack-forwarded-events`);
      expect(stage.synth().stacks).toHaveLength(3);
    }
  });

  test('in nested stacks are forwarded to on behalf of the outermost one', () => {
    const nested = new NestedStack(stack, 'Nested');
    apiCalls(nested, AwsService.IAM, ['CreateUser']);
    expect(rulesOf(nested)[0].EventBusName).toBe(BUS);
    expect(stack.dependencies).toContain(forwarderIn('us-east-1'));
  });

  test('of a stack with a long name have support stacks whose names are not too long', () => {
    const long = new Stack(app, 'Long', { env: HERE, stackName: 'a'.repeat(125) });
    apiCalls(long, AwsService.IAM, ['CreateUser']);
    expect(forwarderIn('us-east-1', app, 'Long').stackName.length).toBeLessThanOrEqual(128);
  });
});

describe('read-only calls', () => {
  test('pass the forwarder only in the state of the rule', () => {
    apiCalls(stack, AwsService.STS, ['AssumeRole']);
    const states = [rulesOf(forwarderIn('us-east-1')), rulesOf(stack)].flat().map(({ State }) => State);
    expect(states).toEqual(Array(1 + 2).fill('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'));
  });

  test('of one source do not let those of others through, and no event is sent twice', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    apiCalls(stack, AwsService.IAM, ['GetUser']);
    apiCalls(stack, AwsService.ORGANIZATIONS, ['CreateAccount']);
    expect(rulesOf(forwarderIn('us-east-1')).map(({ State, EventPattern }) => [State, EventPattern.source])).toEqual([
      ['ENABLED', ['aws.organizations']], ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', ['aws.iam']],
    ]);
  });
});

describe('values known at deployment only', () => {
  test('are left to the rule: the forwarder asks for less', () => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { detail: { requestParameters: { userName: name } } });
    expect(patternsOf(forwarderIn('us-east-1'))).toEqual([iamPattern('CreateUser')]);
    expect(patternsOf(stack)[0].detail.requestParameters).toEqual({ userName: [{ Ref: 'Name' }] });
  });

  test('cannot be the source', () => {
    const source = new CfnParameter(stack, 'Source').valueAsString;
    expect(() => new EventPatternRule(stack, 'Rule', { eventPattern: { source: [source] }, eventRegions: EventRegions.forward({ regions: ['us-east-1'] }) }))
      .toThrow(/the source of its pattern is known at deployment only/);
  });
});

describe('alarm actions', () => {
  const topicIn = (region: string) => new sns.Topic(new Stack(app, `Topics-${region}`, { env: { account: ACCOUNT, region } }), 'Topic', { topicName: `alarms-${region}` });
  const actionsOf = (of: Stack) => Object.values(Template.fromStack(of).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions);

  test('are those given for the Region that the events come from, for its queue too', () => {
    const arn = 'arn:aws:sns:us-east-1:111111111111:on-call';
    const topic = sns.Topic.fromTopicArn(stack, 'OnCall', arn);
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions: { 'us-east-1': { page: [new cloudwatchActions.SnsAction(topic)] } } });
    const said = actionsOf(forwarderIn('us-east-1'));
    expect(said.filter((actions) => actions?.includes(arn))).toHaveLength(2);
    expect(said.filter((actions) => actions === undefined)).toHaveLength(3);
  });

  test.each<[string, AwsService[], string]>([
    ['guaranteed and best-effort events, which pages', [AwsService.BATCH, AwsService.EC2], 'page'],
    ['the same in another order', [AwsService.EC2, AwsService.BATCH], 'page'],
    ['best-effort events alone, which files a ticket', [AwsService.EC2], 'ticket'],
  ])('are told when the one forwarder fails of %s', (_what, services, told) => {
    const arnOf = (kind: string) => `arn:aws:sns:us-east-1:${ACCOUNT}:${kind}`;
    const action = (kind: string) => new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, `${kind}Topic`, arnOf(kind)));
    const alarmActions = { 'us-east-1': { page: [action('page')], ticket: [action('ticket')] } };
    for (const [n, service] of services.entries()) {
      new ServiceEventRule(stack, `Native${n}`, {
        service, detailTypes: service.detailTypes.slice(0, 1), eventRegions: EventRegions.forward({ regions: ['us-east-1'], alarmActions }), targets: [new targets.SqsQueue(queueIn(stack, `Native${n}Target`))],
      });
    }
    const forwarder = forwarderIn('us-east-1');
    expect(rulesOf(forwarder)).toHaveLength(1);
    const [failed] = Object.entries(Template.fromStack(forwarder).findResources('AWS::CloudWatch::Alarm')).filter(([id]) => id.includes('AlarmsFailed'));
    expect(failed[1].Properties.AlarmActions).toEqual([arnOf(told)]);
  });

  test('can be topics of a stack of the app in that Region', () => {
    const topic = topicIn('us-east-1');
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions: { 'us-east-1': { ticket: [new cloudwatchActions.SnsAction(topic)] } } });
    expect(actionsOf(forwarderIn('us-east-1'))).toEqual(Array(5).fill([{ 'Fn::ImportValue': expect.any(String) }]));
    expect(forwarderIn('us-east-1').dependencies).toContain(Stack.of(topic));
  });

  test('are those of all rules together, each once', () => {
    const action = (name: string) => new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:us-east-1:111111111111:${name}`));
    const [one, two, pager] = [action('one'), action('two'), action('pager')];
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions: { 'us-east-1': { ticket: [one] } } });
    apiCalls(stack, AwsService.IAM, ['DeleteUser'], { alarmActions: { 'us-east-1': { ticket: [one, two], page: [pager] } } });
    const said = actionsOf(forwarderIn('us-east-1')).map((arns: string[]) => arns.map((arn) => arn.split(':').pop()).join('+'));
    expect(said.sort()).toEqual(['one+pager', 'one+pager', 'one+two', 'one+two', 'one+two']);
  });

  test('of the defaults are not used there: they are of another Region', () => {
    DeliveryDefaults.of(app).set({
      alarmActions: { ticket: [new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'))] },
      deadLetterQueue: new sqs.Queue(stack, 'DeadLetters'),
      deadLetterEncryptionKey: new kms.Key(stack, 'Key'),
    });
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(messagesOf(stack).join()).toMatch(/5 alarms have no action, so nobody is told/);
    Template.fromStack(forwarderIn('us-east-1')).resourceCountIs('AWS::SQS::Queue', 1);
  });

  test('of another Region are refused', () => {
    const topic = sns.Topic.fromTopicArn(stack, 'OnCall', 'arn:aws:sns:eu-west-1:111111111111:on-call');
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions: { 'us-east-1': { page: [new cloudwatchActions.SnsAction(topic)] } } });
    expect(() => app.synth()).toThrow('alarmActions of EventRegions.forward has arn:aws:sns:eu-west-1:111111111111:on-call for us-east-1, which is in eu-west-1');
  });
});

describe('nothing is made', () => {
  const only = () => expect(app.synth().stacks.map(({ id }) => id)).toEqual(['Stack']);

  test('where the rule sees all its events already', () => {
    app = testApp();
    const rule = apiCalls(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'us-east-1' } }), AwsService.IAM, ['CreateUser']);
    expect(rulesOf(Stack.of(rule))[0].EventBusName).toBeUndefined();
    only();
  });

  test('where something else forwards the events', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { eventRegions: EventRegions.alreadyForwarded() });
    only();
  });

  test('where the user names the rule\'s own Region only', () => {
    apiCalls(stack, AwsService.SSO, ['CreatePermissionSet'], { regions: ['eu-west-1'] });
    only();
  });
});

describe('Regions that the user names', () => {
  test('are those that events come from', () => {
    apiCalls(stack, AwsService.SSO, ['CreatePermissionSet'], { regions: ['eu-central-1'] });
    expect(patternsOf(forwarderIn('eu-central-1'))).toEqual([expect.objectContaining({ source: ['aws.sso'] })]);
    expect(rulesOf(stack)).toHaveLength(1);
  });

  test('include the rule\'s own where it is named', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { regions: ['eu-west-1', 'us-east-1'] });
    expect(rulesOf(stack).map(({ EventBusName }) => EventBusName).sort()).toEqual([BUS, undefined]);
  });

  test('can be given for events of any source', () => {
    new EventPatternRule(stack, 'Root', { eventPattern: { detail: { userIdentity: { type: ['Root'] } } }, eventRegions: EventRegions.forward({ regions: ['us-east-1'] }) });
    apiCalls(stack, AwsService.IAM, ['GetUser']);
    expect(rulesOf(forwarderIn('us-east-1'))).toEqual([expect.objectContaining({
      State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', EventPattern: { $or: [{ detail: { userIdentity: { type: ['Root'] } } }, iamPattern('GetUser')] },
    })]);
  });
});

describe('what has no effect is said', () => {
  test('a Region in which the events do not appear', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { regions: ['us-west-2'] });
    expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/warning: regions of EventRegions\.forward .* names us-west-2, where its events do not appear: .* in us-east-1/));
  });

  test('and not a Region that is right, or of which nothing is known', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { regions: ['us-east-1'] });
    apiCalls(stack, AwsService.EC2, ['RunInstances'], { regions: ['us-west-2'] });
    expect(messagesOf(stack).join()).not.toContain('do not appear');
  });

  test('actions for a Region from where no rule with these options has events forwarded', () => {
    const actions = (...regions: string[]) => Object.fromEntries(regions.map((region) => [region, { ticket: [] }]));
    const alarmActions = actions('us-east-1', 'us-west-2', 'eu-west-1');
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions });
    expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/has actions for us-west-2, from where no event is forwarded/));
  });

  test('and not those for a Region that another rule with these options needs', () => {
    const alarmActions = { 'us-east-1': { ticket: [] }, 'us-west-2': { ticket: [] } };
    apiCalls(stack, AwsService.IAM, ['CreateUser'], { alarmActions });
    apiCalls(stack, AwsService.EC2, ['RunInstances'], { alarmActions, regions: ['us-west-2'] });
    expect(messagesOf(stack).join()).not.toContain('no event is forwarded');
  });
});

test('support stacks are deployed by the default synthesizer of the app, whatever the rules\' stack has', () => {
  const withDefault = new App({ defaultStackSynthesizer: new CliCredentialsStackSynthesizer() });
  apiCalls(new Stack(withDefault, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } }), AwsService.IAM, ['CreateUser']);
  expect(forwarderIn('us-east-1', withDefault).synthesizer).toBeInstanceOf(CliCredentialsStackSynthesizer);

  const ofTheStack = new App();
  apiCalls(new Stack(ofTheStack, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' }, synthesizer: new CliCredentialsStackSynthesizer() }), AwsService.IAM, ['CreateUser']);
  expect(forwarderIn('us-east-1', ofTheStack).synthesizer).toBeInstanceOf(DefaultStackSynthesizer);
});

test('the roles of support stacks have the permissions boundary of the stack that they are made for', () => {
  const bounded = new Stack(app, 'Bounded', { env: HERE, permissionsBoundary: PermissionsBoundary.fromName('boundary') });
  apiCalls(bounded, AwsService.IAM, ['CreateUser']);
  const roles = Object.values(Template.fromStack(forwarderIn('us-east-1', app, 'Bounded')).findResources('AWS::IAM::Role'));
  expect(roles.map(({ Properties }) => JSON.stringify(Properties.PermissionsBoundary))).toEqual([expect.stringContaining(':policy/boundary')]);
});

test('what an aspect of a stack says holds for the support stacks that are made for it', () => {
  const bounded = new Stack(app, 'Bounded', { env: HERE });
  iam.PermissionsBoundary.of(bounded).apply(iam.ManagedPolicy.fromManagedPolicyArn(bounded, 'Boundary', 'arn:aws:iam::111122223333:policy/boundary'));
  Tags.of(bounded).add('team', 'security');
  const other = new Stack(app, 'Other', { env: HERE });
  [bounded, other].forEach((scope) => apiCalls(scope, AwsService.IAM, ['CreateUser']));
  const [ofBounded, ofOther] = ['Bounded', 'Other'].map((id) => Object.values(Template.fromStack(forwarderIn('us-east-1', app, id)).findResources('AWS::IAM::Role'))
    .map(({ Properties }) => [Properties.PermissionsBoundary, Properties.Tags]));
  expect(ofBounded).toEqual([['arn:aws:iam::111122223333:policy/boundary', [{ Key: 'team', Value: 'security' }]]]);
  expect(ofOther).toEqual([[undefined, undefined]]);
});

describe('forwarding is refused', () => {
  const refused = (region: string | undefined, make: (scope: Stack) => void) => expect(() => make(new Stack(app, 'Refused', { env: { region } })));

  test('where the Region of the stack is not known', () => {
    refused(undefined, (scope) => apiCalls(scope, AwsService.IAM, ['CreateUser'])).toThrow(
      /The events of rule 'Refused\/Rule\d+' cannot be forwarded: the Region of stack 'Refused' is not known\. Give the stack an env with a region/);
  });

  test('in China', () => {
    refused('cn-north-1', (scope) => apiCalls(scope, AwsService.CLOUDFRONT, ['CreateDistribution'])).toThrow(/cannot be forwarded to cn-north-1: Amazon EventBridge is not known to send events between the Regions of China/);
  });

  test('for a bus that the user names', () => {
    refused('eu-west-1', (scope) => apiCalls(scope, AwsService.IAM, ['CreateUser'], {}, { eventBus: new events.EventBus(scope, 'Bus') }))
      .toThrow(/the rule is given an eventBus, and forwarded events arrive on a bus that the app makes .*alreadyForwarded/);
  });

  test('where no Region is known', () => {
    refused('eu-west-1', (scope) => apiCalls(scope, AwsService.EC2, ['RunInstances'])).toThrow(/does not tie them to any Region\. Name the Regions .*forward\(\{ regions: \[\.\.\.\] \}\)/);
    expect(() => apiCalls(stack, AwsService.SSO, ['CreatePermissionSet'])).toThrow(/does not tie them to any Region/);
  });

  test('between partitions', () => {
    refused('eu-west-1', (scope) => apiCalls(scope, AwsService.IAM, ['CreateUser'], { regions: ['us-gov-west-1'] })).toThrow(/from us-gov-west-1 \(aws-us-gov\) to eu-west-1 \(aws\)/);
  });

  test.each([[[]], [['us-east1']], [['Ireland']]])('for the Regions %j', (regions: string[]) => {
    expect(() => EventRegions.forward({ regions })).toThrow(regions.length === 0 ? /empty list/ : new RegExp(`regions\\[0\\] of EventRegions.forward is "${regions[0]}": it must be the name of a Region, such as 'us-east-1'`));
  });

  test('for alarm actions of something that is no Region', () => {
    expect(() => EventRegions.forward({ alarmActions: { page: {} } })).toThrow(/a key of alarmActions of EventRegions.forward is "page": it must be the name of a Region/);
  });

  test('where a stack has the name of a support stack, whichever is made first', () => {
    new Stack(app, 'Stack-forwarded-events', { env: HERE });
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(() => app.synth()).toThrow('Stack \'Stack-forwarded-events\' is called Stack-forwarded-events, which is the name of the stack');
  });

  test('for a rule that is made during synthesis', () => {
    apiCalls(stack, AwsService.IAM, ['CreateUser']);
    const last = new Stack(app, 'Last', { env: HERE });
    Aspects.of(last).add({
      visit: (node) => {
        if (node === last) {
          new ApiCallRule(stack, 'Late', { service: AwsService.IAM, eventRegions: EventRegions.forward() });
        }
      },
    });
    expect(() => app.synth()).toThrow(/'Stack\/Late' is made during synthesis/);
  });
});

test('forwarding in GovCloud is warned of', () => {
  const gov = new Stack(app, 'Gov', { env: { account: ACCOUNT, region: 'us-gov-east-1' } });
  apiCalls(gov, AwsService.IAM, ['CreateUser']);
  expect(messagesOf(gov).filter((text) => text.includes('forwarding-in-partition'))).toEqual([expect.stringContaining('partition aws-us-gov. Try it before you rely on it')]);
  expect(forwarderIn('us-gov-west-1', app, 'Gov').region).toBe('us-gov-west-1');
});

test.each([['aws-cn', 'cn-northwest-1'], ['aws-us-gov', 'us-gov-west-1']])('nothing is said in %s where the rule sees its events already', (_partition, region) => {
  const right = new Stack(app, 'Right', { env: { account: ACCOUNT, region } });
  apiCalls(right, AwsService.CLOUDFRONT, ['CreateDistribution']);
  expect(messagesOf(right).join()).not.toContain('forwarding-in-partition');
  expect(rulesOf(right)[0].EventBusName).toBeUndefined();
});

describe('a target that would need a third hop is refused', () => {
  const elsewhere = (env: { account: string; region: string }) => new targets.SqsQueue(new sqs.Queue(new Stack(app, 'Elsewhere', { env }), 'Queue', { queueName: 'queue' }));

  test.each([
    ['another Region', { account: ACCOUNT, region: 'eu-central-1' }],
    ['another account and Region', { account: '222222222222', region: 'eu-central-1' }],
  ])('in %s', (_where, env) => {
    const rule = apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(() => rule.addTarget(elsewhere(env))).toThrow(/cannot send to 'Elsewhere\/Queue', which is in another account or Region: its events are forwarded to it already, .* Use a target in eu-west-1/);
  });

  test('but not a queue of another account in the Region, which EventBridge calls directly', () => {
    const rule = apiCalls(stack, AwsService.IAM, ['CreateUser']);
    rule.addTarget(elsewhere({ account: '222222222222', region: 'eu-west-1' }));
    expect(JSON.stringify(rulesOf(stack)[0].Targets)).toContain(':sqs:eu-west-1:222222222222:queue');
  });

  test('on another bus', () => {
    const rule = apiCalls(stack, AwsService.IAM, ['CreateUser']);
    expect(() => rule.addTarget(new targets.EventBus(new events.EventBus(stack, 'Bus')))).toThrow(/cannot send to another event bus/);
  });

  test('where something else has forwarded the events', () => {
    const rule = apiCalls(stack, AwsService.IAM, ['CreateUser'], {}, { eventRegions: EventRegions.alreadyForwarded() });
    expect(() => rule.addTarget(elsewhere({ account: ACCOUNT, region: 'eu-central-1' }))).toThrow(/third|already/);
  });

  test('but not where the events appear in the rule\'s own Region', () => {
    const east = new Stack(app, 'East', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const rule = apiCalls(east, AwsService.IAM, ['CreateUser']);
    rule.addTarget(elsewhere(HERE));
    expect(JSON.stringify(rulesOf(east))).toContain(`:events:eu-west-1:${ACCOUNT}:event-bus/default`);
  });
});

describe.each([[true], [false]])('with aspect stabilization %s', (stabilized) => {
  test('aspects of the app reach what is made at synthesis', () => {
    app = testApp({ context: { '@aws-cdk/core:aspectStabilization': stabilized } });
    const seen = new Set<string>();
    Aspects.of(app).add({ visit: (node) => CfnResource.isCfnResource(node) && seen.add(node.cfnResourceType) });
    Tags.of(app).add('team', 'security');
    apiCalls(new Stack(app, 'Stack', { env: HERE }), AwsService.IAM, ['CreateUser']);
    Template.fromStack(forwarderIn('us-east-1')).hasResourceProperties('AWS::SQS::Queue', { Tags: [{ Key: 'team', Value: 'security' }] });
    expect(seen).toContain('AWS::CloudWatch::Alarm');
  });
});

test('nothing of it is found by the default rules of the CDK, and the app can be synthesized again', () => {
  apiCalls(stack, AwsService.IAM, ['CreateUser']);
  rootSignIn(stack);
  apiCalls(stack, AwsService.STS, ['AssumeRole']);
  const templates = () => app.synth({ force: true }).stacks.map(({ template }) => template);
  expect(templates()).toEqual(templates());
});
