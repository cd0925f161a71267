import { Annotations, App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ApiCallRule, ApiCallRuleProps, AwsService, EventPatternRule, EventRegions, ServiceEventRule, Trails } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, onlyResourceOf, resourcesOf, testApp } from '../support/test-app';

const NOTICE = 'cdk-service-events::trail-not-known';
const DATA = 'cdk-service-events::data-events-not-recorded';
const INSIGHTS = 'cdk-service-events::insights-not-recorded';
const NETWORK = 'cdk-service-events::network-activity-not-recorded';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

function ruleOn(service: AwsService, operations: string[], scope: Construct = stack, props: Partial<ApiCallRuleProps> = {}): ApiCallRule {
  return new ApiCallRule(scope, `${service.source}${operations.join('')}`.replace(/[^A-Za-z]/g, ''), { service, operations, ...props });
}

function said(id: string): string[] {
  const assembly = app.synth();
  const stacks = [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks)];
  return stacks.flatMap(({ messages }) => messages).map(({ entry }) => entry.data as string).filter((text) => text.includes(`[ack: ${id}]`));
}

function selectorsOf(inStack = stack): any {
  const { EventSelectors, AdvancedEventSelectors, InsightSelectors } = onlyResourceOf(inStack, 'AWS::CloudTrail::Trail').Properties;
  return { EventSelectors, AdvancedEventSelectors, InsightSelectors };
}

describe('that no trail is known to record management events', () => {
  test('is said once for the app, naming the rules', () => {
    ruleOn(AwsService.IAM, ['CreateUser']);
    ruleOn(AwsService.KMS, ['DisableKey'], new Stack(app, 'Other'));
    const notices = said(NOTICE);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('Stack/awsiamCreateUser, Other/awskmsDisableKey');
  });

  test('is said of a rule on a service that only has API calls, and of a pattern from elsewhere', () => {
    new ServiceEventRule(stack, 'Service', { service: AwsService.IAM });
    new EventPatternRule(stack, 'Pattern', { eventPattern: { source: ['aws.signin'], detailType: ['AWS Console Signin via CloudTrail'] } });
    expect(said(NOTICE)[0]).toContain('Stack/Service, Stack/Pattern');
  });

  test.each<[string, () => void]>([
    ['native events', () => new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2 })],
    ['data events alone', () => ruleOn(AwsService.S3, ['PutObject'])],
    ['nothing, being inactive', () => ruleOn(AwsService.IAM, ['CreateUser'], stack, { enabled: false })],
  ])('is not said of a rule on %s', (_what, make) => {
    make();
    expect(said(NOTICE)).toEqual([]);
  });

  test('is not said once it is known that one does, before or after the rule', () => {
    ruleOn(AwsService.IAM, ['CreateUser']);
    Trails.of(app).declare({ managementEvents: true });
    expect(said(NOTICE)).toEqual([]);
  });

  test('is not said where the app makes a trail', () => {
    ruleOn(AwsService.IAM, ['CreateUser']);
    Trails.of(new Stack(app, 'Audit')).create();
    expect(said(NOTICE)).toEqual([]);
  });

  test('is said where the trail that is known records only data events', () => {
    ruleOn(AwsService.IAM, ['CreateUser']);
    Trails.of(app).declare({ dataEvents: ['AWS::S3::Object'] });
    expect(said(NOTICE)).toHaveLength(1);
  });

  test('is said of rules outside the part of the app for which it is known', () => {
    ruleOn(AwsService.IAM, ['CreateUser']);
    ruleOn(AwsService.IAM, ['DeleteUser'], new Stack(app, 'Two'));
    Trails.of(stack).declare({ managementEvents: true });
    expect(said(NOTICE)[0]).toContain('1 rule (Two/awsiamDeleteUser) needs a trail');
  });
});

