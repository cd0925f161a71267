import { CfnResource, IResolvable, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A text that is the same for two ARNs of one resource, whichever constructs stand for it: an app can import a queue twice.
 */
export function identityOf(arn: string, scope: IConstruct): string {
  const describe = (token: IResolvable) => (Reference.isReference(token)
    ? `<${token.target.node.path} ${token.displayName}>`
    : `<${JSON.stringify(Stack.of(scope).resolve(token))}>`);
  return Tokenization.reverseString(arn)
    .mapTokens({ mapToken: describe })
    .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
}

/**
 * The resources of the app that a text refers to.
 */
export function resourcesIn(text: string): CfnResource[] {
  return Tokenization.reverseString(text).tokens.flatMap((token) => {
    const target = Reference.isReference(token) ? token.target : undefined;
    return target && CfnResource.isCfnResource(target) ? [target] : [];
  });
}
