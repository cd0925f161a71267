/** What EventBridge counts while it delivers, by what happens. */
export interface DeliveryMetrics {
  readonly namespace: string;
  /** An event is compared with what is wanted. */
  readonly compared: readonly string[];
  readonly matched: readonly string[];
  readonly attempted: readonly string[];
  readonly retried: string;
  /** Whether a retry counts as the how manieth it is; otherwise as 1. */
  readonly retriesByDepth: boolean;
  readonly delivered: readonly string[];
  /** The last attempt is over and has failed. */
  readonly ended: readonly string[];
  readonly failed: readonly string[];
  readonly kept: readonly string[];
  readonly notKept: readonly string[];
  /** There is no queue that could keep it. */
  readonly dropped: readonly string[];
  /** In milliseconds, how long the oldest event waits. */
  readonly backlog?: string;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
export const RULE_METRICS: DeliveryMetrics = {
  namespace: 'AWS/Events',
  compared: [],
  matched: ['TriggeredRules'],
  attempted: ['InvocationAttempts'],
  retried: 'RetryInvocationAttempts',
  retriesByDepth: false,
  delivered: ['Invocations', 'SuccessfulInvocationAttempts'],
  ended: ['Invocations'],
  failed: ['FailedInvocations'],
  kept: ['InvocationsSentToDlq'],
  notKept: ['InvocationsFailedToBeSentToDlq'],
  dropped: [],
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-observability.html */
export const SUBSCRIBER_METRICS: DeliveryMetrics = {
  namespace: 'AWS/EventsV2',
  compared: ['FilterEvaluated'],
  matched: ['FilterMatched'],
  attempted: ['EventDeliveryAttempts', 'TargetInvocations'],
  retried: 'RetryInvocationAttempts',
  retriesByDepth: true,
  delivered: ['EventsDelivered'],
  ended: [],
  failed: [],
  kept: ['OnFailureDestinationDelivered'],
  notKept: ['OnFailureDestinationFailed'],
  dropped: ['EventsDropped'],
  backlog: 'ApproximateBacklogAge',
};
