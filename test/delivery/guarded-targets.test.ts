import { Aspects, Aws, CfnCondition, CfnElement, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventProtection, ServiceEventRule, ServiceEventRuleProps } from 'cdk-service-events';
import { guardRendering } from '../../src/delivery/guarded-targets';
import { onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const alarmTexts = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));

test.each<[string, (stack: Stack, other: Stack) => void]>([
  ['rules with and without targets', (stack) => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))] });
    new ServiceEventRule(stack, 'Empty', { service: AwsService.BATCH });
  }],
  ['a rule whose targets an override gives', (stack) => {
    const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('Targets', [{ Id: 'Queue', Arn: queueIn(stack).queueArn }]);
  }],
  ['the rule that CDK makes in another Region', (stack, other) => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(new sqs.Queue(other, 'Queue', { queueName: 'queue' }))] });
  }],
])('what this library has guarded is not protected again: %s', (_what, make) => {
  const [plain, withProtection] = [false, true].map((isProtected) => {
    const app = testApp();
    const stacks = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111111111111', region } }));
    queueIn(stacks[1], 'Beside');
    if (isProtected) {
      ServiceEventProtection.of(app).apply();
    }
    make(stacks[0], stacks[1]);
    return stacks.map((stack) => Template.fromStack(stack).toJSON());
  });
  expect(withProtection).toEqual(plain);
});

test('the queue that a target brings is watched as well', () => {
  const stack = testStack();
  const brought = new sqs.Queue(stack, 'Brought');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack), { deadLetterQueue: brought })] });
  const watched = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => Properties.Dimensions ?? []).filter(({ Name }) => Name === 'QueueName');
  expect(watched.map(({ Value }) => Value)).toEqual(Array(2).fill(stack.resolve(brought.queueName)));
});

test.each<[string, number, string]>([
  ['the queue of its rule', 0, 'They are in dead-letter queue Stack/ServiceEventDeadLetterQueue/Queue.'],
  ['one of two queues', 1, 'They are in the dead-letter queue of the target.'],
  ['one of three queues', 2, 'They are in the dead-letter queue of the target.'],
])('what a target did not take is in %s, which the alarm says', (_what, count, text) => {
  const stack = testStack();
  const own = Array.from({ length: count }, (_, at) => new targets.SqsQueue(queueIn(stack, `Target${at}`), { deadLetterQueue: queueIn(stack, `Letters${at}`) }));
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack)), ...own] });
  expect(alarmTexts(stack).filter((one) => one.includes('FAILED: '))).toEqual([expect.stringContaining(text)]);
});

describe.each<[string, (stack: Stack) => sqs.IQueue, RegExp]>([
  ['of the app', (stack) => new sqs.Queue(stack, 'Letters'), /They are in dead-letter queue Stack\/Letters\./],
  ['imported', (stack) => sqs.Queue.fromQueueArn(stack, 'Letters', 'arn:aws:sqs:eu-west-1:111111111111:letters'), /They are in dead-letter queue letters\./],
])('a queue that a rule has and a target brings as well, %s,', (_what, make, name) => {
  test.each([[[false, true]], [[true, false]], [[true, true]], [[true]]])('is one queue, and no rule waits for a policy that names it (targets that bring it: %j)', (bringing) => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = make(stack);
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH,
      targets: bringing.map((brings, at) => new targets.SqsQueue(queueIn(stack, `Target${at}`), { deadLetterQueue: brings ? deadLetterQueue : undefined })),
      delivery: { deadLetterQueue },
    });
    expect(alarmTexts(stack).filter((text) => text.includes('FAILED: '))).toEqual([expect.stringMatching(name)]);
    const { Properties: { Targets }, DependsOn } = onlyResourceOf(stack, 'AWS::Events::Rule');
    expect(DependsOn).toBeUndefined();
    expect(Targets.map(({ DeadLetterConfig }: any) => DeadLetterConfig.Arn)).toEqual(bringing.map(() => stack.resolve(deadLetterQueue.queueArn)));
  });
});

