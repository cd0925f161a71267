import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, DeliveryDefaults, GuarddutyEvents, S3Events, ServiceEventBus, ServiceEventSource, ServiceEventSubscriber,
} from 'cdk-service-events';
import { Construct } from 'constructs';

/** Takes one event, or a list of them. */
const HANDLER = 'exports.handler = async (input) => { for (const event of [input].flat()) { console.log(event.detail.object.key); } };';

/**
 * Events of AWS services on a bus that keeps them: uploads for a function, findings for a queue that may be read later. The
 * examples in Python, Java, Go and C# have the same.
 */
export class CustomEventBusStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    DeliveryDefaults.of(this).set({ alarmActions: { ticket: [new actions.SnsAction(onCall)] } });

    const eventBus = new ServiceEventBus(this, 'Bus', { eventBusName: 'service-events', retention: Duration.days(14) });

    const bucket = new s3.Bucket(this, 'Uploads', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true, versioned: true,
    });
    const uploads = { eventBus, service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], resources: [bucket] };
    new ServiceEventSource(this, 'UploadEvents', uploads);
    const handler = new lambda.Function(this, 'Inspector', {
      code: lambda.Code.fromInline(HANDLER),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      memorySize: 256,
      timeout: Duration.seconds(20),
    });
    // Failures of the function are tried again and recorded, like those of the call.
    new ServiceEventSubscriber(this, 'Upload', { ...uploads, target: new targets.LambdaFunction(handler), waitForTarget: true });

    const findings = { eventBus, service: AwsService.GUARDDUTY, detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING] };
    new ServiceEventSource(this, 'FindingEvents', findings);
    new ServiceEventSubscriber(this, 'SevereFinding', {
      ...findings,
      detail: { severity: [{ numeric: ['>=', 7] }] },
      target: new targets.SqsQueue(new sqs.Queue(this, 'Findings', { enforceSSL: true })),
    });
  }
}