describe('that no trail is known to record a data event', () => {
  test.each<[AwsService, string, string]>([
    [AwsService.S3, 'PutObject', 'AWS::S3::Object'],
    [AwsService.LAMBDA, 'Invoke', 'AWS::Lambda::Function'],
    [AwsService.DYNAMODB, 'PutItem', 'AWS::DynamoDB::Table'],
    [AwsService.SNS, 'Publish', 'AWS::SNS::Topic'],
  ])('is a warning that says which selector is missing: %s %s', (service, operation, type) => {
    ruleOn(service, [operation]);
    const warnings = said(DATA);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${operation} (`);
    expect(warnings[0]).toContain(type);
  });

  test('is a warning on each rule, of the data events alone', () => {
    ruleOn(AwsService.S3, ['PutObject', 'CreateBucket']);
    ruleOn(AwsService.S3, ['DeleteObject']);
    expect(said(DATA)).toHaveLength(2);
    expect(said(DATA)[0]).not.toContain('CreateBucket');
    expect(said(NOTICE)).toHaveLength(1);
  });

  test('can be acknowledged by its id', () => {
    Annotations.of(ruleOn(AwsService.S3, ['PutObject'])).acknowledgeWarning(DATA, 'the trail of the organization');
    expect(said(DATA)).toEqual([]);
  });

  test('is not said once it is known that one does', () => {
    ruleOn(AwsService.S3, ['PutObject']);
    Trails.of(app).declare({ dataEvents: ['AWS::S3::Object'] });
    expect(said(DATA)).toEqual([]);
  });

  test('is said when what is known to be selected is something else', () => {
    ruleOn(AwsService.S3, ['PutObject']);
    Trails.of(app).declare({ managementEvents: true, dataEvents: ['AWS::Lambda::Function'] });
    expect(said(DATA)).toHaveLength(1);
  });

  test('is said of calls that a matcher takes, of many by their number', () => {
    new ApiCallRule(stack, 'Invoked', { service: AwsService.LAMBDA, operations: events.Match.prefix('Invoke') });
    new ApiCallRule(stack, 'Read', { service: AwsService.S3, operations: events.Match.prefix('Get') });
    expect(said(DATA)).toEqual([expect.stringContaining('Invoke (AWS::Lambda::Function)'), expect.stringMatching(/^[^)]*\((.*?\)){4} and \d+ more are data events/)]);
  });

  test('is said of a rule on the calls of a service that names them in its filter', () => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.S3, detailTypes: ['AWS API Call via CloudTrail'], detail: { eventName: 'PutObject' } });
    expect(said(DATA)).toEqual([expect.stringMatching(/^PutObject \(.*dataEvents: \['AWS::S3::Object'\]/)]);
    expect(said(NOTICE)).toEqual([]);
  });

  test('is not said of a rule that names no call', () => {
    new ApiCallRule(stack, 'Rule', { service: AwsService.S3 });
    expect(said(DATA)).toEqual([]);
  });

  test('is not said where the app makes a trail', () => {
    ruleOn(AwsService.S3, ['PutObject']);
    Trails.of(stack).create();
    expect(said(DATA)).toEqual([]);
  });

  test('is not said of a call that may be a management event', () => {
    ruleOn(AwsService.STATES, ['StartSyncExecution']);
    expect(said(DATA)).toEqual([]);
    expect(said(NOTICE)).toHaveLength(1);
  });
});

test('a rule on Insights or on network activity needs a trail that records these', () => {
  new ServiceEventRule(stack, 'Insights', { service: AwsService.CLOUDTRAIL, detailTypes: ['AWS Insight via CloudTrail'] });
  new ServiceEventRule(stack, 'Network', {
    service: AwsService.EC2, detailTypes: ['AWS Network Activity Event via CloudTrail'], detail: { eventSource: 'ec2.amazonaws.com' },
  });
  expect([said(INSIGHTS), said(NETWORK)].map(({ length }) => length)).toEqual([1, 1]);
  expect(said(NETWORK)[0]).toContain('ec2.amazonaws.com');
  expect(said(NOTICE)).toEqual([]);
});

test('a trail that is there can record Insights and network activity', () => {
  new ServiceEventRule(stack, 'Insights', { service: AwsService.CLOUDTRAIL, detailTypes: ['AWS Insight via CloudTrail'] });
  new ServiceEventRule(stack, 'Network', {
    service: AwsService.EC2, detailTypes: ['AWS Network Activity Event via CloudTrail'], detail: { eventSource: 'ec2.amazonaws.com' },
  });
  Trails.of(app).declare({ insights: true, networkActivity: ['ec2.amazonaws.com'] });
  expect([...said(INSIGHTS), ...said(NETWORK)]).toEqual([]);
});

describe('a trail of the app', () => {
  test('records all Regions and management events, into an encrypted bucket, with validated log files', () => {
    Trails.of(stack).create();
    expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
    expect(selectorsOf().EventSelectors).toEqual([{ IncludeManagementEvents: true, ReadWriteType: 'All' }]);
  });

  test('selects exactly the data events that the rules match, with basic selectors where these can', () => {
    Trails.of(stack).create();
    ruleOn(AwsService.S3, ['PutObject', 'DeleteObject']);
    ruleOn(AwsService.LAMBDA, ['Invoke'], new Stack(app, 'Other'));
    ruleOn(AwsService.DYNAMODB, ['GetItem']);
    ruleOn(AwsService.SNS, ['Publish'], stack, { enabled: false });
    const all = (type: string, arn: string) => [{ Type: type, Values: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${arn}`]] }] }];
    expect(selectorsOf()).toEqual({
      EventSelectors: [
        { IncludeManagementEvents: true, ReadWriteType: 'All' },
        { IncludeManagementEvents: false, ReadWriteType: 'ReadOnly', DataResources: all('AWS::DynamoDB::Table', 'dynamodb') },
        { IncludeManagementEvents: false, ReadWriteType: 'All', DataResources: all('AWS::Lambda::Function', 'lambda') },
        { IncludeManagementEvents: false, ReadWriteType: 'WriteOnly', DataResources: all('AWS::S3::Object', 's3:::') },
      ],
      AdvancedEventSelectors: undefined,
      InsightSelectors: undefined,
    });
  });

  test('selects the data events that a matcher takes, and none for a rule that names no call', () => {
    Trails.of(stack).create();
    new ApiCallRule(stack, 'Invoked', { service: AwsService.LAMBDA, operations: events.Match.prefix('Invoke') });
    new ApiCallRule(stack, 'Any', { service: AwsService.S3 });
    expect(selectorsOf().EventSelectors.map((selector: any) => selector.DataResources?.[0].Type)).toEqual([undefined, 'AWS::Lambda::Function']);
  });

  test('selects all events of a type that is named, whatever it is, reads and writes', () => {
    Trails.of(stack).create({ dataEvents: ['AWS::S3::Object', 'AWS::Lambda::Function'] });
    expect(selectorsOf().EventSelectors.slice(1).map(({ ReadWriteType }: any) => ReadWriteType)).toEqual(['All', 'All']);
  });

  test('has advanced selectors where a type needs them', () => {
    Trails.of(stack).create({ dataEvents: ['AWS::SQS::Queue'] });
    ruleOn(AwsService.S3, ['PutObject']);
    ruleOn(AwsService.SNS, ['Publish', 'PublishBatch']);
    expect(selectorsOf()).toEqual({
      EventSelectors: undefined,
      AdvancedEventSelectors: [
        { Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
        ...[['AWS::S3::Object', 'PutObject'], ['AWS::SNS::PlatformEndpoint', 'Publish'], ['AWS::SNS::Topic', 'Publish', 'PublishBatch'], ['AWS::SQS::Queue']]
          .map(([type, ...names]) => ({
            Name: `Data events of ${type}`,
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.type', Equals: [type] },
              ...names.length > 0 ? [{ Field: 'eventName', Equals: names }] : [],
            ],
          })),
      ],
      InsightSelectors: undefined,
    });
  });

  test('records Insights and network activity where rules match them', () => {
    Trails.of(stack).create();
    new ServiceEventRule(stack, 'Insights', { service: AwsService.CLOUDTRAIL, detailTypes: ['AWS Insight via CloudTrail'] });
    new ServiceEventRule(stack, 'Network', {
      service: AwsService.EC2, detailTypes: ['AWS Network Activity Event via CloudTrail'], detail: { eventSource: 'ec2.amazonaws.com' },
    });
    const { AdvancedEventSelectors, InsightSelectors } = selectorsOf();
    expect(AdvancedEventSelectors[1].FieldSelectors).toEqual([{ Field: 'eventCategory', Equals: ['NetworkActivity'] }, { Field: 'eventSource', Equals: ['ec2.amazonaws.com'] }]);
    expect(InsightSelectors).toEqual([{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }]);
    expect([...said(INSIGHTS), ...said(NETWORK)]).toEqual([]);
  });

  test('can record nothing but the network activity of one service', () => {
    Trails.of(stack).create({ managementEvents: false });
    new ServiceEventRule(stack, 'Network', {
      service: AwsService.EC2, detailTypes: ['AWS Network Activity Event via CloudTrail'], detail: { eventSource: 'ec2.amazonaws.com' },
    });
    expect(selectorsOf().AdvancedEventSelectors.map(({ Name }: any) => Name)).toEqual(['Network activity of ec2.amazonaws.com']);
  });

  test('can leave management events to another trail', () => {
    Trails.of(stack).create({ managementEvents: false });
    ruleOn(AwsService.LAMBDA, ['Invoke']);
    expect(selectorsOf().EventSelectors).toMatchObject([{ IncludeManagementEvents: false, ReadWriteType: 'All' }]);
  });

  test('selects what the rules of its own stage match', () => {
    app = testApp();
    const [beta, prod] = ['Beta', 'Prod'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    Trails.of(beta).create();
    ruleOn(AwsService.LAMBDA, ['Invoke'], beta);
    ruleOn(AwsService.S3, ['PutObject'], prod);
    expect(JSON.stringify(selectorsOf(beta))).toContain('AWS::Lambda::Function');
    expect(JSON.stringify(selectorsOf(beta))).not.toContain('AWS::S3::Object');
    expect(said(DATA)).toHaveLength(1);
  });

  test.each([[true], [false]])('leaves what the rules of another stage of the account match to a trail there: synthesized at once, as in a pipeline: %s', (atOnce) => {
    const env = { account: '111111111111', region: 'eu-west-1' };
    app = testApp();
    const [beta, prod] = ['Beta', 'Prod'].map((id) => {
      const stage = new Stage(app, id, { env });
      const inStage = new Stack(stage, 'Stack');
      if (id === 'Beta') {
        ruleOn(AwsService.LAMBDA, ['Invoke'], inStage);
        Trails.of(inStage).create();
      } else {
        ruleOn(AwsService.S3, ['PutObject'], inStage);
      }
      if (atOnce) {
        stage.synth();
      }
      return inStage;
    });
    expect(JSON.stringify(selectorsOf(beta))).toContain('AWS::Lambda::Function');
    expect(JSON.stringify(selectorsOf(beta))).not.toContain('AWS::S3::Object');
    expect(messagesOf(prod).filter((text) => text.includes(DATA))).toEqual([expect.stringContaining('The trail of another stage selects what the rules of its own stage match')]);
  });

  test.each<[string, (own: Stack, env: object) => unknown, boolean]>([
    ['in another stage of the account', (own, env) => Trails.of(new Stack(new Stage(own.node.root, 'Beta', { env }), 'Stack')).create(), true],
    ['in a stage of another account', (own) => Trails.of(new Stack(new Stage(own.node.root, 'Beta', { env: { account: '222222222222', region: 'eu-west-1' } }), 'Stack')).create(), false],
    ['beside the rule, of other events', (own) => Trails.of(own).declare({ dataEvents: ['AWS::Lambda::Function'] }), false],
  ])('%s is what a rule without a trail of its own is told of, or not', (_where, make, isTold) => {
    const env = { account: '111111111111', region: 'eu-west-1' };
    app = testApp();
    const prod = new Stack(new Stage(app, 'Prod', { env }), 'Stack');
    ruleOn(AwsService.S3, ['PutObject'], prod);
    make(prod, env);
    const told = messagesOf(prod).filter((text) => text.includes(DATA));
    expect(told.map((text) => text.includes('The trail of another stage'))).toEqual([isTold]);
  });

  test('of the app itself selects what the rules of all its stages match', () => {
    const env = { account: '111111111111', region: 'eu-west-1' };
    app = testApp();
    const base = new Stack(app, 'Base', { env });
    Trails.of(base).create();
    const stage = new Stage(app, 'Beta', { env });
    ruleOn(AwsService.LAMBDA, ['Invoke'], new Stack(stage, 'Stack'));
    stage.synth();
    expect(JSON.stringify(selectorsOf(base))).toContain('AWS::Lambda::Function');
  });

  test('says which statements the policies of a bucket and a key of others must hold', () => {
    app = testApp();
    stack = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    Trails.of(stack).create({
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'central-logs'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:999999999999:key/11111111-2222-3333-4444-555555555555'),
    });
    const all = messagesOf(stack).join();
    expect(all).toMatch(/"Action":"s3:PutObject","Condition":\{"StringEquals":\{"s3:x-amz-acl":"bucket-owner-full-control"\}.*AWSLogs\/111111111111\/\*/);
    expect(all).toMatch(/"Action":"s3:GetBucketAcl"/);
    expect(all).toMatch(/"Action":\["kms:GenerateDataKey\*","kms:DescribeKey"\]/);
  });

  test('may use the key that encrypts its log files', () => {
    const key = new kms.Key(stack, 'Key');
    Trails.of(stack).create({ encryptionKey: key });
    expect(onlyResourceOf(stack, 'AWS::CloudTrail::Trail').Properties.KMSKeyId).toBeDefined();
    const statements = onlyResourceOf(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
    expect(statements).toContainEqual(expect.objectContaining({ Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'], Principal: { Service: 'cloudtrail.amazonaws.com' } }));
  });
});

describe('is refused', () => {
  test('a rule in another account than the one that the trail records', () => {
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
    ruleOn(AwsService.IAM, ['CreateUser'], here);
    Trails.of(new Stack(app, 'There', { env: { account: '222222222222', region: 'us-east-1' } })).create();
    expect(() => app.synth()).toThrow(/Rule 'Here\/awsiamCreateUser' can never match: the trail that is known records account 222222222222, and the rule is in 111111111111/);
  });

  test('a rule in another Region than the one that the trail records', () => {
    ruleOn(AwsService.KMS, ['DisableKey'], new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } }));
    Trails.of(app).declare({ managementEvents: true, region: 'us-east-1' });
    expect(() => app.synth()).toThrow(/records Region us-east-1, and the rule is in eu-west-1/);
  });

  test('a type of resources without data events, with the nearest', () => {
    expect(() => Trails.of(app).declare({ dataEvents: ['AWS::S3::Bucket'] })).toThrow(/'AWS::S3::Bucket', which is no type of resources .* Nearest: 'AWS::S3::Object'/);
    expect(() => Trails.of(stack).create({ dataEvents: ['AWS::S3::Objects'] })).toThrow("Nearest: 'AWS::S3::Object'");
  });

  test('a second trail in the same stack', () => {
    Trails.of(stack).create();
    expect(() => Trails.of(stack).create()).toThrow("'Stack' makes a trail already");
  });

  test('a name that a trail of the same account and Region has', () => {
    const env = { account: '111111111111', region: 'eu-west-1' };
    app = testApp();
    ['One', 'Two'].forEach((id) => Trails.of(new Stack(app, id, { env })).create({ trailName: 'all' }));
    expect(() => app.synth()).toThrow(/trailName of trail 'Two\/.*' is 'all', and trail 'One\//);
  });

  test('a trail that would record nothing', () => {
    Trails.of(stack).create({ managementEvents: false });
    expect(() => app.synth()).toThrow(/would record nothing/);
  });
});

test('a rule in the account of one of several trails is fine', () => {
  app = testApp();
  const stacks = ['111111111111', '222222222222'].map((account) => new Stack(app, `In${account}`, { env: { account, region: 'us-east-1' } }));
  stacks.forEach((each) => {
    Trails.of(each).create();
    ruleOn(AwsService.IAM, ['CreateUser'], each);
  });
  expect(said(NOTICE)).toEqual([]);
  expect(Object.keys(resourcesOf(stacks[0], 'AWS::CloudTrail::Trail'))).toHaveLength(1);
});

describe('a rule to which events are forwarded', () => {
  const elsewhere = { account: '222222222222', region: 'us-east-1' };

  test.each<[string, (scope: Stack) => Partial<ApiCallRuleProps>]>([
    ['on an event bus of the user\'s', (scope) => ({ eventBus: new events.EventBus(scope, 'Central') })],
    ['from other Regions', () => ({ eventRegions: EventRegions.alreadyForwarded() })],
  ])('%s is served by a trail of another account and Region', (_what, props) => {
    app = testApp();
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    const there = new Stack(app, 'There', { env: elsewhere });
    Trails.of(there).create();
    ruleOn(AwsService.LAMBDA, ['Invoke', 'CreateFunction'], here, props(here));
    expect([...said(NOTICE), ...said(DATA)]).toEqual([]);
    expect(JSON.stringify(selectorsOf(there))).toContain('AWS::Lambda::Function');
  });

  test('needs a trail all the same', () => {
    ruleOn(AwsService.LAMBDA, ['Invoke', 'CreateFunction'], stack, { eventBus: new events.EventBus(stack, 'Central') });
    expect([said(NOTICE).length, said(DATA).length]).toEqual([1, 1]);
  });
});
