import { Aspects, CfnElement, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventProtection, ServiceEventRule } from 'cdk-service-events';
import { onlyResourceOf, queueIn, resourcesOf, testStack } from '../support/test-app';

const alarmTexts = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));

test('what this library has guarded is not protected again', () => {
  const [plain, withProtection] = [false, true].map((isProtected) => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))] });
    new ServiceEventRule(stack, 'Empty', { service: AwsService.BATCH });
    if (isProtected) {
      ServiceEventProtection.of(stack).apply();
    }
    return Template.fromStack(stack).toJSON();
  });
  expect(withProtection).toEqual(plain);
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
    const { Targets } = onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
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
