import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmActions, ApiCallRule, AwsService, CallOutcome, DeliveryDefaults, EventRegions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * The topic for the alarms of a Region. It has a stack of its own: what forwards events can use it, wherever rules are.
 */
export class AlarmTopicStack extends Stack {
  public readonly alarmActions: AlarmActions;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const topic = new sns.Topic(this, 'Alarms', { enforceSSL: true });
    this.alarmActions = { ticket: [new cloudwatchActions.SnsAction(topic)] };
  }
}

export interface AccountWatchStackProps extends StackProps {
  /**
   * Where alarms go, by Region.
   */
  readonly alarmActions: { [region: string]: AlarmActions };
}

/**
 * What a security team wants to know about in the Region where it works, wherever AWS records it.
 */
export class AccountWatchStack extends Stack {
  constructor(scope: Construct, id: string, props: AccountWatchStackProps) {
    super(scope, id, props);

    const team = new sns.Topic(this, 'Team', { enforceSSL: true });
    DeliveryDefaults.of(this).set({ alarmActions: props.alarmActions[this.region] });
    const eventRegions = EventRegions.forward({ alarmActions: props.alarmActions });

    // IAM records its calls in us-east-1 alone.
    new ApiCallRule(this, 'AccessKeyCreated', {
      service: AwsService.IAM,
      operations: ['CreateAccessKey'],
      outcome: CallOutcome.SUCCEEDED,
      eventRegions,
      targets: [new targets.SnsTopic(team)],
    });

    // Where the root user signs in is for AWS to choose: one of three Regions.
    new ServiceEventRule(this, 'RootSignIn', {
      service: AwsService.SIGNIN,
      detailTypes: ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'],
      detail: { userIdentity: { type: 'Root' } },
      eventRegions,
      targets: [new targets.SnsTopic(team)],
    });
  }
}
