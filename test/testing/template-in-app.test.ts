import { CfnCondition, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { testing } from 'cdk-service-events';
import { Construct } from 'constructs';
import { ruleTo } from '../support/found-in-templates';
import { testApp } from '../support/test-app';

const { RuleTester } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };

describe('a value is given for what the template calls so', () => {
  const template = {
    Parameters: { Source: { Type: 'String' } },
    Conditions: { IsOn: { 'Fn::Equals': [{ Ref: 'Source' }, 'x'] } },
    Resources: {
      Work: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Shop/Orders/Work/Resource' } },
      Rule: { ...ruleTo({ 'Fn::GetAtt': ['Work', 'Arn'] }, { EventPattern: { source: [{ Ref: 'Source' }] } }), Condition: 'IsOn' },
      Imported: ruleTo({ 'Fn::ImportValue': 'queue-arn' }),
    },
  };
  const targetsOf = (parameters: Record<string, any>) => RuleTester.fromTemplate(template, { parameters }).send(EVENT)
    .map((rule) => [rule.logicalId, rule.targets[0].arn]);

  test.each<[string, Record<string, any>, string[][]]>([
    ['a parameter and a condition', { 'Source': 'aws.batch', 'IsOn': true, 'Work.Arn': 'arn:w' }, [['Rule', 'arn:w'], ['Imported', expect.any(String)]]],
    ['a condition that does not hold', { Source: 'aws.batch', IsOn: false }, [['Imported', expect.any(String)]]],
    ['a resource by its place', { 'Source': 'aws.batch', 'IsOn': true, 'Orders/Work.Arn': 'arn:w' }, [['Rule', 'arn:w'], ['Imported', expect.any(String)]]],
    ['an imported value', { 'Source': 'aws.s3', 'queue-arn': 'arn:q' }, [['Imported', 'arn:q']]],
  ])('%s', (_what, parameters, expected) => {
    expect(targetsOf(parameters)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['Sorce', "The template has nothing called 'Sorce'; it has Work, Rule, Imported, Source, IsOn."],
    ['AWS::Regio', "There is no pseudo parameter 'AWS::Regio'. Nearest: AWS::Region."],
  ])('and refused for %s', (name, message) => {
    expect(() => RuleTester.fromTemplate(template, { parameters: { [name]: 'x' } })).toThrow(message);
  });

  test('with the nearest of more than five names, places among them', () => {
    const more = { ...template, Parameters: { ...template.Parameters, Other: { Type: 'String' } } };
    expect(() => RuleTester.fromTemplate(more, { parameters: { 'Orders/Wrk': 'x' } })).toThrow("The template has nothing called 'Orders/Wrk'; nearest: Orders/Work, ");
  });
});

test('rules of a template are selected by the construct that they are of, or are in', () => {
  const ruleAt = (path: string) => ({ ...ruleTo('arn:aws:sqs:eu-west-1:111111111111:work'), Metadata: { 'aws:cdk:path': path } });
  const tester = RuleTester.fromTemplate({ Resources: { One: ruleAt('Shop/Orders/Rule/Resource'), Two: ruleAt('Shop/Other/Rule/Resource') } });
  const stack = new Stack(testApp(), 'Shop');
  const [orders, other, none] = ['Orders', 'Other', 'None'].map((id) => new Construct(stack, id));
  const selected = (rule: Construct) => tester.send(EVENT, { rule }).map(({ logicalId }) => logicalId);
  expect([selected(orders), selected(other), selected(new Construct(other, 'Rule'))]).toEqual([['One'], ['Two'], ['Two']]);
  const elsewhere = new Construct(new Construct(new Stack(testApp(), 'Deployed'), 'Orders'), 'Rule');
  expect([selected(elsewhere), selected(elsewhere.node.scope as Construct)]).toEqual([['One'], ['One']]);
  expect(() => selected(none)).toThrow("The template has no rule of 'Shop/None' with an event pattern; its rules are Orders/Rule, Other/Rule. Is it in another stack?");
});

test('a rule of the same name elsewhere is not meant', () => {
  const ruleAt = (path: string) => ({ ...ruleTo('arn:aws:sqs:eu-west-1:111111111111:work'), Metadata: { 'aws:cdk:path': path } });
  const tester = RuleTester.fromTemplate({ Resources: { One: ruleAt('Shop/Orders/Rule/Resource'), Two: ruleAt('Shop/Other/Orders/Rule/Resource'), Three: ruleAt('Shop/Other/Orders/Resource') } });
  const stack = new Stack(testApp(), 'Shop');
  const [orders, other] = ['Orders', 'Other'].map((id) => new Construct(stack, id));
  const selected = (rule: Construct) => tester.send(EVENT, { rule }).map(({ logicalId }) => logicalId);
  expect(selected(orders)).toEqual(['One']);
  expect(() => selected(new Construct(other, 'Orders'))).toThrow("'Shop/Other/Orders' has 2 rules: Other/Orders/Rule (Two), Other/Orders (Three).");
});

describe('a template of an app', () => {
  function appOf(env?: { account: string; region: string }) {
    const stack = new Stack(testApp(), 'Shop', { env, stackName: 'shop-prod' });
    const queue = new sqs.Queue(stack, 'Work');
    new events.Rule(stack, 'Rule', { eventPattern: { account: [stack.account], region: [stack.region], detail: { stack: [stack.stackName] } }, targets: [new targets.SqsQueue(queue)] });
    return stack;
  }
  const event = (account: string, region: string, stack = 'shop-prod') => ({ ...EVENT, account, region, detail: { stack } });

  test('has the account, the Region and the name of its stack', () => {
    const tester = RuleTester.fromStack(appOf({ account: '222222222222', region: 'eu-west-2' }));
    expect(tester.explain(event('222222222222', 'eu-west-2'))).toBeUndefined();
    expect(tester.explain(event('222222222222', 'eu-west-2', 'shop'))).toContain('detail.stack');
    expect(tester.standIns).not.toHaveProperty('AWS::AccountId');
  });

  test('has those of samples where they are not known', () => {
    const tester = RuleTester.fromStack(appOf());
    expect(tester.explain(event('123456789012', 'us-east-1'))).toBeUndefined();
  });

  test('calls resources by their places in it, though a nested stack has some of the same logical id', () => {
    const stack = new Stack(testApp(), 'Shop');
    const work = new sqs.Queue(stack, 'Work');
    const nested = new sqs.Queue(new NestedStack(stack, 'Nested'), 'Work');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] }, targets: [new targets.SqsQueue(work)] });
    const [one, other] = [work, nested].map(({ node }) => stack.resolve((node.defaultChild as sqs.CfnQueue).logicalId));
    expect(one).toBe(other);
    const [{ targets: [{ arn }] }] = RuleTester.fromStack(stack, { parameters: { 'Work.Arn': 'arn:given' } }).send(EVENT);
    expect(arn).toBe('arn:given');
  });

  test('has the values of tokens in an event, those of parameters and conditions too', () => {
    const stack = new Stack(testApp(), 'Shop');
    const source = new CfnParameter(stack, 'Source', { default: 'aws.batch' });
    const isBatch = new CfnCondition(stack, 'IsBatch', { expression: Fn.conditionEquals(source.valueAsString, 'aws.batch') });
    new events.Rule(stack, 'Rule', { eventPattern: { source: [source.valueAsString], detail: { kind: [Fn.conditionIf('IsBatch', 'batch', 'other').toString()] } } });
    expect(isBatch.logicalId).toBeDefined();
    expect(RuleTester.fromStack(stack).explain({ ...EVENT, source: source.valueAsString, detail: { kind: 'batch' } })).toBeUndefined();
  });
});
