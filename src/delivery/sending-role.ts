import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EVENTBRIDGE } from '../catalog/eventbridge-principal';

/**
 * The role with which EventBridge sends events to an event bus, for rules of the role's account and Region and nobody else.
 *
 * Its policy is inline, so that no event is sent before the role is allowed to: what is refused is not tried again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class SendingRole extends iam.Role {
  constructor(scope: Construct, id: string, eventBusArn: string, description?: string) {
    const stack = Stack.of(scope);
    super(scope, id, {
      assumedBy: rulesOnly(stack),
      description,
      inlinePolicies: {
        SendEvents: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['events:PutEvents'], resources: [eventBusArn] })] }),
      },
    });
  }
}

/** EventBridge, for rules of the account and Region of a stack. */
export function rulesOnly(stack: Stack): iam.ServicePrincipal {
  return new iam.ServicePrincipal(EVENTBRIDGE, {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' }) },
    },
  });
}
