import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
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
