import * as iam from 'aws-cdk-lib/aws-iam';

/** Whether this app writes a policy of a role: one that must not be changed takes a statement and forgets it. */
export function holdsPolicy(role: iam.IRole): boolean {
  return role.node.findAll().some((child) => child instanceof iam.CfnRole || child instanceof iam.CfnPolicy);
}
