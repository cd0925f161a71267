/**
 * What CloudTrail records beside API calls and console sign-in.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export enum CloudTrailEventType {
  /**
   * What is done in the console and is no API call.
   */
  CONSOLE_ACTION = 'CONSOLE_ACTION',

  /**
   * What a service does without being called, such as the rotation of a key.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
   */
  SERVICE_EVENT = 'SERVICE_EVENT',

  /**
   * Unusual numbers of calls or errors, of a trail on which CloudTrail Insights is switched on.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
   */
  INSIGHT = 'INSIGHT',

  /**
   * Calls through VPC endpoints, of a trail that selects the network activity of the service.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
   */
  NETWORK_ACTIVITY = 'NETWORK_ACTIVITY',
}
