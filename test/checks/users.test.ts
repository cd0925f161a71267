import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DeliveryAlarms, ServiceEventProtection } from 'cdk-service-events';
import { checkedApp, reportOf } from '../support/findings';

/** Rules that people have deployed, and what bit them. */

const BATCH = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
});

function topic(props: targets.SnsTopicProps = {}): events.IRuleTarget {
  return new targets.SnsTopic(new sns.Topic(stack, 'Topic'), props);
}

function rule(target: events.IRuleTarget, eventPattern: events.EventPattern = BATCH): events.Rule {
  return new events.Rule(stack, 'Rule', { eventPattern, targets: [target] });
}

function pattern(eventPattern: events.EventPattern): void {
  new events.Rule(stack, 'Rule', { eventPattern });
}

function handler(): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
}

function found(): string[] {
  return reportOf(app).findings.map(({ id }) => id);
}

describe('dead-letter queues', () => {
  test('whose key EventBridge may not use are found (aws/aws-cdk #33169, #20804)', () => {
    rule(topic({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryptionMasterKey: new kms.Key(stack, 'Key') }) }));
    expect(found()).toContain('dead-letter-queue-key');
  });

  test('that are encrypted with KMS_MANAGED are found (aws/aws-cdk #30549)', () => {
    rule(topic({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryption: sqs.QueueEncryption.KMS_MANAGED }) }));
    expect(found()).toContain('dead-letter-queue-kind');
  });

  test('that are FIFO queues are found', () => {
    rule(topic({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { fifo: true }) }));
    expect(found()).toContain('dead-letter-queue-kind');
  });

  test('that are imported are a suspicion (METR/hawk #1222)', () => {
    rule(topic({ deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Dead', 'arn:aws:sqs:eu-west-1:111111111111:dead') }));
    expect(reportOf(app).findings).toContainEqual(expect.objectContaining({ id: 'dead-letter-queue-policy', severity: 'warning' }));
  });

  test('in another Region are found', () => {
    const { topicArn } = new sns.Topic(stack, 'Topic');
    new events.CfnRule(stack, 'Rule', {
      eventPattern: { source: ['aws.batch'] },
      targets: [{ id: 'Target', arn: topicArn, deadLetterConfig: { arn: 'arn:aws:sqs:eu-central-1:111111111111:dead' } }],
    });
    expect(found()).toContain('dead-letter-queue-kind');
  });

  test.each<[string, (queue: sqs.IQueue) => events.IRuleTarget]>([
    ['CloudWatchLogGroup', (deadLetterQueue) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Log'), { deadLetterQueue })],
    ['KinesisStream', (deadLetterQueue) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'), { deadLetterQueue })],
    ['CodePipeline', (deadLetterQueue) => new targets.CodePipeline(
      codepipeline.Pipeline.fromPipelineArn(stack, 'Pipeline', 'arn:aws:codepipeline:eu-west-1:111111111111:pipeline'), { deadLetterQueue })],
    ['RedshiftQuery', (deadLetterQueue) => new targets.RedshiftQuery('arn:aws:redshift:eu-west-1:111111111111:cluster:warehouse', {
      database: 'dev', sql: ['SELECT 1'], deadLetterQueue,
    })],
  ])('that %s forgets to open are found (aws/aws-cdk #11612, #13449, #31428)', (_name, makeTarget) => {
    rule(makeTarget(new sqs.Queue(stack, 'Dead')));
    expect(reportOf(app).findings).toContainEqual(expect.objectContaining({ id: 'dead-letter-queue-policy', severity: 'error' }));
  });

  test.each<[string, (queue: sqs.IQueue) => events.IRuleTarget]>([
    ['SnsTopic', (deadLetterQueue) => topic({ deadLetterQueue })],
    ['LambdaFunction', (deadLetterQueue) => new targets.LambdaFunction(handler(), { deadLetterQueue })],
    ['SqsQueue', (deadLetterQueue) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'), { deadLetterQueue })],
  ])('that %s opens are not', (_name, makeTarget) => {
    rule(makeTarget(new sqs.Queue(stack, 'Dead')));
    expect(found()).not.toContain('dead-letter-queue-policy');
  });

  test('that another rule alone may write to are found', () => {
    const dead = new sqs.Queue(stack, 'Dead');
    rule(topic({ deadLetterQueue: dead }));
    new events.Rule(stack, 'Other', { eventPattern: BATCH, targets: [new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'), { deadLetterQueue: dead })] });
    expect(reportOf(app).findings.filter(({ id }) => id === 'dead-letter-queue-policy')).toMatchObject([{ path: 'Stack/Other/Resource' }]);
  });

  test('that are missing are found (Bike4Mind #96, cloudposse/terraform-aws-cloudwatch-events #46)', () => {
    rule(topic());
    expect(found()).toContain('no-dead-letter-queue');
  });

  test('that nobody watches are found (METR/hawk #1222)', () => {
    rule(topic({ deadLetterQueue: new sqs.Queue(stack, 'Dead') }));
    expect(found()).toEqual(['dead-letter-queue-without-alarm']);
  });

  test('with a key of one\'s own are opened by the protection without a cycle (aws/aws-cdk #11158)', () => {
    rule(topic());
    ServiceEventProtection.of(app).apply({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryptionMasterKey: new kms.Key(stack, 'Key') }) });
    expect(found()).toEqual([]);
  });

  test('in another stack can be used by the protection without a cycle (aws/aws-cdk #18821, #30530)', () => {
    rule(topic());
    const other = new Stack(app, 'Other', { env: stack });
    ServiceEventProtection.of(stack).apply({ deadLetterQueue: new sqs.Queue(other, 'Dead') });
    expect(found()).toEqual([]);
  });
});

describe('what grows with the number of rules', () => {
  test('is found in the policy of a target queue (aws/aws-cdk #7732)', () => {
    const queue = new sqs.Queue(stack, 'Queue');
    for (let n = 0; n < 21; n++) {
      new events.Rule(stack, `Rule${n}`, { eventPattern: BATCH, targets: [new targets.SqsQueue(queue)] });
    }
    expect(found()).toContain('queue-policy-limit');
  });

  test('is found in the policy of a dead-letter queue', () => {
    const deadLetterQueue = new sqs.Queue(stack, 'Dead');
    const target = topic({ deadLetterQueue });
    for (let n = 0; n < 21; n++) {
      new events.Rule(stack, `Rule${n}`, { eventPattern: BATCH, targets: [target] });
    }
    expect(found()).toContain('queue-policy-limit');
  });

  test('is found in the policy of a function (aws/aws-cdk #18369)', () => {
    const target = new targets.LambdaFunction(handler());
    for (let n = 0; n < 51; n++) {
      new events.Rule(stack, `Rule${n}`, { eventPattern: BATCH, targets: [target] });
    }
    expect(found()).toContain('function-policy-limit');
  });

  test('is found in the resource policies of log groups (aws/aws-cdk #31404, #20567)', () => {
    for (let n = 0; n < 11; n++) {
      new events.Rule(stack, `Rule${n}`, { eventPattern: BATCH, targets: [new targets.CloudWatchLogGroup(new logs.LogGroup(stack, `Log${n}`))] });
    }
    expect(found()).toContain('log-resource-policy-limit');
  });
});

describe('retries', () => {
  test('that an event bus target cannot have are given by the protection (aws/aws-cdk #28735)', () => {
    rule(new targets.EventBus(new events.EventBus(stack, 'Bus')));
    ServiceEventProtection.of(app).apply({ retryAttempts: 10, maxEventAge: Duration.hours(2), alarms: DeliveryAlarms.none() });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets[0].RetryPolicy).toEqual({ MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 7200 });
  });

  test('that are none are kept and found (aws/aws-cdk #21864)', () => {
    rule(topic({ retryAttempts: 0 }));
    ServiceEventProtection.of(app).apply();
    expect(reportOf(app).findings).toMatchObject([{ id: 'short-retry', value: '0' }]);
  });

  test('of the function itself are another matter (aws/aws-cdk #25423, serverless/serverless #4647)', () => {
    rule(new targets.LambdaFunction(handler()));
    expect(found()).toContain('unguarded-function');
  });
});

describe('patterns', () => {
  test('with detailType for detail-type are found (aws/aws-cdk #5703, #2998, #16563)', () => {
    const made = new events.CfnRule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] } });
    made.addPropertyOverride('EventPattern.detailType', ['EC2 Instance State-change Notification']);
    expect(found()).toContain('unknown-top-level-key');
  });

  test('with an asterisk in a literal are found (aws/aws-cdk #36121)', () => {
    pattern({ source: ['aws.s3'], detailType: ['Object Created'], detail: { object: { key: ['uploads/*'] } } });
    expect(found()).toEqual(['literal-wildcard']);
  });

  test('with a number in quotes are found (aws/aws-cdk #5205, cloudformation-coverage-roadmap #251)', () => {
    pattern({ source: ['aws.guardduty'], detailType: ['GuardDuty Finding'], detail: { severity: ['8'] } });
    expect(found()).toEqual(['wrong-value-type']);
  });

  test('that an "additional restriction" has widened are found', () => {
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.s3'], detailType: ['Object Created'] } })
      .addEventPattern({ source: ['aws.ec2'] });
    expect(found()).toEqual(['widened-pattern']);
  });
});

