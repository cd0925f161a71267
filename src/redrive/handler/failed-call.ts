/** Answers that say that nothing was done, and that a later attempt may succeed. */
const THROTTLED = new Set([
  'BandwidthLimitExceeded', 'EC2ThrottledException', 'KMSThrottlingException', 'KmsThrottled', 'KMSThrottled', 'LimitExceededException', 'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException', 'RequestTimeTooSkewed',
  'SlowDown', 'ThrottledException', 'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'TransactionInProgressException',
]);
/** The connection was not made, so that nothing can have arrived. */
const NOT_CONNECTED = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'EMFILE', 'ENETUNREACH', 'ENOTFOUND']);
const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;
const UNAVAILABLE = 503;

/**
 * A call to AWS that has failed.
 */
export class FailedCall extends Error {
  /** Whether the service may have done what it was asked for, although it did not say so. */
  public readonly mayHaveArrived: boolean;
  /** Whether another attempt can succeed, and cannot do anything twice. */
  public readonly worthRepeating: boolean;
  /** The name of the error, as the service gives it. */
  public readonly code: string;

  /**
   * @param call the operation, for the one who reads the reason
   * @param error what the SDK has thrown
   * @param repeatable whether it does no harm to do twice what is asked for
   */
  constructor(call: string, error: unknown, repeatable: boolean) {
    const { name = 'Error', message = String(error), code = '', $metadata } = (error ?? {}) as Record<string, any>;
    const status: number | undefined = $metadata?.httpStatusCode;
    super(`${call}: ${sentence(name, message, code, status)}`);
    this.code = name;
    const throttled = THROTTLED.has(name) || status === TOO_MANY_REQUESTS || (error as Record<string, any>)?.$retryable?.throttling === true;
    const faulty = status !== undefined && status >= SERVER_FAULT;
    const silent = (status === undefined || status < 300) && !NOT_CONNECTED.has(code) && !throttled && !(error instanceof TypeError);
    this.mayHaveArrived = silent || (faulty && status !== UNAVAILABLE && !throttled);
    this.worthRepeating = throttled || faulty || NOT_CONNECTED.has(code) || (silent && repeatable);
  }
}

function sentence(name: string, message: string, code: string, status: number | undefined): string {
  const text = message === 'UnknownError' || message === '' ? '' : message;
  const parts = [name === 'Error' || name === 'Unknown' ? '' : name, text, text.includes(code) ? '' : code];
  const told = parts.filter((part) => part !== '').join(': ');
  return told || `status ${status}`;
}
