import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions } from './alarms/alarm-actions';
import { DeliveryAlarms } from './alarms/delivery-alarms';
import { DeliveryType } from '../catalog/delivery-type';

/**
 * How events are carried from EventBridge to the targets of a rule.
 */
export interface CommonDeliveryOptions {
  /**
   * The queue that takes the events which no target has accepted.
   *
   * It must be a standard queue in the Region of the rule, not encrypted with the key `alias/aws/sqs`. EventBridge is
   * given leave to write to it, in its policy and in the policy of its own key.
   *
   * @default - one queue that all rules of the stack share
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * Whether events that no target has accepted are kept in a dead-letter queue. Without one they are gone.
   *
   * @default true
   */
  readonly deadLetterQueueEnabled?: boolean;

  /**
   * How often a delivery is tried again, 0 to 185 times.
   *
   * @default 185
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   */
  readonly retryAttempts?: number;

  /**
   * How long a delivery is tried again, 1 minute to 24 hours.
   *
   * @default - 24 hours, or the useful life of the events where that is shorter (a Spot interruption notice: 2 minutes)
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   */
  readonly maxEventAge?: Duration;

  /**
   * Whether events that a Lambda function has accepted and then not handled are kept as well.
   *
   * EventBridge invokes functions asynchronously: an event counts as delivered when AWS Lambda has accepted it, and Lambda
   * tries a failed invocation twice again. With this option the record of an invocation that fails for good goes to the
   * dead-letter queue of the rule, or of the function's own stack where that is another one, and an alarm reports it. A
   * function that has an on-failure destination or a dead-letter queue already keeps it; give it one, or configure its
   * asynchronous invocation otherwise, before it becomes a target.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly captureHandlerFailures?: boolean;

  /**
   * How long the events that the rule matches are kept for a replay, in whole days.
   *
   * All rules of a bus share one archive, which keeps what any of them matches for the longest time that any of them asks
   * for, and which stays when its stack is deleted. AWS charges for it.
   *
   * @default - they are not kept
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
   */
  readonly archive?: Duration;

  /**
   * Where the alarms go.
   *
   * @default - nowhere; a notice says so once
   */
  readonly alarmActions?: AlarmActions;

  /**
   * The alarms that watch the delivery.
   *
   * @default DeliveryAlarms.perRule()
   */
  readonly alarms?: DeliveryAlarms;
}

/**
 * What rules below a scope use unless they say otherwise.
 */
export interface DeliveryDefaultsOptions extends CommonDeliveryOptions {
  /**
   * The key that encrypts the dead-letter queue which a stack's rules share.
   *
   * @default - encrypted by Amazon SQS (SSE-SQS)
   */
  readonly deadLetterEncryptionKey?: kms.IKey;

  /**
   * Where a person who has been called finds what to do: the URL of your runbook. It stands at the end of the description of
   * every alarm below the scope.
   *
   * @default - the page on operations of this library; none for a `ServiceEventAlarm`
   */
  readonly runbookUrl?: string;
}

/**
 * A sweep that finds what never arrived.
 */
export interface ReconciliationOptions {
  /**
   * When the sweep runs.
   */
  readonly schedule: events.Schedule;

  /**
   * What runs: it compares the state of the resources with what the events have told, and makes up for the difference.
   */
  readonly target: events.IRuleTarget;
}

/**
 * How the events of one rule are delivered.
 */
export interface DeliveryOptions extends CommonDeliveryOptions {
  /**
   * How firmly the events of this rule are promised, where you know better than the catalogue.
   *
   * @default - what the catalogue says; of several, the weakest
   */
  readonly deliveryType?: DeliveryType;

  /**
   * An alarm fires when no event has matched for this long, 1 minute to 7 days.
   *
   * Events that a service does not send, or that get lost before EventBridge, leave no other trace.
   *
   * @default - no alarm on silence
   */
  readonly expectEvery?: Duration;

  /**
   * A sweep at regular times that finds what never arrived.
   *
   * @default - none
   */
  readonly reconcile?: ReconciliationOptions;
}
