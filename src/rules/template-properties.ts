import { CfnResource, Stack } from 'aws-cdk-lib';
import { isReference } from '../pattern/matcher/matcher';

/** What a property of a resource is that is known at deployment only. */
export const UNKNOWN = Symbol('known at deployment only');

/**
 * A property of a resource as the template has it, overrides included.
 *
 * @param path its path, such as `NotificationConfiguration.EventBridgeConfiguration`
 */
export function templateProperty(resource: CfnResource, path: string): unknown {
  const template = Stack.of(resource).resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation());
  const [{ Properties: properties }] = Object.values<any>(template.Resources);
  return path.split('.').reduce<any>((value, name) => (value === UNKNOWN || isReference(value) ? UNKNOWN : value?.[name]), properties);
}
