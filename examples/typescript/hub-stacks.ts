import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeliveryDefaults, GuarddutyEvents, ServiceEventHub, ServiceEventRule, ServiceEventSpoke,
} from 'cdk-service-events';
import { Construct } from 'constructs';

const SERVICES = [AwsService.GUARDDUTY, AwsService.HEALTH];

/** Whoever is on call in an account hears of what cannot be delivered there. */
function tellOnCall(stack: Stack): void {
  const onCall = new sns.Topic(stack, 'OnCall', { enforceSSL: true });
  DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(onCall)] } });
}

/**
 * The security account: everything comes together here.
 */
export class CentralStack extends Stack {
  public readonly hub: ServiceEventHub;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    tellOnCall(this);

    // The account's own events come along, without a spoke.
    this.hub = new ServiceEventHub(this, 'Hub', { organizationId: 'o-a1b2c3d4e5', services: SERVICES, apiCallsOf: [AwsService.IAM] });

    const work = new sqs.Queue(this, 'Work', { enforceSSL: true });
    new ServiceEventRule(this, 'Finding', {
      service: AwsService.GUARDDUTY,
      detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING],
      eventBus: this.hub.bus,
      targets: [new targets.SqsQueue(work)],
    });
    // Only what happens in production.
    new ApiCallRule(this, 'UserCreated', {
      service: AwsService.IAM,
      operations: ['CreateUser'],
      eventBus: this.hub.bus,
      accounts: ['222222222222'],
      targets: [new targets.SqsQueue(work)],
    });
  }
}

export interface MemberStackProps extends StackProps {
  readonly hubBus: events.IEventBus;
}

/**
 * An account and Region that tells the security account what happens in it. `ServiceEventSpoke.template(...)` makes the same
 * for a StackSet.
 */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackProps) {
    super(scope, id, props);
    tellOnCall(this);
    new ServiceEventSpoke(this, 'Spoke', { hubBus: props.hubBus, services: SERVICES, apiCallsOf: [AwsService.IAM] });
  }
}
