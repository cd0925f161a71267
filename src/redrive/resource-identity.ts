import { CfnResource, IResolvable, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
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

/**
 * A value as a text. An override may hold what AWS CloudFormation calls a reference: it becomes one to the resource that it
 * names, in the stack of the construct that has the override.
 */
export function asText(value: any, scope: IConstruct): string | undefined {
  if (typeof value === 'string' || value === undefined || value === null) {
    return value ?? undefined;
  }
  const [logicalId, ...attribute] = [value.Ref ?? value['Fn::GetAtt'] ?? []].flat().join('.').split('.');
  const resource = resourceCalled(logicalId, Stack.of(scope));
  const reference = resource && (attribute.length > 0 ? resource.getAtt(attribute.join('.')) : resource.ref);
  return Token.asString(reference ?? value);
}

function resourceCalled(logicalId: string, stack: Stack): CfnResource | undefined {
  return logicalId === '' ? undefined : stack.node.findAll().filter((node) => CfnResource.isCfnResource(node))
    .find((resource) => Stack.of(resource) === stack && stack.resolve(resource.logicalId) === logicalId);
}