describe('a rule whose queue has a policy', () => {
  const statement = (more: object) => new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['sqs:SendMessage'], resources: ['*'], ...more });
  const from = (arn: string) => statement({ conditions: { ArnEquals: { 'aws:SourceArn': arn } } });

  test.each<[string, (queue: sqs.Queue, rule: events.Rule, stack: Stack) => void]>([
    ['that a target names it in, which is added late', (queue, rule, stack) => rule.addTarget(new targets.SqsQueue(queueIn(stack, 'Late'), { deadLetterQueue: queue }))],
    ['in which a statement names it', (queue, rule) => queue.addToResourcePolicy(from(rule.ruleArn))],
    ['in which a text names it', (queue, { node }, stack) => queue.addToResourcePolicy(from(Fn.sub(`\${${stack.getLogicalId(node.defaultChild as CfnElement)}.Arn}`)))],
    ['in which an aspect names it', (queue, rule, stack) => Aspects.of(stack).add({ visit: (node) => void (node === queue && queue.addToResourcePolicy(from(rule.ruleArn))) })],
    ['that a target which is the queue itself names it in', (queue, rule) => rule.addTarget(new targets.SqsQueue(queue, { deadLetterQueue: new sqs.Queue(queue, 'Letters') }))],
  ])('%s does not wait for it', (_what, name) => {
    const stack = testStack();
    const queue = new sqs.Queue(stack, 'Letters');
    const { rule } = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))], delivery: { deadLetterQueue: queue } });
    name(queue, rule as events.Rule, stack);
    const { DependsOn = [] } = onlyResourceOf(stack, 'AWS::Events::Rule');
    expect(DependsOn).not.toContain(stack.getLogicalId(queue.node.findChild('Policy').node.defaultChild as CfnElement));
  });

  test.each<[string, (queue: sqs.Queue, stack: Stack) => void]>([
    ['in which another rule is named', (queue, stack) => queue.addToResourcePolicy(from(new events.Rule(stack, 'Other', { schedule: events.Schedule.rate(Duration.days(1)) }).ruleArn))],
    ['in which a statement has the words of its id', (queue, stack) => queue.addToResourcePolicy(from(`arn:aws:events:eu-west-1:111111111111:rule/${stack.getLogicalId(stack.node.findChild('Rule').node.defaultChild as CfnElement)}`))],
    ['that lets somebody else write', (queue) => queue.addToResourcePolicy(statement({ sid: 'Others' }))],
  ])('%s waits for it', (_what, add) => {
    const stack = testStack();
    const queue = new sqs.Queue(stack, 'Letters');
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))], delivery: { deadLetterQueue: queue } });
    add(queue, stack);
    const rule = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).find(({ Properties }) => Properties.EventPattern);
    expect(rule?.DependsOn).toEqual([stack.getLogicalId(queue.node.findChild('Policy').node.defaultChild as CfnElement)]);
  });
});

test('two targets whose queues are each other\'s dead-letter queue make no circle, since no rule waits for what they bring', () => {
  const stack = testStack();
  const [one, other] = ['One', 'Other'].map((id) => queueIn(stack, id));
  [[one, other], [other, one]].forEach(([queue, deadLetterQueue], at) => new ServiceEventRule(stack, `Rule${at}`, {
    service: AwsService.BATCH, targets: [new targets.SqsQueue(queue, { deadLetterQueue })],
  }));
  expect(stack.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
});

test.each([[[true, false]], [[false, true]], [[false, true, false]]])('targets of a rule that a condition chooses are guarded beside others, each in its place: %j', (chosen) => {
  const stack = testStack();
  new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
  const resource = new events.CfnRule(stack, 'Rule', {
    eventPattern: { source: ['aws.ec2'] },
    targets: chosen.map((isChosen, at) => (isChosen ? Fn.conditionIf('Condition', { Id: `${at}`, Arn: `arn:${at}` }, Aws.NO_VALUE) : { id: `${at}`, arn: `arn:${at}` })) as any,
  });
  const retryPolicy = { maximumRetryAttempts: 7 };
  guardRendering(resource, (given) => given.map((target) => ({ ...target, retryPolicy })));
  const ids = onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets.map((target: any) => (target['Fn::If']?.[1] ?? target));
  expect(ids).toEqual(chosen.map((_, at) => ({ Id: `${at}`, Arn: `arn:${at}`, RetryPolicy: { MaximumRetryAttempts: 7 } })));
});

test.each<[string, (queue: sqs.Queue) => Partial<ServiceEventRuleProps>]>([
  ['the rule', (queue) => ({ targets: [new targets.SqsQueue(queue)], delivery: { deadLetterQueue: queue } })],
  ['the target', (queue) => ({ targets: [new targets.SqsQueue(queue, { deadLetterQueue: queue })] })],
])('a target that is its own dead-letter queue is refused: that of %s', (_whose, propsOf) => {
  const stack = testStack();
  expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, ...propsOf(queueIn(stack)) })).toThrow('is a queue that is its own dead-letter queue');
});
