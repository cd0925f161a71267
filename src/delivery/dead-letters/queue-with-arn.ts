import { CfnResource, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { resourceWithArn } from '../resource-with-arn';

const ID = 'Queue';

/**
 * The queue of the app with an ARN, as a target of a rule refers to it; nothing for one that the app does not make.
 */
export function queueWithArn(arn: string, scope: IConstruct): sqs.IQueue | undefined {
  const resource = resourceWithArn(arn);
  if (!resource || !isQueue(resource)) {
    return undefined;
  }
  const parent = resource.node.scope;
  if (parent instanceof sqs.Queue) {
    return parent;
  }
  // An L1 has no metrics of its own.
  const queueArn = Stack.of(scope) === Stack.of(resource) ? resource.attrArn : arn;
  return resource.node.tryFindChild(ID) as sqs.IQueue | undefined
    ?? sqs.Queue.fromQueueAttributes(resource as unknown as Construct, ID, { queueArn });
}

function isQueue(construct: IConstruct): construct is sqs.CfnQueue {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === sqs.CfnQueue.CFN_RESOURCE_TYPE_NAME;
}
