import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CallOutcome, ApiCallRule, AwsService, GlueEvents, S3Events, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * The rules that the examples in Python, Java, Go and C# have too.
 */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const work = new targets.SqsQueue(new sqs.Queue(this, 'Work', { enforceSSL: true }));

    new ServiceEventRule(this, 'ObjectCreated', {
      service: AwsService.S3,
      detailTypes: [S3Events.OBJECT_CREATED],
      detail: { bucket: { name: 'uploads' } },
      targets: [work],
    });

    new ApiCallRule(this, 'UserChanged', {
      service: AwsService.IAM,
      operations: ['CreateUser', 'DeleteUser'],
      outcome: CallOutcome.SUCCEEDED,
      targets: [work],
    });

    new ServiceEventRule(this, 'NightlyJob', {
      service: AwsService.GLUE,
      detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE],
      detail: { jobName: 'nightly', state: ['FAILED', 'TIMEOUT'] },
      targets: [work],
      delivery: { expectEvery: Duration.days(2) },
    });
  }
}
