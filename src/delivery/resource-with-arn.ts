import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';

/**
 * The resource of this app that an ARN, or a name, is that of; nothing where it is written out or made of parts.
 */
export function resourceWithArn(arn: string): CfnResource | undefined {
  const { firstToken: token, length } = Tokenization.reverseString(arn);
  const target = length === 1 && Reference.isReference(token) ? token.target : undefined;
  return CfnResource.isCfnResource(target) ? target : undefined;
}
