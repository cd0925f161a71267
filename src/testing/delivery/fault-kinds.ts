/** The codes with which EventBridge says in a dead letter why an event was not delivered, as far as the model gives them. */
export type ErrorCode = 'NO_PERMISSIONS' | 'NO_RESOURCE' | 'THROTTLING' | 'TIMEOUT' | 'CROSS_REGION_INGESTION_FAILED' | 'CROSS_ACCOUNT_INGESTION_FAILED'
  | 'THIRD_ACCOUNT_HOP_DETECTED' | 'THIRD_REGION_HOP_DETECTED' | 'INVALID_PARAMETER' | 'FAILED_TO_ASSUME_ROLE' | 'EVENTS_IN_BATCH_REQUEST_REJECTED' | 'SDK_CLIENT_ERROR'
  | RecordedCode;

/** The codes of records that subscribers of a Custom Event Bus leave. */
export type RecordedCode = 'ACCESS_DENIED' | 'RESOURCE_NOT_FOUND' | 'THROTTLING' | 'EXECUTION_TIMEOUT' | 'REQUEST_TOO_LARGE' | 'COMPUTE_EXECUTION_ERROR'
  | 'INVOCATION_DEPENDENCY_INTERNAL' | 'CUSTOMER_VALIDATION' | 'LOOP_DETECTED';

export type FaultName = 'target-throttles' | 'target-refuses' | 'target-is-gone' | 'target-is-slow' | 'dead-letter-queue-is-gone'
  | 'dead-letter-queue-refuses' | 'dead-letter-queue-key-refuses' | 'handler-fails' | 'region-is-cut-off' | 'account-is-cut-off' | 'event-is-too-large';

/** What a fault is about. */
export type FaultPlace = 'target' | 'deadLetterQueue' | 'handler' | 'environment';

/** A rule of the model: what EventBridge does about a fault, and where AWS says so. */
export interface FaultKind {
  readonly place: FaultPlace;
  /** In a sentence that begins with what is meant: `Work throttles`. */
  readonly says: string;
  readonly error?: ErrorCode;
  /** The code in the record of a subscriber, which tries again whatever fails. */
  readonly recordedAs?: RecordedCode;
  /** Whether EventBridge tries again for a rule. */
  readonly retried: boolean;
  readonly source: string;
  /** What no page says. */
  readonly inferred?: string;
}

const GUIDE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';
const DEAD_LETTERS = `${GUIDE}/eb-rule-dlq.html`;
const RETRIES = `${GUIDE}/eb-rule-retry-policy.html`;

export const FAULT_KINDS: Record<FaultName, FaultKind> = {
  'target-throttles': {
    place: 'target',
    says: 'throttles',
    error: 'THROTTLING',
    recordedAs: 'THROTTLING',
    retried: true,
    source: RETRIES,
    inferred: 'that throttling is tried again for as long as the retry policy says: eb-troubleshooting says that a target which throttles for long may not be',
  },
  'target-refuses': { place: 'target', says: 'does not let EventBridge in', recordedAs: 'ACCESS_DENIED', error: 'NO_PERMISSIONS', retried: false, source: DEAD_LETTERS },
  'target-is-gone': { place: 'target', says: 'is gone', recordedAs: 'RESOURCE_NOT_FOUND', error: 'NO_RESOURCE', retried: false, source: DEAD_LETTERS },
  'target-is-slow': {
    place: 'target',
    says: 'does not answer in time',
    error: 'TIMEOUT',
    recordedAs: 'EXECUTION_TIMEOUT',
    retried: true,
    source: 'https://repost.aws/knowledge-center/eventbridge-api-destination-target-failure',
    inferred: 'that targets other than API destinations behave so',
  },
  'dead-letter-queue-is-gone': { place: 'deadLetterQueue', says: 'is gone', retried: false, source: DEAD_LETTERS },
  'dead-letter-queue-refuses': { place: 'deadLetterQueue', says: 'does not let EventBridge write', retried: false, source: DEAD_LETTERS },
  'dead-letter-queue-key-refuses': {
    place: 'deadLetterQueue', says: 'is encrypted with a key that EventBridge may not use', retried: false, source: `${GUIDE}/eb-targets.html`,
  },
  'handler-fails': {
    place: 'handler',
    says: 'accepts the event and fails',
    recordedAs: 'COMPUTE_EXECUTION_ERROR',
    retried: true,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  },
  'region-is-cut-off': {
    place: 'environment',
    says: 'cannot be reached from other Regions',
    error: 'CROSS_REGION_INGESTION_FAILED',
    recordedAs: 'INVOCATION_DEPENDENCY_INTERNAL',
    retried: true,
    source: RETRIES,
    inferred: 'that this is one of the network conditions that are tried again',
  },
  'account-is-cut-off': {
    place: 'environment',
    says: 'cannot be reached from other accounts',
    error: 'CROSS_ACCOUNT_INGESTION_FAILED',
    recordedAs: 'INVOCATION_DEPENDENCY_INTERNAL',
    retried: true,
    source: RETRIES,
    inferred: 'that this is one of the network conditions that are tried again',
  },
  'event-is-too-large': {
    place: 'target',
    says: 'takes no event of that size',
    error: 'SDK_CLIENT_ERROR',
    recordedAs: 'REQUEST_TOO_LARGE',
    retried: false,
    source: DEAD_LETTERS,
    inferred: 'the code of the error, and that it is not tried again',
  },
};

export const FAULT_NAMES = Object.keys(FAULT_KINDS) as FaultName[];
