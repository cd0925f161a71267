import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { PrerequisiteData, ResourceNeed } from '../../../src/catalog/prerequisites';
import { meetPrerequisites } from '../../../src/rules/service-events/prerequisites';
import { meetNeed } from '../../../src/rules/service-events/resource-need';
import { messagesOf, testApp } from '../../support/test-app';

let mockNeeds: PrerequisiteData[] = [];

jest.mock('../../../src/catalog/prerequisites', () => ({ prerequisitesOf: () => mockNeeds }));
jest.mock('../../../src/catalog/resource-fields', () => ({
  ...jest.requireActual('../../../src/catalog/resource-fields'),
  resourceFieldsOf: () => [
    { type: 'AWS::Other::Type', field: 'detail.other', value: 'ref', detailTypes: ['A'] }, { type: 'AWS::SQS::Queue', field: 'detail.queue', value: 'ref', detailTypes: ['A'] },
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

describe('a resource is made what its events need', () => {
  const wanted = (resource: IConstruct, more: Partial<ResourceNeed> = {}, id = 'id') => meetNeed({ rule, resource, name: 'name', id, needs: 'it', need: { ...ON, ...more } });
  const properties = (type = 'AWS::SQS::Queue') => Object.values(Template.fromStack(stack).findResources(type))[0].Properties;

  test('with other properties beside', () => {
    wanted(new sqs.CfnQueue(stack, 'Q'), { also: { QueueName: 'q.fifo' } });
    expect(properties()).toEqual({ FifoQueue: true, QueueName: 'q.fifo' });
  });

  test('and left alone where it is so already, or known at deployment only', () => {
    wanted(new sqs.CfnQueue(stack, 'Q', { fifoQueue: true }), { also: { QueueName: 'other' } });
    const { valueAsString } = new CfnParameter(stack, 'P');
    wanted(new sqs.CfnQueue(stack, 'R', { queueName: valueAsString }), { property: 'QueueName', also: { DelaySeconds: 1 } });
    expect(Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue')).map(({ Properties }) => Properties)).toEqual([{ FifoQueue: true }, { QueueName: { Ref: 'P' } }]);
  });

  test.each<[Partial<ResourceNeed>, sqs.CfnQueueProps, string]>([
    [{}, { fifoQueue: false }, 'and its FifoQueue is false: leave it out, and the rule sets it.'],
    [{ instead: 'take another' }, { fifoQueue: false }, 'and its FifoQueue is false: take another.'],
    [{ on: undefined, property: 'QueueName', never: ['a', 'b'] }, { queueName: 'b' }, 'and its QueueName is "b"'],
    [{ on: undefined, property: 'QueueName', present: true }, {}, 'and its QueueName is not set'],
  ])('and refused with %j and %j', (more, props, words) => {
    wanted(new sqs.CfnQueue(stack, 'Q', props), more);
    expect(() => properties()).toThrow(words);
  });

  test.each<[Partial<ResourceNeed>, sqs.CfnQueueProps]>([
    [{ on: undefined, property: 'QueueName', never: ['a', 'b'] }, { queueName: 'c' }], [{ on: undefined, property: 'QueueName', present: true }, { queueName: 'c' }],
    [{ on: undefined, property: 'FifoQueue' }, { fifoQueue: false }], [{ on: undefined, property: 'QueueName', never: ['a'] }, {}],
  ])('and taken as it is with %j and %j', (more, props) => {
    wanted(new sqs.CfnQueue(stack, 'Q', props), more);
    expect(properties()).toEqual(Object.keys(props).length === 0 ? undefined : { [props.queueName ? 'QueueName' : 'FifoQueue']: props.queueName ?? false });
  });

  test('once, whatever number of rules need it, and for each need', () => {
    const queue = new sqs.CfnQueue(stack, 'Q');
    wanted(queue);
    wanted(queue, { also: { QueueName: 'second' } });
    wanted(queue, { property: 'ContentBasedDeduplication' }, 'other');
    expect(properties()).toEqual({ FifoQueue: true, ContentBasedDeduplication: true });
  });

  test('by its construct, where that has a child for it', () => {
    class Managed extends Construct {
      public called = 0;
      constructor(id: string) {
        super(stack, id);
        new sqs.CfnQueue(this, 'Resource');
        new Construct(this, 'Manager');
      }

      public call(): void {
        this.called += 1;
      }
    }
    const [whole, ofResource] = [new Managed('Whole'), new Managed('OfResource')];
    [whole, ofResource.node.defaultChild!].forEach((each) => wanted(each, { unlessChild: 'Manager', call: 'call' }));
    wanted(new sqs.Queue(stack, 'Without'), { unlessChild: 'Manager', call: 'call' });
    const fifo = Object.values(Template.fromStack(stack).findResources('AWS::SQS::Queue', { Properties: { FifoQueue: true } }));
    expect([fifo.length, whole.called > 0, ofResource.called > 0]).toEqual([1, true, true]);
  });

  test('by who makes it, where the app does not', () => {
    const imported = (id: string) => sqs.Queue.fromQueueArn(stack, id, `arn:aws:sqs:eu-west-1:111111111111:${id}`);
    meetNeed({ rule, resource: imported('q'), name: 'q', id: 'told', needs: 'it', need: { ...ON, command: 'aws set {name} to {name}' } });
    meetNeed({ rule, resource: imported('r'), name: stack.stackId, id: 'told-too', needs: 'it', need: { ...ON, command: 'aws set {name}' } });
    meetNeed({ rule, resource: imported('s'), name: 's', id: 'told-plainly', needs: 'it', need: ON });
    meetNeed({ rule, resource: imported('t'), name: 't', id: 'not-told', needs: 'it', need: { ...ON, never: ['x'] } });
    expect(messagesOf(stack).filter((text) => text.includes('which this app does not make'))).toEqual([
      expect.stringContaining("'Stack/q', which this app does not make, need it. Run: aws set q to q Acknowledge"), expect.stringContaining('need it. Run: aws set <name> Acknowledge'), expect.stringContaining('need it. Acknowledge'),
    ]);
  });
});
