import { Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ResourceFieldData } from '../../../src/catalog/resource-fields';
import { filterOnResources, requireSameEnvironment } from '../../../src/rules/service-events/resource-filter';
import { testApp } from '../../support/test-app';

let mockRows: ResourceFieldData[] = [];
let mockWords: string[] = [];

jest.mock('../../../src/catalog/resource-fields', () => ({
  ...jest.requireActual('../../../src/catalog/resource-fields'),
  resourceFieldsOf: () => mockRows,
  resourceInWords: (_source: string, kinds: string[]) => (kinds.length > 0 ? mockWords : []),
}));

const TYPE = 'AWS::SQS::Queue';
const SERVICE: any = {
  serviceName: 'Service', source: 'aws.sqs', detailTypes: ['A', 'B', 'C', 'AWS API Call via CloudTrail'], _usualDetailTypes: ['A', 'B'], _viaCloudTrail: false, schemaOf: () => undefined, documentationUrl: undefined,
};
const row = (more: Partial<ResourceFieldData> = {}): ResourceFieldData => ({ type: TYPE, field: 'detail.queue', value: 'ref', detailTypes: ['A'], ...more });

let stack: Stack;
let queues: sqs.Queue[];
beforeEach(() => {
  stack = new Stack(testApp(), 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
  queues = ['One', 'Two'].map((id) => new sqs.Queue(stack, id));
  mockRows = [];
  mockWords = [];
});

const filtered = (rows: ResourceFieldData[], detailTypes?: string[], resources: any[] = [queues[0]], service = SERVICE) => {
  mockRows = rows;
  return stack.resolve(filterOnResources('rule', stack, service, detailTypes, resources));
};
const ref = (at: number) => stack.resolve((queues[at].node.defaultChild as sqs.CfnQueue).ref);

describe('events are about resources by', () => {
  test('the field in which their row says that they name it, of those kinds that do', () => {
    expect(filtered([row()])).toEqual({ detailTypes: ['A'], detail: { queue: [ref(0)] } });
    expect(filtered([row({ field: 'detail.of.queue' })], undefined, queues)).toEqual({ detailTypes: ['A'], detail: { of: { queue: [ref(0), ref(1)] } } });
    expect(filtered([row({ field: 'resources' })])).toEqual({ detailTypes: ['A'], resources: [ref(0)] });
    expect(filtered([row()], ['A'])).toEqual({ detail: { queue: [ref(0)] } });
    expect(filtered([row()], undefined, undefined, { ...SERVICE, _viaCloudTrail: true })).toEqual({ detail: { queue: [ref(0)] } });
  });

  test('the fields of all kinds, each once', () => {
    expect(filtered([row(), row({ detailTypes: ['B'] })])).toEqual({ detailTypes: ['A', 'B'], detail: { queue: [ref(0)] } });
    expect(filtered([row(), row({ field: 'detail.other', detailTypes: ['B'] })])).toEqual({ detailTypes: ['A', 'B'], detail: { $or: [{ queue: [ref(0)] }, { other: [ref(0)] }] } });
    expect(filtered([row({ detailTypes: ['A', 'B'] }), row({ field: 'detail.other', detailTypes: ['B'] })])).toEqual({ detailTypes: ['A', 'B'], detail: { queue: [ref(0)] } });
    expect(filtered([row({ detailTypes: ['A', 'C'] })])).toEqual({ detailTypes: ['A'], detail: { queue: [ref(0)] } });
    expect(filtered([row({ detailTypes: ['A', 'C'] })], ['C'])).toEqual({ detail: { queue: [ref(0)] } });
  });

  test('the fields for their type alone, where events name others too', () => {
    const topics = row({ type: 'AWS::SNS::Topic', field: 'detail.topic', detailTypes: ['A', 'B'] });
    expect(filtered([topics, row()])).toEqual({ detailTypes: ['A'], detail: { queue: [ref(0)] } });
    expect(() => filtered([topics, row()], ['B'])).toThrow("'B' does not name an AWS::SQS::Queue. These events name it: 'A'.");
  });

  test('what AWS CloudFormation knows of them, where that is an attribute', () => {
    expect(filtered([row({ value: 'att:QueueName' })])).toEqual({ detailTypes: ['A'], detail: { queue: [{ 'Fn::GetAtt': [ref(0).Ref, 'QueueName'] }] } });
  });

  test('names in any spelling, where events may spell them otherwise', () => {
    expect(filtered([row({ ignoreCase: true })])).toEqual({ detailTypes: ['A'], detail: { queue: [{ 'equals-ignore-case': ref(0) }] } });
  });
});

describe('events are not about resources', () => {
  const other = () => new sns.Topic(stack, 'Topic');

  test.each<[string, () => unknown, string]>([
    ['of which nothing is known', () => filtered([]), "Rule 'Stack' cannot be about 'Stack/One': events of Service (aws.sqs) cannot be tied to a resource. Filter on resources or detail instead."],
    ['of another type', () => filtered([row()], undefined, [other()]), "events of Service name resources of the types AWS::SQS::Queue, and 'Stack/Topic' is an AWS::SNS::Topic."],
    ['of two types', () => filtered([row(), row({ type: 'AWS::SNS::Topic' })], undefined, [queues[0], other()]), "about 'Stack/One' and 'Stack/Topic': they are of different types (AWS::SQS::Queue, AWS::SNS::Topic)"],
    ['that no such event names', () => filtered([row()], ['A', 'B', 'C']), "'B' and 'C' does not name an AWS::SQS::Queue. These events name it: 'A'."],
    ['that only unusual events name', () => filtered([row({ detailTypes: ['C'] })]), "Service names an AWS::SQS::Queue in other events only. These events name it: 'C'. Name them in detailTypes."],
    ['that a field cannot tell', () => filtered([row({ refused: 'it tells nothing' })]), 'it tells nothing.'],
    ['that two fields cannot tell, for the first reason', () => filtered([row({ refused: 'it tells nothing' }), row({ refused: 'nor does it', detailTypes: ['B'] })]), 'it tells nothing.'],
    ['that are not known to be any', () => filtered([row()], undefined, [new Construct(stack, 'Unknown')]), "and 'Stack/Unknown' is not known to be one."],
    ['that they name in two places', () => filtered([row({ field: 'resources' }), row({ detailTypes: ['B'] })]), 'in different places (resources, detail.queue): make a rule for each place.'],
  ])('%s', (_which, filter, words) => {
    expect(filter).toThrow(words);
  });

  test('and what to filter on instead is said, as far as it is known', () => {
    mockWords = ['the name in detail.name', 'the id'];
    expect(() => filtered([])).toThrow('Filter on what such events hold instead: the name in detail.name; the id.');
    expect(() => filtered([], ['AWS API Call via CloudTrail'])).toThrow('Filter on resources or detail instead.');
    mockWords = [];
    const known = { ...SERVICE, schemaOf: (kind: string) => ({ fields: Array.from({ length: kind === 'A' ? 13 : 1 }, (_, at) => ({ path: `detail.f${at}` })) }) };
    expect(() => filtered([], undefined, undefined, known)).toThrow(/Filter on fields in detail instead: (detail\.f\d+, ){11}detail\.f11\.$/);
    expect(() => filtered([], undefined, undefined, { ...SERVICE, documentationUrl: 'https://x' })).toThrow('Filter on resources or detail instead: https://x says what the events hold.');
  });

  test('where the kinds of events are known at deployment only', () => {
    const token = stack.account === '' ? '' : Stack.of(queues[0]).stackId;
    expect(() => filtered([row()], [token])).toThrow('name the kinds of events in detailTypes as they are');
    expect(() => filtered([row()], ['A', token])).toThrow('name the kinds of events in detailTypes as they are');
  });
});

describe('a resource is where the rule is', () => {
  const elsewhere = (env: object) => new sqs.Queue(new Stack(testApp(), 'Else', { env }), 'Queue');

  test.each([
    [{ account: '111111111111', region: 'us-east-1' }, 'Region us-east-1, and the rule is in eu-west-1'],
    [{ account: '222222222222', region: 'eu-west-1' }, 'account 222222222222, and the rule is in 111111111111'],
  ])('and not in %j', (env, words) => {
    expect(() => requireSameEnvironment('rule', stack, [queues[0], elsewhere(env)])).toThrow(words);
  });

  test('or may be, where it is imported, or its environment is not known', () => {
    const imported = sqs.Queue.fromQueueArn(new Stack(testApp(), 'Other', { env: { account: '1', region: 'us-east-1' } }), 'Queue', 'arn:aws:sqs:us-east-1:222222222222:q');
    expect(requireSameEnvironment('rule', stack, [queues[0], imported, elsewhere({})])).toBeUndefined();
  });
});
