import { CfnResource, Stack } from 'aws-cdk-lib';
import { checkedApp, reportOf } from '../support/findings';

/** A template that people write themselves names resources in other ways than the CDK does. */

const ENV = { account: '111122223333', region: 'eu-west-1' };
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:letters';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:news';
const EVENTBRIDGE = { Service: 'events.amazonaws.com' };

interface Names {
  readonly queue: unknown;
  /** How the policy names the queue. */
  readonly policyOf?: unknown;
  readonly topic: unknown;
  /** How many statements the policy of the queue has. */
  readonly statements?: number;
}

/** What is found where a rule names a topic and a dead-letter queue so. */
function found({ queue, policyOf = 'https://sqs.eu-west-1.amazonaws.com/111122223333/letters', topic, statements = 1 }: Names, allowed = true): string[] {
  const app = checkedApp();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const resource = (id: string, type: string, properties: Record<string, unknown>) => new CfnResource(stack, id, { type, properties });
  const statement = (Action: string, Of: unknown) => ({ Effect: 'Allow', Principal: EVENTBRIDGE, Action, Resource: Of });
  resource('Letters', 'AWS::SQS::Queue', { QueueName: 'letters' });
  resource('LettersPolicy', 'AWS::SQS::QueuePolicy', {
    Queues: [policyOf],
    PolicyDocument: { Statement: Array.from({ length: statements }, () => statement(allowed ? 'sqs:SendMessage' : 'sqs:ReceiveMessage', queue)) },
  });
  resource('News', 'AWS::SNS::Topic', { TopicName: 'news' });
  resource('NewsPolicy', 'AWS::SNS::TopicPolicy', { Topics: [TOPIC], PolicyDocument: { Statement: [statement(allowed ? 'sns:Publish' : 'sns:Subscribe', topic)] } });
  resource('Watch', 'AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'letters' }],
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Period: 300,
    Statistic: 'Maximum',
  });
  resource('Rule', 'AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] },
    Targets: [{ Id: 'Target', Arn: topic, DeadLetterConfig: { Arn: queue } }],
  });
  return reportOf(app).findings.map(({ id }) => id).sort();
}

const WAYS: [string, Names][] = [
  ['by their literal ARNs', { queue: QUEUE, topic: TOPIC }],
  ['by Fn::GetAtt as a list', { queue: { 'Fn::GetAtt': ['Letters', 'Arn'] }, topic: { Ref: 'News' } }],
  ['by a URL that is put together', { queue: QUEUE, policyOf: { 'Fn::Sub': 'https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/letters' }, topic: TOPIC }],
  ['by Fn::GetAtt as text', { queue: { 'Fn::GetAtt': 'Letters.Arn' }, topic: { 'Fn::GetAtt': 'News.TopicArn' } }],
];

test.each(WAYS)('a queue and a topic that are named %s are followed to their policies and alarms', (_how, names) => {
  expect(found(names)).toEqual([]);
  expect(found(names, false)).toEqual(['dead-letter-queue-policy', 'target-refuses-events']);
});

test('a policy of 20 statements passes, and one of 21 does not', () => {
  const names = { queue: { 'Fn::GetAtt': ['Letters', 'Arn'] }, topic: { Ref: 'News' } };
  expect([20, 21].map((statements) => found({ ...names, statements }))).toEqual([[], ['queue-policy-limit']]);
});
