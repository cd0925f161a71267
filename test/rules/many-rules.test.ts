import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

describe.each([['guaranteed', AwsService.BATCH], ['best effort', AwsService.EC2], ['API calls', AwsService.IAM], ['unspecified', AwsService.SMS]])('100 rules on %s events', (_level, service) => {
  const stack = testStack();
  const queues = Array.from({ length: 10 }, (_, n) => queueIn(stack, `Target${n}`));
  for (let n = 0; n < 100; n++) {
    new ServiceEventRule(stack, `Rule${n}`, { service, targets: [new targets.SqsQueue(queues[n % 10])] });
  }

  test('share one dead-letter queue with one statement for EventBridge', () => {
    expect(Object.keys(resourcesOf(stack, 'AWS::SQS::Queue'))).toHaveLength(10 + 1);
    const [policy] = Object.entries(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).filter(([id]) => id.startsWith('ServiceEventDeadLetterQueue'));
    const statements: any[] = policy[1].Properties.PolicyDocument.Statement;
    expect(statements.filter(({ Principal }) => Principal.Service === 'events.amazonaws.com')).toHaveLength(1);
  });

  test('need 4 resources each, besides what they share', () => {
    const ofTargets = 10 * 2;
    const shared = 2 + 2;
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toHaveLength(100 * 4 + ofTargets + shared);
  });
});

function rulesOn(stack: Stack, count: number, target: () => any): void {
  for (let n = 1; n <= count; n++) {
    new ServiceEventRule(stack, `Rule${n}`, { service: AwsService.BATCH, targets: [target()] });
  }
}

describe('a target whose policy grows with every rule', () => {
  test('takes 20 rules as a queue, and refuses the next with the way out (aws/aws-cdk #7732)', () => {
    const stack = testStack();
    const queue = queueIn(stack);
    rulesOn(stack, 20, () => new targets.SqsQueue(queue));
    expect(() => new ServiceEventRule(stack, 'Next', { service: AwsService.EC2, targets: [new targets.SqsQueue(queue)] })).toThrow(
      "Rule 'Stack/Next/Rule' is number 21 with target 'Stack/TargetQueue': each rule adds a statement to the queue's policy, and Amazon SQS allows 20. Let one rule match several events");
  });

  test('counts a rule once, whatever the number of its targets', () => {
    const stack = testStack();
    const queue = queueIn(stack);
    rulesOn(stack, 19, () => new targets.SqsQueue(queue));
    new ServiceEventRule(stack, 'Last', { service: AwsService.EC2, targets: [new targets.SqsQueue(queue), new targets.SqsQueue(queue)] });
    expect(Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.Targets.length)).toEqual([...Array(19).fill(1), 2]);
  });

  test('takes any number as a queue with a key of the user, whose policy does not grow', () => {
    const stack = testStack();
    const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') });
    rulesOn(stack, 25, () => new targets.SqsQueue(queue));
    const policy = Object.values(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).find(({ Properties }) => !JSON.stringify(Properties.Queues).includes('ServiceEvent'));
    expect(policy.Properties.PolicyDocument.Statement).toHaveLength(1);
  });

  test('takes 50 rules as a function (aws/aws-cdk #18369)', () => {
    const stack = testStack();
    const handler = new lambda.Function(stack, 'Handler', {
      code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    });
    expect(() => rulesOn(stack, 51, () => new targets.LambdaFunction(handler))).toThrow(/'Stack\/Rule51\/Rule' is number 51 .* AWS Lambda allows 20,480 bytes/);
  });

  test('takes 10 rules for all log groups of an account and Region (aws/aws-cdk #31404)', () => {
    const stack = testStack();
    let made = 0;
    expect(() => rulesOn(stack, 11, () => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, `Log${made++}`, { logGroupName: `/aws/events/${made}` }))))
      .toThrow(/'Stack\/Rule11\/Rule' is number 11 .* CloudWatch Logs, which allows 10/);
  });

  test('takes 10 rules for all log groups of each Region', () => {
    const app = testApp();
    const stacks = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const ruleOn = (stack: Stack, n: number) => new ServiceEventRule(stack, `Rule${n}`, {
      service: AwsService.BATCH, targets: [new targets.CloudWatchLogGroup(new logs.LogGroup(stack, `Log${n}`, { logGroupName: `/aws/events/${n}` }))],
    });
    for (let n = 1; n <= 10; n++) {
      stacks.forEach((stack) => ruleOn(stack, n));
    }
    const [first, second] = stacks;
    expect(() => ruleOn(first, 11)).toThrow("'eu-west-1/Rule11/Rule' is number 11");
    expect(() => ruleOn(second, 11)).toThrow("'us-east-1/Rule11/Rule' is number 11");
  });

  test('is not counted when another app makes it', () => {
    const stack = testStack();
    const queue = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:queue');
    rulesOn(stack, 21, () => new targets.SqsQueue(queue));
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(21);
  });
});