describe('sources and what must be on', () => {
  test('service events on a custom bus are found (triggermesh #966, aws-solutions-constructs #494)', () => {
    new events.Rule(stack, 'Rule', { eventBus: new events.EventBus(stack, 'Bus'), eventPattern: BATCH });
    expect(found()).toEqual(['service-events-on-custom-bus']);
  });

  test('read-only calls in the plain state are found (aws/aws-cdk #1592, #8890)', () => {
    pattern({ source: ['aws.kms'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['kms.amazonaws.com'], eventName: ['GetKeyPolicy'] } });
    expect(found()).toEqual(['read-only-operation']);
  });

  test.each<[string, events.EventPattern, string[]]>([
    ['IAM', { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateUser'] } }, ['wrong-region']],
    ['Organizations', { source: ['aws.organizations'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['CreateAccount'] } }, ['wrong-region']],
    ['Regional STS', { source: ['aws.sts'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['DecodeAuthorizationMessage'] } }, []],
  ])('events of %s in eu-west-1 (scp-alternative-solution #14, aws-deployment-framework #344, coral #951)', (_service, eventPattern, expected) => {
    pattern(eventPattern);
    expect(found().filter((id) => id !== 'read-only-operation')).toEqual(expected);
  });

  test('the name of an operation that CloudTrail writes otherwise is found', () => {
    pattern({ source: ['aws.cassandra'], detailType: ['AWS API Call via CloudTrail'], detail: { eventName: ['UpdateTable'] } });
    expect(reportOf(app).findings).toMatchObject([{ id: 'unknown-operation', severity: 'error', fix: expect.stringContaining('AlterTable') }]);
  });

  test.each<[string, s3.BucketProps, string[]]>([
    ['does not send', {}, ['silent-resource']],
    ['sends', { eventBridgeEnabled: true }, []],
  ])('a bucket that %s its events (aws/aws-cdk #26772, #24086)', (_what, props, expected) => {
    const bucket = new s3.Bucket(stack, 'Bucket', props);
    pattern({ source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } });
    expect(found()).toEqual(expected);
  });

  test('a bucket of another stack is looked up there', () => {
    const bucket = new s3.Bucket(new Stack(app, 'Data', { env: stack }), 'Bucket');
    pattern({ source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [bucket.bucketName] } } });
    expect(found()).toEqual(['silent-resource']);
  });

  test('a bucket that is imported is not known', () => {
    pattern({ source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [s3.Bucket.fromBucketName(stack, 'Bucket', 'theirs').bucketName] } } });
    expect(found()).toEqual([]);
  });

  test('the first hop to another account is found where it is bare', () => {
    const there = new Stack(app, 'There', { env: { account: '222222222222', region: 'eu-west-1' } });
    new events.Rule(stack, 'Rule', {
      ruleName: 'rule', eventPattern: BATCH, targets: [new targets.SqsQueue(new sqs.Queue(there, 'Queue', { queueName: 'queue' }))],
    });
    expect(reportOf(app).findings.filter(({ path }) => path.startsWith('Stack/'))).toMatchObject([{ id: 'unguarded-forward' }]);
  });
});
