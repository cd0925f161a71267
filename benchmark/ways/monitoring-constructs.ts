import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import { AlarmFacts, EVENT_PATTERN, MAX_EVENT_AGE, QUEUE_ALARMS, RETENTION, RETRY_ATTEMPTS, RULE_ALARMS, Way, queueMetric, ruleMetric } from '../way';

/** It makes alarms on metrics, and knows nothing of rules; rule and dead-letter queue are made by hand. */
export const way: Way = {
  name: 'cdk-monitoring-constructs',
  uses: [MonitoringFacade],
  makeRules: (stack, queues) => {
    const facade = new MonitoringFacade(stack, 'Monitoring');
    queues.forEach((queue, n) => makeMonitoredRule(stack, facade, `Rule${n}`, queue));
  },
};

function makeMonitoredRule(stack: Stack, facade: MonitoringFacade, id: string, queue: sqs.Queue): void {
  const deadLetterQueue = new sqs.Queue(stack, `${id}DeadLetters`, {
    encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: RETENTION,
  });
  const rule = new events.Rule(stack, id, { eventPattern: EVENT_PATTERN });
  rule.addTarget(new targets.SqsQueue(queue, { deadLetterQueue, retryAttempts: RETRY_ATTEMPTS, maxEventAge: MAX_EVENT_AGE }));
  const alarms = facade.createAlarmFactory(id);
  RULE_ALARMS.forEach((facts) => addAlarm(alarms, ruleMetric(rule.ruleName, facts), facts));
  QUEUE_ALARMS.forEach((facts) => addAlarm(alarms, queueMetric(deadLetterQueue, facts), facts));
}

function addAlarm(alarms: AlarmFactory, metric: cloudwatch.Metric, facts: AlarmFacts): void {
  alarms.addAlarm(metric, {
    alarmNameSuffix: facts.id,
    alarmDescription: facts.id,
    disambiguator: facts.id,
    threshold: facts.threshold,
    evaluationPeriods: facts.evaluationPeriods,
    datapointsToAlarm: facts.datapointsToAlarm,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}
