import { Stack, StackProps } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ApiCallRule, AwsService, CodepipelineEvents, Ec2Events, GuarddutyEvents, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';

/**
 * A first app: four rules that tell a team of something, and nothing else yet.
 */
export class FirstStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const team = new targets.SnsTopic(new sns.Topic(this, 'Team', { enforceSSL: true }));

    new ServiceEventRule(this, 'InstanceStopped', {
      service: AwsService.EC2,
      detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
      detail: { state: ['stopped', 'terminated'] },
      targets: [team],
    });

    new ServiceEventRule(this, 'PipelineFailed', {
      service: AwsService.CODEPIPELINE,
      detailTypes: [CodepipelineEvents.CODEPIPELINE_PIPELINE_EXECUTION_STATE_CHANGE],
      detail: { state: 'FAILED' },
      targets: [team],
    });

    new ServiceEventRule(this, 'Finding', {
      service: AwsService.GUARDDUTY,
      detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING],
      targets: [team],
    });

    new ApiCallRule(this, 'LoggingStopped', {
      service: AwsService.CLOUDTRAIL,
      operations: ['StopLogging'],
      targets: [team],
    });
  }
}
