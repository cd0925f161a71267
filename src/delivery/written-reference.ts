import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { asList } from '../catalog/as-list';

/**
 * A value as a text. An override may hold what AWS CloudFormation calls a reference: it becomes one to the resource that it
 * names, in the stack of the construct that has the override.
 */
export function asText(value: any, scope: IConstruct): string | undefined {
  if (typeof value === 'string' || value === undefined || value === null) {
    return value ?? undefined;
  }
  const [logicalId, ...attribute] = asList(value.Ref ?? value['Fn::GetAtt'] ?? []).join('.').split('.');
  const resource = resourceCalled(logicalId, Stack.of(scope));
  const reference = resource && (attribute.length > 0 ? resource.getAtt(attribute.join('.')) : resource.ref);
  return Token.asString(reference ?? value);
}

function resourceCalled(logicalId: string, stack: Stack): CfnResource | undefined {
  return logicalId === '' ? undefined : stack.node.findAll().filter((node) => CfnResource.isCfnResource(node))
    .find((resource) => Stack.of(resource) === stack && stack.resolve(resource.logicalId) === logicalId);
}
