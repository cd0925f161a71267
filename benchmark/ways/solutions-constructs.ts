import { EventbridgeToSqs } from '@aws-solutions-constructs/aws-eventbridge-sqs';
import { makeAlarm } from './by-hand';
import { EVENT_PATTERN, MAX_EVENT_AGE, QUEUE_ALARMS, RETRY_ATTEMPTS, RULE_ALARMS, Way, queueMetric, ruleMetric } from '../way';

/** It makes the rule and its dead-letter queue, with a key for each; it makes no alarms. */
export const way: Way = {
  name: 'aws-eventbridge-sqs',
  uses: [EventbridgeToSqs],
  makeRules: (stack, queues) => queues.forEach((existingQueueObj, n) => {
    const { eventsRule, eventRuleDlq } = new EventbridgeToSqs(stack, `Rule${n}`, {
      existingQueueObj,
      eventRuleProps: { eventPattern: EVENT_PATTERN },
      deployEventRuleDlq: true,
      targetProps: { retryAttempts: RETRY_ATTEMPTS, maxEventAge: MAX_EVENT_AGE },
    });
    RULE_ALARMS.forEach((facts) => makeAlarm(stack, `Rule${n}${facts.id}`, ruleMetric(eventsRule.ruleName, facts), facts));
    QUEUE_ALARMS.forEach((facts) => makeAlarm(stack, `Rule${n}${facts.id}`, queueMetric(eventRuleDlq!, facts), facts));
  }),
};
