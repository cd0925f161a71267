import { findingsIn } from '../../src/checks/finding';
import { StackTemplate } from '../../src/template/stack-template';
import { Templates } from '../../src/template/templates';

const PATTERN = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] };
const ROLE = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }] } } };
const FUNCTION = { Type: 'AWS::Serverless::Function', Properties: { Handler: 'index.handler' } };

function refusalsIn(Resources: object): string[] {
  const app = new Templates([new StackTemplate({ Resources }, { account: '123456789012', region: 'eu-west-1' })]);
  return findingsIn(app, {}).filter(({ check }) => check.id === 'target-refuses-events').map(({ message }) => message);
}

function rule(arn: unknown, more: object = {}): object {
  return { Type: 'AWS::Events::Rule', Properties: { EventPattern: PATTERN, Targets: [{ Id: 'T', Arn: arn, ...more }] } };
}

const getArn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const DESTINATIONS: [string, object, object][] = [
  ['a queue', { Type: 'AWS::SQS::Queue' }, rule(getArn('End'))],
  ['a topic', { Type: 'AWS::SNS::Topic' }, rule({ Ref: 'End' })],
  ['a function', FUNCTION, rule(getArn('End'))],
  ['a state machine', { Type: 'AWS::Serverless::StateMachine', Properties: {} }, rule({ Ref: 'End' }, { RoleArn: getArn('Role') })],
  ['an event bus', { Type: 'AWS::Events::EventBus', Properties: { Name: 'other' } }, rule(getArn('End'), { RoleArn: getArn('Role') })],
];

describe('a connector of AWS SAM lets a rule deliver to', () => {
  test.each(DESTINATIONS)('%s, as a resource of its own', (_, End, Rule) => {
    const connector = { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'Rule' }, Destination: { Id: 'End' }, Permissions: ['Write'] } };
    expect(refusalsIn({ End, Rule, Role: ROLE, Connector: connector })).toEqual([]);
  });

  test.each(DESTINATIONS)('%s, embedded in the rule, as one of several', (_, End, Rule) => {
    const Connectors = { ToAll: { Properties: { Destination: [{ Id: 'Elsewhere' }, { Id: 'End' }], Permissions: ['Write'] } } };
    expect(refusalsIn({ End, Rule: { ...Rule, Connectors }, Role: ROLE })).toEqual([]);
  });

  test.each([undefined, null, {}, { Properties: null }, { Properties: { Destination: 7 } }, { Properties: { Source: { Id: 3 }, Destination: [null] } }])('nothing where it is %j', (connector) => {
    const End = { Type: 'AWS::SQS::Queue' };
    expect(refusalsIn({ End, Rule: { ...rule(getArn('End')), Connectors: { C: connector } }, C: { Type: 'AWS::Serverless::Connector', ...connector } })).toHaveLength(1);
  });
});

describe('the alias that AWS SAM publishes of a function', () => {
  const Handler = { Type: 'AWS::Serverless::Function', Properties: { AutoPublishAlias: 'live' } };
  const permission = (name: unknown) => ({ Type: 'AWS::Lambda::Permission', Properties: { FunctionName: name, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: getArn('Rule') } });

  test.each<[string, unknown]>([['Ref', { Ref: 'Handler.Alias' }], ['Fn::Sub', { 'Fn::Sub': '${Handler.Alias}' }]])('is known by %s, with its permission', (_, name) => {
    expect(refusalsIn({ Handler, Rule: rule(name), Permission: permission({ Ref: 'Handler.Alias' }) })).toEqual([]);
    expect(refusalsIn({ Handler, Rule: rule(name), Permission: permission({ Ref: 'Handler' }) })).toHaveLength(1);
  });

  test('is what its own events go to', () => {
    const Events = { Stopped: { Type: 'EventBridgeRule', Properties: { Pattern: PATTERN } } };
    const template = new StackTemplate({ Resources: { Handler: { ...Handler, Properties: { ...Handler.Properties, Events } } } });
    const [made] = new Templates([template]).rules;
    expect(made.targets[0].resource).toMatchObject({ logicalId: 'HandlerAliaslive', type: 'AWS::Lambda::Alias' });
    expect(refusalsIn({ Handler: { ...Handler, Properties: { ...Handler.Properties, Events } } })).toEqual([]);
  });
});
