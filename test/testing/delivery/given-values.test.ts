import { StackTemplate } from '../../../src/template/stack-template';
import { givenValues } from '../../../src/testing/delivery/given-values';

const HERE = { account: '111111111111', region: 'eu-west-1' };
const queue = (properties?: object) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const stackOf = (path: string, template: object, origin: object = HERE) => new StackTemplate(template, { path, ...origin });

const SHOP = stackOf('Shop', {
  Parameters: { Stage: { Type: 'String' } },
  Conditions: { IsProd: { 'Fn::Equals': ['a', 'a'] } },
  Resources: { Work: { ...queue(), Metadata: { 'aws:cdk:path': 'Shop/Orders/Work/Resource' } }, Rule: { Type: 'AWS::Events::Rule', Properties: { EventBusName: { 'Fn::ImportValue': 'bus-name' } } } },
}, { ...HERE, stackName: 'shop' });
const NETWORK = stackOf('Network', { Parameters: { Stage: { Type: 'String' } }, Resources: { Vpc: { Type: 'AWS::EC2::VPC' } } }, {});

const given = (values: Record<string, unknown>, ...stacks: StackTemplate[]) => {
  const of = givenValues(stacks, values);
  return stacks.map((stack) => of(stack));
};
const ENVIRONMENT = { 'AWS::AccountId': '111111111111', 'AWS::Region': 'eu-west-1', 'AWS::StackName': 'shop' };

describe('what is said of values is that of', () => {
  test.each<[string, Record<string, unknown>, object, object]>([
    ['nothing: the environment alone, as far as it is known', {}, {}, {}],
    ['a parameter in all stacks', { Stage: 'prod' }, { Stage: 'prod' }, { Stage: 'prod' }],
    ['a parameter in one stack', { 'Network/Stage': 'prod' }, {}, { Stage: 'prod' }],
    ['a condition', { IsProd: false }, { IsProd: false }, {}],
    ['a resource by its logical id', { Vpc: 'vpc-1' }, {}, { Vpc: 'vpc-1' }],
    ['a resource by its logical id, where its place is another', { Work: 'https://queue' }, { Work: 'https://queue' }, {}],
    ['a resource by its place', { 'Shop/Orders/Work': 'https://queue' }, { Work: 'https://queue' }, {}],
    ['a resource by its place in its stack', { 'Orders/Work': 'https://queue' }, { Work: 'https://queue' }, {}],
    ['an attribute', { 'Vpc.CidrBlock': '10.0.0.0/16' }, {}, { 'Vpc.CidrBlock': '10.0.0.0/16' }],
    ['an attribute, with dots in it', { 'Shop/Orders/Work.A.B': 'x' }, { 'Work.A.B': 'x' }, {}],
    ['an imported value, in the stack that speaks of it', { 'bus-name': 'central' }, { 'bus-name': 'central' }, {}],
    ['a pseudo parameter, in all stacks, before what is known', { 'AWS::Region': 'us-east-1' }, { 'AWS::Region': 'us-east-1' }, { 'AWS::Region': 'us-east-1' }],
  ])('%s', (_what, values, inShop, inNetwork) => {
    expect(given(values, SHOP, NETWORK)).toStrictEqual([{ ...ENVIRONMENT, ...inShop }, inNetwork]);
  });

  test('what has that name, and not of a stack that only speaks of it', () => {
    const speaking = stackOf('Speaking', { Resources: { Work: queue({ QueueName: 'Vpc' }) } }, {});
    expect(given({ Vpc: 'vpc-1' }, NETWORK, speaking)).toEqual([{ Vpc: 'vpc-1' }, {}]);
    expect(given({ Vpc: 'vpc-1' }, speaking)).toEqual([{ Vpc: 'vpc-1' }]);
  });

  test('what has that place in a stack without a name', () => {
    const stack = stackOf('', { Resources: { Work: { ...queue(), Metadata: { 'aws:cdk:path': 'Orders/Work/Resource' } } } }, {});
    expect(given({ 'Orders/Work': 'https://queue' }, stack)).toEqual([{ Work: 'https://queue' }]);
    expect(() => given({ '/Orders/Work': 'https://queue' }, stack)).toThrow("The templates have nothing called '/Orders/Work'.");
  });

  test('no stack that is not asked for', () => {
    expect(givenValues([SHOP], {})(NETWORK)).toEqual({});
  });
});

describe('a name that stands for nothing is refused', () => {
  test.each<[string, string]>([
    ['Stag', "The templates have nothing called 'Stag'. Nearest: Stage, "],
    ['AWS::Regio', "There is no pseudo parameter 'AWS::Regio'. Nearest: AWS::Region."],
    ['Network/Work', "The templates have nothing called 'Network/Work'."],
  ])('%s', (name, message) => {
    expect(() => given({ [name]: 'x' }, SHOP, NETWORK)).toThrow(message);
  });

  test('with all of up to five names', () => {
    const stack = (count: number) => stackOf('', { Resources: Object.fromEntries(Array.from({ length: count }, (_, at) => [`Queue${at}`, queue()])) }, {});
    expect(() => given({ X: 1 }, stack(5))).toThrow("The templates have nothing called 'X'. They have Queue0, Queue1, Queue2, Queue3, Queue4.");
    expect(() => given({ X: 1 }, stack(6))).toThrow(/^The templates have nothing called 'X'\. Nearest: Queue\d, Queue\d, Queue\d\.$/);
  });
});

describe('resources without a name, of one logical id in two stacks, are told apart', () => {
  const two = (resource: object, paths = ['One', 'Two']) => given({}, ...paths.map((path) => stackOf(path, { Resources: { Work: resource } }, {})));

  test('by the path of their stack', () => {
    expect(two(queue())).toEqual([{ Work: 'One-Work' }, { Work: 'Two-Work' }]);
    expect(two(queue(), ['Prod/One', 'Prod/Two'])).toEqual([{ Work: 'Prod-One-Work' }, { Work: 'Prod-Two-Work' }]);
    expect(two(queue({ VisibilityTimeout: 30 }))).toEqual([{ Work: 'One-Work' }, { Work: 'Two-Work' }]);
    expect(two({ Type: 'AWS::Events::Rule', Properties: { EventBusName: 'central' } })).toEqual([{ Work: 'One-Work' }, { Work: 'Two-Work' }]);
  });

  test('but not those that have a name, or that AWS CloudFormation does not name after the stack', () => {
    expect(two(queue({ QueueName: 'work' }))).toEqual([{}, {}]);
    expect(two(queue({ VisibilityTimeout: 30, QueueName: 'work', DelaySeconds: 1 }))).toEqual([{}, {}]);
    expect(two({ Type: 'AWS::Events::Rule', Properties: { Name: 'work' } })).toEqual([{}, {}]);
    expect(two({ Type: 'AWS::EC2::VPC' })).toEqual([{}, {}]);
  });

  test('and not where somebody says what they are', () => {
    const stacks = ['One', 'Two'].map((path) => stackOf(path, { Resources: { Work: queue() } }, {}));
    expect(given({ 'One/Work': 'said' }, ...stacks)).toEqual([{ Work: 'said' }, { Work: 'Two-Work' }]);
  });

  test('and not where only one stack has it', () => {
    expect(given({}, stackOf('One', { Resources: { Work: queue() } }, {}), stackOf('Two', { Resources: { Other: queue() } }, {}))).toEqual([{}, {}]);
  });
});
