import { testing } from 'cdk-service-events';
import { ANYBODY, Resources, getAtt, many, ruleTo } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const BOTH = { account: '111111111111', region: 'eu-west-1' };
const ELSEWHERE = 'arn:aws:sqs:us-east-1:111111111111:elsewhere';

const APP: Resources = {
  Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
  Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Work' }, { Ref: 'Letters' }], PolicyDocument: ANYBODY } },
  Handler: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'handler' } },
  Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Handler' }, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
  ToQueue: ruleTo(getAtt('Work'), { Name: 'to-queue' }, { Id: 'WorkTarget', DeadLetterConfig: { Arn: getAtt('Letters') } }),
  ToFunction: ruleTo(getAtt('Handler'), { Name: 'to-function' }),
  Away: ruleTo(ELSEWHERE, { Name: 'away' }),
};

const tester = DeliveryTester.fromTemplates([{ template: { Resources: APP }, stackName: 'Shop', ...BOTH }]);

/** The rules whose delivery fails. */
function hit(...faults: testing.Fault[]): string[] {
  return tester.deliver(EVENT, { faults }).ways.filter(({ errorCode, end }) => errorCode !== undefined || end === 'LOST').map(({ rule }) => rule);
}

describe('a fault of a target is aimed by', () => {
  test.each<[string, string, string[]]>([
    ['the place of the target', 'Shop/Work', ['Shop/ToQueue']],
    ['its place in its stack', 'Work', ['Shop/ToQueue']],
    ['its ARN', 'arn:aws:sqs:eu-west-1:111111111111:work', ['Shop/ToQueue']],
    ['its id at the rule', 'WorkTarget', ['Shop/ToQueue']],
    ['the ARN of one that no template has', ELSEWHERE, ['Shop/Away']],
    ['the place of the rule', 'Shop/ToFunction', ['Shop/ToFunction']],
    ['the logical id of the rule', 'ToFunction', ['Shop/ToFunction']],
    ['the name of the rule', 'to-function', ['Shop/ToFunction']],
    ['the ARN of the rule', 'arn:aws:events:eu-west-1:111111111111:rule/to-function', ['Shop/ToFunction']],
    ['the stack that they or their rules are in', 'Shop', ['Shop/ToQueue', 'Shop/ToFunction', 'Shop/Away']],
    ['an id that several have', 'T', ['Shop/ToFunction', 'Shop/Away']],
  ])('%s', (_by, of, rules) => {
    expect(hit(Fault.targetIsGone({ of }))).toEqual(rules);
  });
});

test.each<[string, string]>([['its place', 'Shop/Letters'], ['its logical id', 'Letters'], ['its name', 'letters'], ['its ARN', 'arn:aws:sqs:eu-west-1:111111111111:letters']])(
  'a fault of a dead-letter queue is aimed by %s', (_by, of) => {
    const faults = [Fault.targetIsGone({ of: 'Work' }), Fault.deadLetterQueueIsGone({ of })];
    expect(tester.deliver(EVENT, { faults }).ways[0]).toMatchObject({ end: 'LOST', reason: 'Shop/Letters is gone' });
  });

test.each<[string, string]>([['its ARN', `${ELSEWHERE}-letters`], ['its name', 'elsewhere-letters']])('a fault of a dead-letter queue that no template has is aimed by %s', (_by, of) => {
  const app = DeliveryTester.fromTemplates([{ template: { Resources: { ...APP, Away: ruleTo(ELSEWHERE, {}, { DeadLetterConfig: { Arn: `${ELSEWHERE}-letters` } }) } }, ...BOTH, region: 'us-east-1' }]);
  const ends = app.deliver({ ...EVENT, region: 'us-east-1' }, { faults: [Fault.targetIsGone(), Fault.deadLetterQueueIsGone({ of })] }).ways.map(({ rule, end }) => [rule, end]);
  expect(ends).toEqual([['ToQueue', 'DEAD_LETTERED'], ['ToFunction', 'LOST'], ['Away', 'LOST']]);
});

