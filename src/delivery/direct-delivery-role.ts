import { ResourceEnvironment, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ownChild } from './own-child';
import { rulesOnly } from './sending-role';

const ID = 'DeliveryRole';

/**
 * The role with which EventBridge calls the targets of a rule that are in other accounts.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export class DirectDeliveryRole extends iam.Role {
  /**
   * The role of a rule, made for its first such target.
   */
  public static of(rule: Construct): DirectDeliveryRole {
    return ownChild<DirectDeliveryRole>(rule, ID, (child) => child instanceof DirectDeliveryRole)
      ?? new DirectDeliveryRole(rule, new iam.PolicyDocument());
  }

  private constructor(rule: Construct, private readonly deliver: iam.PolicyDocument) {
    super(rule, ID, {
      assumedBy: rulesOnly(Stack.of(rule)),
      description: `Delivers events of rule ${rule.node.path} to other accounts`.slice(0, 1000),
      // Part of the role: what is refused for want of a permission is not tried again.
      inlinePolicies: { Deliver: deliver },
    });
  }

  public allow(actions: string[], resource: string): void {
    this.deliver.addStatements(new iam.PolicyStatement({ actions, resources: [resource] }));
  }

  /** The ARN of a key is known at deployment only, in another account. */
  public allowKeysOf({ account, region }: ResourceEnvironment, actions: readonly string[]): void {
    const resource = Stack.of(this).formatArn({ service: 'kms', account, region, resource: 'key', resourceName: '*' });
    this.deliver.addStatements(new iam.PolicyStatement({
      actions: [...actions], resources: [resource], conditions: { StringLike: { 'kms:ViaService': `*.${region}.amazonaws.com` } },
    }));
  }
}
