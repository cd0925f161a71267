import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Which deliveries of a subscriber are logged.
 */
export enum SubscriberLogLevel {
  /**
   * Those that failed.
   */
  ERROR = 'ERROR',

  /**
   * All of them.
   */
  INFO = 'INFO',
}

/**
 * The log of a subscriber.
 */
export interface SubscriberLogging {
  /**
   * Which deliveries are logged.
   *
   * @default SubscriberLogLevel.ERROR
   */
  readonly level?: SubscriberLogLevel;

  /**
   * Whether the log holds the events of all deliveries, and not only of those that failed.
   *
   * @default false
   */
  readonly includePayload?: boolean;

  /**
   * Where the log goes. The name of the group should begin with `/aws/vendedlogs/`: for others you must let Amazon CloudWatch
   * Logs write to the group yourself.
   *
   * @default - a log group of the subscriber's own, which keeps a month and stays when the stack is deleted
   */
  readonly logGroup?: logs.ILogGroup;
}
