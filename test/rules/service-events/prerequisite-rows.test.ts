import { App, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { PrerequisiteData, ResourceNeed } from '../../../src/catalog/prerequisites';
import { meetPrerequisites } from '../../../src/rules/service-events/prerequisites';
import { messagesOf, testApp } from '../../support/test-app';

let mockNeeds: PrerequisiteData[] = [];

jest.mock('../../../src/catalog/prerequisites', () => ({ prerequisitesOf: () => mockNeeds }));
jest.mock('../../../src/catalog/resource-fields', () => ({
  ...jest.requireActual('../../../src/catalog/resource-fields'),
  resourceFieldsOf: () => [
    { type: 'AWS::Other::Type', field: 'detail.other', value: 'ref', detailTypes: ['A'] }, { type: 'AWS::SQS::Queue', field: 'detail.queue', value: 'queueRef.queueArn|queueRef.queueUrl', detailTypes: ['A'] },
  ],
}));

const SERVICE: any = { source: 'aws.sqs', serviceName: 'Service' };
const ON: ResourceNeed = { type: 'AWS::SQS::Queue', property: 'FifoQueue', on: true };

let app: App;
let stack: Stack;
let rule: Construct;
let count = 0;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
  new sns.CfnTopic(stack, 'Any');
  rule = new Construct(stack, 'Rule');
  count += 1;
});

const need = (more: Partial<PrerequisiteData> = {}): PrerequisiteData => ({ id: `need-${count}`, needs: 'a switch; and more', ...more });
const met = (needs: PrerequisiteData[], { detailTypes = ['A'], resources = [] as IConstruct[], enabled = true } = {}) => {
  mockNeeds = needs;
  return meetPrerequisites(rule, { service: SERVICE, detailTypes, resources, enabled });
};
const said = () => messagesOf(stack).filter((text) => text.includes('a switch'));

