import { App, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeadLetterRedrive, DeliveryDefaults, EventRegions, ServiceEventBus, ServiceEventProtection,
  ServiceEventRule, ServiceEventRuleProps, Trails,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, queueIn, resourcesOf, testApp } from '../support/test-app';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const FOREIGN_KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const ruleIn = (scope: Construct, props: Partial<ServiceEventRuleProps> = {}, id = 'Rule') => new ServiceEventRule(scope, id, {
  service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))], ...props,
});
const functionIn = (scope: Construct, props: Partial<lambda.FunctionProps> = {}) => new lambda.Function(scope, 'Function', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//'), ...props,
});

/** What no service can encrypt with. */
const KEYS: [string, (scope: Construct) => kms.IKey, RegExp][] = [
  ['is disabled', (scope) => new kms.Key(scope, 'Key', { enabled: false }), /its key 'Stack\/Key' is disabled/],
  ['is in another Region', (scope) => kms.Key.fromKeyArn(scope, 'Key', FOREIGN_KEY), /its key 'Stack\/Key' is in us-east-1/],
  ['is asymmetric', (scope) => new kms.Key(scope, 'Key', { keySpec: kms.KeySpec.RSA_2048 }), /has the keySpec RSA_2048/],
  ['belongs to AWS', (scope) => kms.Alias.fromAliasName(scope, 'Key', 'alias/aws/sqs'), /belongs to AWS|alias\/aws\/sqs/],
];

describe.each(KEYS)('a key that %s is refused', (_what, make, why) => {
  test('of a queue that a rule is given', () => {
    const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: make(stack) });
    expect(() => ruleIn(stack, { delivery: { deadLetterQueue: queue } })).toThrow(why);
  });

  test('of a queue that a target brings', () => {
    const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: make(stack) });
    expect(() => ruleIn(stack, { targets: [new targets.SqsQueue(queueIn(stack), { deadLetterQueue: queue })] })).toThrow(why);
  });

  test('of the queue that rules share', () => {
    DeliveryDefaults.of(app).set({ deadLetterEncryptionKey: make(stack) });
    expect(() => ruleIn(stack)).toThrow(why);
  });

  test('of the queue of protected rules', () => {
    DeliveryDefaults.of(app).set({ deadLetterEncryptionKey: make(stack) });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(queueIn(stack))] });
    ServiceEventProtection.of(app).apply();
    expect(() => app.synth()).toThrow(why);
  });

  test('of a redrive', () => {
    const { deadLetterQueue } = ruleIn(stack);
    expect(() => new DeadLetterRedrive(stack, 'Redrive', { deadLetterQueue, encryptionKey: make(stack) })).toThrow(why);
  });

  test('of a trail', () => {
    expect(() => Trails.of(stack).create({ encryptionKey: make(stack) })).toThrow(why);
  });

  test('of a Custom Event Bus', () => {
    expect(() => new ServiceEventBus(stack, 'Bus', { encryptionKey: make(stack) })).toThrow(why);
  });
});

test('a key for some rules of a stack gives them a queue of their own, which is said', () => {
  ruleIn(stack);
  const inside = new Construct(stack, 'Inside');
  DeliveryDefaults.of(inside).set({ deadLetterEncryptionKey: new kms.Key(stack, 'Key') });
  ruleIn(inside);
  expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/deadLetterEncryptionKey of 'Stack\/Inside\/Rule\/Rule' is another key than that of stack 'Stack', so its rules have a dead-letter queue of their own/));
});

/** What is changed after the construct was made. */
const CHANGES: [string, (queue: sqs.CfnQueue) => void, RegExp][] = [
  ['FIFO', (queue) => { queue.fifoQueue = true; queue.queueName = 'x.fifo'; }, /it is a FIFO queue/],
  ['FIFO by an override', (queue) => queue.addPropertyOverride('FifoQueue', true), /it is a FIFO queue/],
  ['encrypted by AWS\'s key by an override', (queue) => queue.addPropertyOverride('KmsMasterKeyId', 'alias/aws/sqs'), /encrypted with the key alias\/aws\/sqs/],
];

test.each(CHANGES)('a queue that is %s in the template is refused, given to a rule or brought by a target', (_what, change, why) => {
  for (const use of [
    (queue: sqs.Queue) => ruleIn(stack, { delivery: { deadLetterQueue: queue } }),
    (queue: sqs.Queue) => ruleIn(stack, { targets: [new targets.SqsQueue(queueIn(stack), { deadLetterQueue: queue })] }),
  ]) {
    app = testApp();
    stack = new Stack(app, 'Stack', { env: ENV });
    const queue = new sqs.Queue(stack, 'Queue');
    use(queue);
    change(queue.node.defaultChild as sqs.CfnQueue);
    expect(() => app.synth()).toThrow(why);
  }
});

test.each([
  ['the ARN of a topic', 'arn:aws:sns:eu-west-1:111122223333:topic', /give an ARN such as arn:aws:sqs/],
  ['the ARN of a queue of another Region', 'arn:aws:sqs:us-east-1:111122223333:queue', /us-east-1/],
])('%s is refused as a dead-letter queue, given to a rule or brought by a target', (_what, arn, why) => {
  const queue = sqs.Queue.fromQueueArn(stack, 'Queue', arn);
  expect(() => ruleIn(stack, { delivery: { deadLetterQueue: queue } }, 'Given')).toThrow(why);
  expect(() => ruleIn(stack, { targets: [new targets.SqsQueue(queueIn(stack), { deadLetterQueue: queue })] }, 'Brought')).toThrow(why);
});

