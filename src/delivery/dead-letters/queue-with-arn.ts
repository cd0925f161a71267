import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { resourceWithArn } from '../resource-with-arn';

const ID = 'Queue';

/**
 * The queue of the app with an ARN, as a target of a rule refers to it; nothing for one that the app does not make.
 */
export function queueWithArn(arn: string): sqs.IQueue | undefined {
  const resource = resourceWithArn(arn);
  if (resource?.cfnResourceType !== sqs.CfnQueue.CFN_RESOURCE_TYPE_NAME) {
    return undefined;
  }
  const parent = resource.node.scope;
  if (parent instanceof sqs.Queue) {
    return parent;
  }
  // An L1 has no metrics of its own.
  return resource.node.tryFindChild(ID) as sqs.IQueue | undefined
    ?? sqs.Queue.fromQueueAttributes(resource as unknown as Construct, ID, { queueArn: arn });
}
