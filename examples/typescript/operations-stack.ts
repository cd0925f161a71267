import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  CallOutcome, ApiCallRule, AwsService, DeliveryDefaults, Ec2Events, GlueEvents, GuarddutyEvents, S3Events, ServiceEventDashboard,
  ServiceEventRule,
} from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * What a team that runs a few things on AWS wants to know about.
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const onCall = new sns.Topic(this, 'OnCall', { enforceSSL: true });
    const tickets = new sns.Topic(this, 'Tickets', { enforceSSL: true });
    DeliveryDefaults.of(this).set({
      alarmActions: { page: [new cloudwatchActions.SnsAction(onCall)], ticket: [new cloudwatchActions.SnsAction(tickets)] },
    });

    // An instance has stopped: a function looks into it.
    const inspector = new lambda.Function(this, 'Inspector', {
      runtime: lambda.Runtime.NODEJS_24_X,
      memorySize: 128,
      timeout: Duration.seconds(30),
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async (event) => console.log(event.detail["instance-id"]);'),
    });
    new ServiceEventRule(this, 'InstanceStopped', {
      service: AwsService.EC2,
      detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
      detail: { state: ['stopped', 'terminated'] },
      targets: [new targets.LambdaFunction(inspector)],
      delivery: {
        // Lambda accepts an event before it handles it: what the function fails on is kept, and somebody is told.
        captureHandlerFailures: true,
        // Sweeping once a day finds the instances whose event never came.
        reconcile: { schedule: events.Schedule.rate(Duration.days(1)), target: new targets.LambdaFunction(inspector) },
      },
    });

    // Something was put into the bucket: a worker takes it from the queue. The rule makes the bucket send its events.
    const uploads = new s3.Bucket(this, 'Uploads', { enforceSSL: true, versioned: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    new ServiceEventRule(this, 'ObjectCreated', {
      service: AwsService.S3,
      detailTypes: [S3Events.OBJECT_CREATED],
      resources: [uploads],
      targets: [new targets.SqsQueue(new sqs.Queue(this, 'Work', { enforceSSL: true }))],
    });

    // GuardDuty has found something serious: people are told.
    new ServiceEventRule(this, 'SevereFinding', {
      service: AwsService.GUARDDUTY,
      detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING],
      detail: { severity: [{ numeric: ['>=', 7] }] },
      targets: [new targets.SnsTopic(onCall)],
    });

    // IAM sends no events itself: its API calls arrive through CloudTrail.
    new ApiCallRule(this, 'UserCreated', {
      service: AwsService.IAM,
      operations: ['CreateUser'],
      outcome: CallOutcome.SUCCEEDED,
      targets: [new targets.SqsQueue(new sqs.Queue(this, 'Audit', { enforceSSL: true }))],
    });

    // A nightly job of which nothing is heard for two days has not run, or its events were lost.
    new ServiceEventRule(this, 'NightlyJob', {
      service: AwsService.GLUE,
      detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE],
      detail: { jobName: 'nightly', state: ['SUCCEEDED', 'FAILED', 'TIMEOUT'] },
      targets: [new targets.SnsTopic(tickets)],
      delivery: { expectEvery: Duration.days(2) },
    });

    // Everything above on one page.
    new ServiceEventDashboard(this, 'Dashboard');
  }
}