test('an imported queue that a target brings needs a statement, which is said', () => {
  const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:queue');
  ruleIn(stack, { targets: [new targets.SqsQueue(queueIn(stack), { deadLetterQueue: queue })] });
  expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/warning: The policy of arn:aws:sqs:eu-west-1:111122223333:queue, the deadLetterQueue of a target of rule 'Stack\/Rule' .*"Action":"sqs:SendMessage"/));
});

test.each<[string, Partial<ServiceEventRuleProps>]>([
  ['of a rule', {}],
  ['of a rule whose events are forwarded', { service: AwsService.HEALTH, eventRegions: EventRegions.forward() }],
])('a target %s that names nothing to send to is called what its class is called', (_what, props) => {
  class Nowhere implements events.IRuleTarget {
    public bind(): events.RuleTargetConfig {
      return { arn: '' };
    }
  }
  expect(() => ruleIn(stack, { ...props, targets: [new Nowhere()] })).toThrow("A target of rule 'Stack/Rule' (Nowhere) names no ARN");
});

describe('queues that are targets as well', () => {
  const send = (id: string, to: sqs.Queue, letters: sqs.Queue) =>
    ruleIn(stack, { targets: [new targets.SqsQueue(to)], delivery: { deadLetterQueue: letters } }, id);

  test.each([[2], [3]])('are refused where the dead letters of %d rules go around', (count) => {
    const queues = Array.from({ length: count }, (_, n) => queueIn(stack, `Queue${n}`));
    queues.forEach((queue, n) => send(`Rule${n}`, queue, queues[(n + 1) % count]));
    expect(() => app.synth()).toThrow('neither could be deployed before the other');
  });

  test('are fine where they do not', () => {
    const [one, other, last] = ['One', 'Other', 'Last'].map((id) => queueIn(stack, id));
    send('First', one, other);
    send('Second', other, last);
    const arnOf = (queue: sqs.Queue) => stack.resolve(queue.queueArn);
    expect(Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties: { Targets: [{ Arn, DeadLetterConfig }] } }) => [Arn, DeadLetterConfig.Arn]))
      .toEqual([[arnOf(one), arnOf(other)], [arnOf(other), arnOf(last)]]);
  });
});

describe('a function whose failures are kept', () => {
  const capture = (fn: lambda.IFunction) => ruleIn(stack, { targets: [new targets.LambdaFunction(fn)], delivery: { captureHandlerFailures: true } });

  test('needs a role that may write, which is said of one that is not changed here', () => {
    capture(functionIn(stack, { role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/r', { mutable: false }) }));
    expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/warning: The policy of role 'Stack\/Role' is not written by this app, .*sqs:SendMessage/));
  });

  test('needs nothing said of its own role', () => {
    capture(functionIn(stack));
    expect(messagesOf(stack).join()).not.toContain('handler-failures-role');
  });

  test('has no second configuration of its invocation', () => {
    const fn = functionIn(stack);
    capture(fn);
    new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: fn.functionName, qualifier: '$LATEST', maximumRetryAttempts: 0 });
    expect(() => app.synth()).toThrow("'Stack/Config' configures the asynchronous invocation of function 'Stack/Function'");
  });
});

test('an alias takes as many rules as a function does', () => {
  const alias = functionIn(stack).addAlias('live');
  const rules = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ruleIn(stack, { targets: [new targets.LambdaFunction(alias)] }, `Rule${n + from}`));
  expect(rules(50).filter(({ deadLetterQueue }) => deadLetterQueue)).toHaveLength(50);
  expect(() => rules(1, 50)).toThrow("Rule 'Stack/Rule50/Rule' is number 51 with target");
});

describe('protection', () => {
  const plain = (target: events.IRuleTarget, eventBus?: events.IEventBus) => new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.ec2'] }, targets: [target], eventBus });

  test('keeps what a function did not handle', () => {
    plain(new targets.LambdaFunction(functionIn(stack)));
    ServiceEventProtection.of(app).apply({ captureHandlerFailures: true });
    expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::EventInvokeConfig'))).toHaveLength(1);
    expect(Object.keys(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter((id) => id.includes('HandlerFailed'))).toHaveLength(1);
  });

  test('keeps events for a replay, on the default bus and on one of the app', () => {
    DeliveryDefaults.of(app).set({ archive: Duration.days(3) });
    plain(new targets.SqsQueue(queueIn(stack)), new events.EventBus(stack, 'Bus'));
    new events.Rule(stack, 'Other', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(queueIn(stack, 'OtherTarget'))] });
    ServiceEventProtection.of(app).apply();
    expect(Object.values(resourcesOf(stack, 'AWS::Events::Archive')).map(({ Properties }) => [Properties.RetentionDays, Properties.EventPattern]))
      .toEqual([[3, { source: ['aws.ec2'] }], [3, { source: ['aws.ec2'] }]]);
  });

  test.each<[string, (rule: events.CfnRule) => void]>([
    ['its state', (rule) => { rule.state = 'DISABLED'; }],
    ['an override', (rule) => rule.addPropertyOverride('State', 'DISABLED')],
  ])('keeps nothing for a rule that is switched off by %s', (_what, change) => {
    change(new events.CfnRule(stack, 'Plain', { eventPattern: { source: ['aws.ec2'] } }));
    ServiceEventProtection.of(app).apply({ archive: Duration.days(3) });
    expect(resourcesOf(stack, 'AWS::Events::Archive')).toEqual({});
  });

  test('says where it cannot keep them', () => {
    plain(new targets.SqsQueue(queueIn(stack)), events.EventBus.fromEventBusName(stack, 'Bus', 'another'));
    ServiceEventProtection.of(app).apply({ archive: Duration.days(3) });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining("archive has no effect on rule 'Stack/Plain/Resource'"));
  });
});