test.each<[string, string]>([['its place', 'Shop/Handler'], ['its logical id', 'Handler'], ['its ARN', 'arn:aws:lambda:eu-west-1:111111111111:function:handler']])(
  'a fault of a function is aimed by %s', (_by, of) => {
    expect(hit(Fault.handlerFails({ of }))).toEqual(['Shop/ToFunction']);
  });

test.each<[string, testing.Fault, string[]]>([
  ['a Region', Fault.regionIsCutOff({ of: 'us-east-1' }), ['Shop/Away']],
  ['an account', Fault.accountIsCutOff({ of: '111111111111' }), []],
])('what is cut off is aimed by %s', (_by, fault, rules) => {
  expect(hit(fault)).toEqual(rules);
});

describe('the label of a fault names', () => {
  const label = (fault: testing.Fault) => tester.deliver(EVENT, { faults: [fault] }).trace.split('\n').find((line) => line.startsWith('  while'));

  test.each<[string, testing.Fault, string]>([
    ['one thing by its place', Fault.targetThrottles({ of: 'WorkTarget' }), '  while Shop/Work throttles'],
    ['several things as they were named', Fault.targetThrottles({ of: 'Shop' }), '  while Shop throttles'],
    ['all targets', Fault.targetThrottles(), '  while every target throttles'],
    ['all queues', Fault.deadLetterQueueIsGone(), '  while every dead-letter queue is gone'],
    ['all functions', Fault.handlerFails(), '  while every function accepts the event and fails'],
    ['all other places', Fault.regionIsCutOff(), '  while every other place cannot be reached from other Regions'],
  ])('%s', (_what, fault, expected) => {
    expect(label(fault)).toBe(expected);
  });
});

describe('a fault of what the app does not have is refused', () => {
  test.each<[string, testing.Fault, string]>([
    ['with all targets and rules', Fault.targetIsGone({ of: 'Wrk' }), "The app has no target or rule 'Wrk'. Possible: Shop/Work, Shop/Handler, arn:aws:sqs:us-east-1:111111111111:elsewhere, Shop/ToQueue, Shop/ToFunction, Shop/Away."],
    ['with all queues', Fault.deadLetterQueueIsGone({ of: 'Wrk' }), "The app has no dead-letter queue 'Wrk'. Possible: Shop/Letters."],
    ['with all functions', Fault.handlerFails({ of: 'Work' }), "The app has no function that is a target 'Work'. Possible: Shop/Handler."],
    ['with all places', Fault.regionIsCutOff({ of: 'us-east-2' }), "The app has no rule or target in 'us-east-2'. Possible: 111111111111, eu-west-1, us-east-1."],
    ['and no beginning of a name is enough', Fault.targetIsGone({ of: 'Shop/Wor' }), "The app has no target or rule 'Shop/Wor'."],
  ])('%s', (_how, fault, message) => {
    expect(() => hit(fault)).toThrow(message);
  });

  test('with the nearest of more than six', () => {
    const rules = (count: number) => DeliveryTester.fromTemplates([{ template: { Resources: many(count, 'Rule', () => ruleTo(ELSEWHERE)) }, ...BOTH }]);
    const message = (count: number) => {
      try {
        rules(count).deliver(EVENT, { faults: [Fault.targetIsGone({ of: 'Rul' })] });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message(5)).toBe(`The app has no target or rule 'Rul'. Possible: ${ELSEWHERE}, Rule0, Rule1, Rule2, Rule3, Rule4.`);
    expect(message(6)).toBe("The app has no target or rule 'Rul'. Nearest: Rule0, Rule1, Rule2.");
  });

  test('with the remark that nothing can have it', () => {
    const app = DeliveryTester.fromTemplates([{ template: { Resources: { Away: APP.Away } }, ...BOTH }]);
    expect(() => app.deliver(EVENT, { faults: [Fault.handlerFails({ of: 'Handler' })] })).toThrow("The app has no function that is a target 'Handler'. Nothing in it can have this fault.");
  });
});
