import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, BatchEvents, DeadLetterRedrive, DeliveryAlarms, DeliveryDefaults, GuarddutyEvents, ServiceEventRule,
} from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * Rules whose events come back: from a function that failed, from the dead-letter queue, and from an archive.
 */
export class RecoveryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    DeliveryDefaults.of(this).set({
      alarmActions: { ticket: [new cloudwatchActions.SnsAction(onCall)] },
      // A few alarms for all rules instead of three for each.
      alarms: DeliveryAlarms.shared(),
      // What a function accepts and does not manage goes to the dead-letter queue as well.
      captureHandlerFailures: true,
      // A week of events can be replayed.
      archive: Duration.days(7),
    });

    // The function knows a job by its id, so that it does no harm when it sees one twice.
    const bookkeeper = new lambda.Function(this, 'Bookkeeper', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async (event) => console.log(event["replay-name"] ?? "new", event.detail.jobId);'),
    });
    new ServiceEventRule(this, 'JobFailed', {
      service: AwsService.BATCH,
      detailTypes: [BatchEvents.BATCH_JOB_STATE_CHANGE],
      detail: { status: 'FAILED' },
      targets: [new targets.LambdaFunction(bookkeeper)],
    });

    // People read the queue, and need not see again what is replayed for the function.
    new ServiceEventRule(this, 'Finding', {
      service: AwsService.GUARDDUTY,
      detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING],
      excludeReplays: true,
      targets: [new targets.SqsQueue(new sqs.Queue(this, 'Findings', { enforceSSL: true }), {
        message: events.RuleTargetInput.fromText(`${events.EventField.fromPath('$.detail.type')} in ${events.EventField.account}`),
      })],
    });

    // The way back from the dead-letter queue of this stack; its commands are outputs.
    new DeadLetterRedrive(this, 'Redrive');
  }
}
