/**
 * Which management calls a rule covers.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export enum ApiCallKind {
  /**
   * Calls that change something. EventBridge matches no read-only management calls for the rule.
   */
  WRITE = 'WRITE',

  /**
   * Read-only calls too, which can be many times as many.
   */
  ALL = 'ALL',
}
