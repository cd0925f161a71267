import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmFacts, EVENT_PATTERN, MAX_EVENT_AGE, QUEUE_ALARMS, RETENTION, RETRY_ATTEMPTS, RULE_ALARMS, Way, queueMetric, ruleMetric } from '../way';

/** The way of the EventBridge User Guide: each rule has a dead-letter queue of its own. */
export const way: Way = {
  name: 'by hand',
  uses: [Stack, cloudwatch.Alarm, cloudwatch.Metric, events.Rule, targets.SqsQueue, sqs.Queue],
  makeRules: (stack, queues) => queues.forEach((queue, n) => {
    const deadLetterQueue = makeDeadLetterQueue(stack, `Rule${n}DeadLetters`);
    makeRule(stack, `Rule${n}`, queue, deadLetterQueue);
  }),
};

export function makeDeadLetterQueue(stack: Stack, id: string): sqs.Queue {
  const queue = new sqs.Queue(stack, id, { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: RETENTION });
  QUEUE_ALARMS.forEach((facts) => makeAlarm(stack, `${id}${facts.id}`, queueMetric(queue, facts), facts));
  return queue;
}

export function makeRule(stack: Stack, id: string, queue: sqs.Queue, deadLetterQueue: sqs.Queue): void {
  const rule = new events.Rule(stack, id, { eventPattern: EVENT_PATTERN });
  rule.addTarget(new targets.SqsQueue(queue, { deadLetterQueue, retryAttempts: RETRY_ATTEMPTS, maxEventAge: MAX_EVENT_AGE }));
  RULE_ALARMS.forEach((facts) => makeAlarm(stack, `${id}${facts.id}`, ruleMetric(rule.ruleName, facts), facts));
}

export function makeAlarm(stack: Stack, id: string, metric: cloudwatch.IMetric, facts: AlarmFacts): void {
  new cloudwatch.Alarm(stack, id, {
    metric,
    threshold: facts.threshold,
    evaluationPeriods: facts.evaluationPeriods,
    datapointsToAlarm: facts.datapointsToAlarm,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}
