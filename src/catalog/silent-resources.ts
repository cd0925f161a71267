/**
 * Resources whose service sends no events about them unless something is switched on, or not at all.
 */
export interface SilentResource {
  readonly source: string;
  readonly resourceType: string;
  /** The property that gives the resource the name by which events name it. */
  readonly nameProperty?: string;
  /** The fields of `detail` that name the resource. */
  readonly namedIn: string[][];
  /** Whether the properties say that it is silent. */
  readonly isSilent: (properties: Record<string, any>) => boolean;
  /** The type of a custom resource that can switch the events on, its property that names the resource, and whether it does. */
  readonly switchedOnBy?: { readonly resourceType: string; readonly property: string; readonly isOn: (properties: Record<string, any>) => boolean };
  readonly why: string;
  readonly wayOut: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html */
export const BUCKET: SilentResource = {
  source: 'aws.s3',
  resourceType: 'AWS::S3::Bucket',
  nameProperty: 'BucketName',
  namedIn: [['bucket', 'name']],
  isSilent: ({ NotificationConfiguration }) => isOff(NotificationConfiguration),
  switchedOnBy: {
    resourceType: 'Custom::S3BucketNotifications',
    property: 'BucketName',
    isOn: ({ NotificationConfiguration }) => !isOff(NotificationConfiguration),
  },
  why: 'does not send its events to EventBridge',
  wayOut: 'Set eventBridgeEnabled: true on the bucket, or name it with resource: bucket, which does.',
};

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export const EXPRESS_WORKFLOW: SilentResource = {
  source: 'aws.states',
  resourceType: 'AWS::StepFunctions::StateMachine',
  namedIn: [['stateMachineArn']],
  isSilent: ({ StateMachineType }) => StateMachineType === 'EXPRESS',
  why: 'is an Express workflow, and only Standard workflows send events',
  wayOut: 'Use StateMachineType.STANDARD, or let the workflow itself tell how it ended.',
};

/** What cannot be read is taken for switched on. */
function isOff(configuration: any): boolean {
  return configuration === undefined
    || (typeof configuration === 'object' && configuration !== null && !('EventBridgeConfiguration' in configuration)
      && !Object.keys(configuration).some((key) => key === 'Ref' || key.startsWith('Fn::'))
      && Object.values(configuration).every((value) => Array.isArray(value)));
}
