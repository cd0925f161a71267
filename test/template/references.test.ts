import { References } from '../../src/template/references';
import { StackTemplate } from '../../src/template/stack-template';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const NAMED = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn' } },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/logs' } },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue' } },
  Unnamed: { Type: 'AWS::SQS::Queue' },
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'role' } },
};
const stackOf = (Resources: object = NAMED, origin: object = { path: 'S', ...ENV }, more: object = {}) => new StackTemplate({ Resources, ...more }, origin);

function found(value: unknown, stacks: StackTemplate[] = [stackOf()]): string | undefined {
  const resource = new References(stacks).resourceOf(value, stacks[0]);
  return resource && `${resource.stack.path}/${resource.logicalId}`;
}

test('one object that stands in two templates means in each what that template has', () => {
  const [one, two] = ['One', 'Two'].map((path) => stackOf(NAMED, { path }));
  const references = new References([one, two]);
  const value = arnOf('Unnamed');
  expect([one, two].map((stack) => references.resourceOf(value, stack)?.stack.path)).toEqual(['One', 'Two']);
});

describe('a value refers to', () => {
  test.each<[unknown, string | undefined]>([
    [{ Ref: 'Unnamed' }, 'S/Unnamed'], [arnOf('Unnamed'), 'S/Unnamed'], [{ 'Fn::Sub': '${Unnamed.Arn}' }, 'S/Unnamed'], [{ 'Fn::Join': ['', ['arn:', { Ref: 'Unnamed' }]] }, 'S/Unnamed'],
    [{ 'Fn::Join': ['', [{ Ref: 'Unnamed' }, { Ref: 'Queue' }]] }, undefined], [{ Ref: 'Missing' }, undefined], [{ 'Fn::ImportValue': 'x' }, undefined], [undefined, undefined], [null, undefined], ['text', undefined], [7, undefined],
    ['arn:aws:events:eu-west-1:111111111111:event-bus/bus', 'S/Bus'], ['arn:aws:lambda:eu-west-1:111111111111:function:fn', 'S/Fn'], ['arn:aws:logs:eu-west-1:111111111111:log-group:/logs', 'S/Logs'],
    ['arn:aws:logs:eu-west-1:111111111111:log-group:/logs:*', 'S/Logs'], ['arn:aws:s3:::bucket', 'S/Bucket'], ['arn:aws:sns:eu-west-1:111111111111:topic', 'S/Topic'], ['arn:aws:sqs:eu-west-1:111111111111:queue', 'S/Queue'],
    ['https://sqs.eu-west-1.amazonaws.com/111111111111/queue', 'S/Queue'], ['https://sqs.us-east-1.amazonaws.com/111111111111/queue', undefined],
    ['arn:aws:sqs:us-east-1:111111111111:queue', undefined], ['arn:aws:sqs:eu-west-1:222222222222:queue', undefined], ['arn:aws:sns:eu-west-1:111111111111:queue', undefined], ['arn:aws:lambda:eu-west-1:111111111111:fn', undefined],
    ['arn:aws:iam::111111111111:role/role', undefined], ['arn:aws:sqs:eu-west-1:111111111111:function:queue', undefined],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:queue' }, 'S/Queue'],
  ])('%j: %s', (value, path) => {
    expect(found(value)).toBe(path);
  });

  test('what is named where the environment is not known, by what stands for it alone', () => {
    const stacks = [stackOf(NAMED, { path: 'S' })];
    expect(found({ 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:queue' }, stacks)).toBe('S/Queue');
    expect([found('arn:aws:sqs:eu-west-1:111111111111:queue', stacks), found({ 'Fn::Sub': 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:queue' }, stacks)]).toEqual([undefined, undefined]);
  });

  test('what one stack alone is called', () => {
    const other = (origin: object) => [stackOf(), stackOf(NAMED, { path: 'T', ...origin })];
    expect(found('arn:aws:sqs:eu-west-1:111111111111:queue', other(ENV))).toBeUndefined();
    expect(found('arn:aws:sqs:eu-west-1:111111111111:queue', other({ ...ENV, region: 'us-east-1' }))).toBe('S/Queue');
    expect(found('arn:aws:sqs:us-east-1:111111111111:queue', other({ ...ENV, region: 'us-east-1' }))).toBe('T/Queue');
  });

  test('what another stack of its environment exports', () => {
    const exporting = (origin: object, name: unknown = 'x') => stackOf(NAMED, { path: 'T', ...origin }, { Outputs: { O: { Value: arnOf('Unnamed'), Export: { Name: name } }, P: { Value: 'plain' } } });
    const imported = { 'Fn::ImportValue': 'x' };
    expect(found(imported, [stackOf(), exporting(ENV)])).toBe('T/Unnamed');
    expect(found(imported, [stackOf(), exporting({ ...ENV, region: 'us-east-1' })])).toBeUndefined();
    expect(found(imported, [stackOf(), exporting({ ...ENV, account: '222222222222' })])).toBeUndefined();
    expect(found(imported, [stackOf(), exporting(ENV, { Ref: 'x' })])).toBeUndefined();
  });

  test('what is in a nested stack, and in the one above it', () => {
    const parent = stackOf({ ...NAMED, Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Given: arnOf('Unnamed'), Plain: 'arn:aws:s3:::bucket', Late: { 'Fn::ImportValue': 'y' } } } } });
    const nested = stackOf({ Inner: { Type: 'AWS::SQS::Queue' } }, { path: 'S/N', ...ENV }, { Outputs: { Arn: { Value: arnOf('Inner') }, Late: { Value: { 'Fn::ImportValue': 'y' } } } });
    nested.resourceInParent = parent.resources.get('Nested');
    const attribute = (name: string) => found({ 'Fn::GetAtt': ['Nested', name] }, [parent, nested]);
    expect([attribute('Outputs.Arn'), attribute('Outputs.Missing'), attribute('Outputs.Late'), attribute('Arn')]).toEqual(['S/N/Inner', undefined, undefined, 'S/Nested']);
    expect(['Given', 'Plain', 'Late', 'Missing'].map((Ref) => found({ Ref }, [nested, parent]))).toEqual(['S/Unnamed', 'S/Bucket', undefined, undefined]);
    expect(new References([parent, nested]).nestedStackOf(parent.resources.get('Nested')!)).toBe(nested);
  });
});

describe('a value as text', () => {
  const textOf = (value: unknown, origin: object = { path: 'S', ...ENV }) => {
    const stack = stackOf(NAMED, origin);
    return new References([stack]).textOf(value, stack);
  };
  const pseudo = (name: string) => ({ Ref: `AWS::${name}` });

  test.each<[unknown, string | undefined]>([
    ['text', 'text'], [7, '7'], [false, 'false'], [null, undefined], [undefined, undefined], [[1], undefined], [{ a: 1 }, undefined], [{ 'Fn::ImportValue': 'x' }, undefined],
    [pseudo('Region'), 'eu-west-1'], [pseudo('AccountId'), '111111111111'], [pseudo('Partition'), 'aws'], [pseudo('URLSuffix'), 'amazonaws.com'], [pseudo('StackName'), '${StackName}'], [pseudo('StackId'), '${StackId}'],
    [pseudo('Other'), undefined],
  ])('of %j is %p', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test.each(['Region', 'AccountId', 'Partition', 'URLSuffix'])('is open where the environment does not tell the %s', (name) => {
    expect(textOf(pseudo(name), { path: 'S' })).toBe(`\${${name}}`);
  });

  test('is the same for the same reference, and told by its stack', () => {
    expect(textOf(arnOf('Queue'))).toBe(textOf({ Ref: 'Queue' }));
    expect(textOf(arnOf('Queue'))).not.toBe(textOf(arnOf('Topic')));
  });
});

describe('a value', () => {
  test('has what is known computed, and the rest as it stands', () => {
    const stack = stackOf();
    const value = { a: { Ref: 'AWS::Region' }, b: { Ref: 'Queue' }, c: arnOf('Queue'), d: { 'Fn::ImportValue': 'x' }, e: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, f: { Ref: 'AWS::StackName' } };
    expect(new References([stack]).valueOf(value, stack)).toEqual({ ...value, a: 'eu-west-1', e: 'a-111111111111' });
  });
});

describe('a bus by its name', () => {
  test('is one of the environment', () => {
    const [here, there] = [stackOf(), stackOf(NAMED, { path: 'T', ...ENV, region: 'us-east-1' })];
    const references = new References([there, here]);
    expect([references.busNamed('bus', here)?.stack, references.busNamed('bus', there)?.stack]).toEqual([here, there]);
    expect([references.busNamed('queue', here), references.busNamed('missing', here), references.busNamed('bus', stackOf(NAMED, { path: 'U', ...ENV, account: '222222222222' }))]).toEqual([undefined, undefined, undefined]);
  });
});