describe('what events need', () => {
  test('is left to others, and said once in words, where nothing shows that it is so', () => {
    expect(met([need()])).toEqual(['a switch; and more']);
    expect(said()).toEqual([expect.stringMatching(/needs? a switch, and nothing in this app shows that it is so/)]);
  });

  test('is said once of all rules, with the page where to read of it', () => {
    const needed = need();
    met([needed]);
    rule = new Construct(stack, 'Second');
    met([needed]);
    expect(said()).toEqual([expect.stringMatching(/^info: 2 rules \(Stack\/Rule, Stack\/Second\) need a switch, .* See \S+\/notices\.md#what-events-need/)]);
  });

  test('is said with a page of its own, where it has one', () => {
    met([need({ page: 'https://example.com/switch' })]);
    expect(said()).toEqual([expect.stringContaining('1 rule (Stack/Rule) needs a switch, and nothing in this app shows that it is so. Acknowledge this once it is. See https://example.com/switch')]);
  });

  test.each<[string, string, any]>([
    ['a value', 'QueueName', { Ref: 'AWS::StackName' }], ['what the value stands in', 'RedrivePolicy.maxReceiveCount', { 'Fn::ImportValue': 'policy' }],
  ])('may be shown where only the deployment knows %s', (_what, property, value) => {
    new CfnResource(stack, 'Q', { type: 'AWS::SQS::Queue', properties: { [property.split('.')[0]]: Token.asAny(value) } });
    met([need({ app: [{ type: 'AWS::SQS::Queue', property, values: ['n'] }] })]);
    expect(said()).toEqual([]);
  });

  test('of a resource that the app does not make is told with what events call it', () => {
    const imported = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:orders');
    met([need({ resource: { ...ON, command: 'aws set {name}' } })], { resources: [imported] });
    expect(said()).toEqual([expect.stringContaining('Run: aws set arn:aws:sqs:eu-west-1:111111111111:orders Acknowledge')]);
  });

  test('is not said of a rule that is switched off, nor where it is quiet', () => {
    expect(met([need()], { enabled: false })).toEqual(['a switch; and more']);
    expect(met([need({ quiet: true })])).toEqual([]);
    expect(said()).toEqual([]);
  });

  test.each<[string[] | undefined, string[], number]>([
    [undefined, ['A'], 1], [['A'], ['A', 'B'], 1], [['A', 'B'], ['B'], 1], [['A'], ['B'], 0], [undefined, ['AWS API Call via CloudTrail'], 0], [['A'], ['A', 'AWS API Call via CloudTrail'], 1], [undefined, [], 0],
  ])('by %j of the events %j is needed %i times', (ofKinds, detailTypes, times) => {
    expect(met([need({ detailTypes: ofKinds })], { detailTypes })).toHaveLength(times);
  });

  test.each<[string, (scope: Stack) => unknown, boolean]>([
    ['a resource of the type', (scope) => new sqs.CfnQueue(scope, 'Q', { fifoQueue: true }), false],
    ['one with another value', (scope) => new sqs.CfnQueue(scope, 'Q', { fifoQueue: false }), true],
    ['one without the property', (scope) => new sqs.CfnQueue(scope, 'Q'), true],
    ['another resource', (scope) => new s3.CfnBucket(scope, 'B'), true],
  ])('is said or not beside %s', (_what, make, isSaid) => {
    make(stack);
    met([need({ resource: ON })]);
    expect(said()).toHaveLength(isSaid ? 1 : 0);
  });

  test.each<[PrerequisiteData['app'], boolean]>([
    [[{ type: 'AWS::S3::Bucket' }, { type: 'AWS::SQS::Queue' }], false],
    [[{ type: 'AWS::SQS::Queue', property: 'QueueName' }], false],
    [[{ type: 'AWS::SQS::Queue', property: 'KmsMasterKeyId' }], true],
    [[{ type: 'AWS::SQS::Queue', property: 'QueueName', values: ['n', 'm'] }], false],
    [[{ type: 'AWS::SQS::Queue', property: 'QueueName', values: ['o'] }], true],
  ])('is shown by what the row names: %j leaves it open: %p', (shownBy, isSaid) => {
    new sqs.CfnQueue(stack, 'Q', { queueName: 'n' });
    met([need({ app: shownBy, resource: { ...ON, on: undefined } })]);
    expect(said()).toHaveLength(isSaid ? 1 : 0);
  });

  test('is shown in the account and Region of the rule alone, as far as these are known', () => {
    new sqs.CfnQueue(new Stack(app, 'Far', { env: { account: '111111111111', region: 'us-east-1' } }), 'Q', { fifoQueue: true });
    new sqs.CfnQueue(new Stack(app, 'Other', { env: { account: '222222222222', region: 'eu-west-1' } }), 'Q', { fifoQueue: true });
    met([need({ resource: ON })]);
    expect(said()).toHaveLength(1);
  });

  test('is shown by what may be there', () => {
    new sqs.CfnQueue(new Stack(app, 'Anywhere'), 'Q', { fifoQueue: true });
    met([need({ resource: ON })]);
    expect(said()).toHaveLength(0);
  });

  test('of a resource that must never have a value is shown by none', () => {
    new sqs.CfnQueue(stack, 'Q', { queueName: 'n' });
    met([need({ resource: { type: 'AWS::SQS::Queue', property: 'QueueName', never: ['x'] } })]);
    expect(said()).toHaveLength(1);
  });

  test('is done to the resources that they are about', () => {
    const queues = ['One', 'Two'].map((id) => new sqs.Queue(stack, id));
    expect(met([need({ resource: ON, detailTypes: ['A'] })], { detailTypes: ['A', 'B'], resources: queues })).toEqual([]);
    Template.fromStack(stack).allResourcesProperties('AWS::SQS::Queue', { FifoQueue: true });
    expect(said()).toEqual([]);
  });

  test.each<[string[] | undefined, string[], boolean]>([[['A'], ['A'], true], [undefined, ['A'], true], [['A', 'B'], ['A', 'B'], true], [['A'], ['A', 'B'], false]])(
    'where it cannot be done, is refused where %j of the events %j need it', (ofKinds, detailTypes, refused) => {
      const queue = new sqs.Queue(stack, 'One');
      met([need({ detailTypes: ofKinds, resource: { type: 'AWS::SQS::Queue', property: 'QueueName', present: true } })], { detailTypes, resources: [queue] });
      const synthesize = () => Template.fromStack(stack);
      if (refused) {
        expect(synthesize).toThrow("Rule 'Stack/Rule' can never match: events about 'Stack/One' need a switch; and more, and its QueueName is not set: leave it out, and the rule sets it.");
      } else {
        expect(Object.keys(synthesize().findResources('AWS::SQS::Queue'))).toHaveLength(1);
      }
    });

  test('of a resource of another type is not asked of this one', () => {
    met([need({ resource: { ...ON, type: 'AWS::S3::Bucket' } })], { resources: [new sqs.Queue(stack, 'One')] });
    expect(Template.fromStack(stack).findResources('AWS::SQS::Queue', { Properties: { FifoQueue: true } })).toEqual({});
  });
});
