import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, Callers, CallOutcome, CloudTrailEventRule, CloudTrailEventType,
  DeliveryDefaults, SecurityRules, Trails,
} from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * What a security team wants to know about in an account, and the trail without which nothing would arrive.
 */
export class SecurityStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const team = new sns.Topic(this, 'Team', { enforceSSL: true });
    const audit = new targets.SqsQueue(new sqs.Queue(this, 'Audit', { enforceSSL: true }));

    const tell = [new cloudwatchActions.SnsAction(team)];
    DeliveryDefaults.of(this).set({ alarmActions: { page: tell, ticket: tell } });

    // One trail, which selects just the data events that the rules below match.
    Trails.of(this).create();

    // The root user, sign-in, credentials and policies, networks, keys, trails, buckets, Config, the organization.
    new SecurityRules(this, 'Watch', { targets: [new targets.SnsTopic(team)] });

    // Code of a function has changed: CloudTrail calls it UpdateFunctionCode20150331v2.
    new ApiCallRule(this, 'CodeChanged', {
      service: AwsService.LAMBDA,
      operations: ['UpdateFunctionCode'],
      outcome: CallOutcome.SUCCEEDED,
      targets: [audit],
    });

    // A secret was read: a read-only call, which a rule sees in a state of its own only.
    new ApiCallRule(this, 'SecretRead', {
      service: AwsService.SECRETSMANAGER,
      operations: ['GetSecretValue'],
      detail: { requestParameters: { secretId: 'payroll' } },
      callers: Callers.OWN_ACCOUNT,
      targets: [audit],
    });

    // Items of a table were deleted: a data event, which the trail selects for this rule.
    new ApiCallRule(this, 'ItemDeleted', {
      service: AwsService.DYNAMODB,
      operations: ['DeleteItem'],
      detail: { requestParameters: { tableName: 'accounts' } },
      targets: [audit],
    });

    // A secret could not be rotated: nobody has called anything.
    new CloudTrailEventRule(this, 'RotationFailed', {
      service: AwsService.SECRETSMANAGER,
      eventType: CloudTrailEventType.SERVICE_EVENT,
      eventNames: ['RotationFailed'],
      targets: [new targets.SnsTopic(team)],
    });
  }
}
