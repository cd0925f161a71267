import type { CfnResource } from 'aws-cdk-lib';
import { isReference } from '../pattern/matcher/matcher';

/** What a property of a resource is that is known at deployment only. */
export const UNKNOWN = Symbol('known at deployment only');

/**
 * A property of a resource as the template has it, overrides included.
 *
 * @param path its path, such as `NotificationConfiguration.EventBridgeConfiguration`
 */
export function templateProperty(resource: CfnResource, path: string): unknown {
  const template = resource.stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation());
  const [{ Properties: properties }] = Object.values<any>(template.Resources);
  return path.split('.').reduce<any>((value, name) => (value === UNKNOWN || isReference(value) ? UNKNOWN : value?.[name]), properties);
}

/** What overrides give a property; nothing where there are none. */
export function overrideOf(resource: CfnResource, name: string): unknown {
  return overridesOf(resource)?.[name];
}

/** Has an override give another value. */
export function replaceOverride(resource: CfnResource, name: string, value: unknown): void {
  overridesOf(resource)![name] = value;
}

/**
 * A property as it will stand in the template by now, overrides included.
 *
 * @param given the property of the resource
 */
export function finalProperty(resource: CfnResource, name: string, given: unknown): unknown {
  return isOverridden(resource, name) ? templateProperty(resource, name) : resource.stack.resolve(given);
}

/** Whether an override gives a property, part of it or nothing instead. */
export function isOverridden(resource: CfnResource, name: string): boolean {
  return name in Object(overridesOf(resource));
}

function overridesOf(resource: CfnResource): Record<string, unknown> | undefined {
  return (resource as unknown as { rawOverrides?: { Properties?: Record<string, unknown> } }).rawOverrides?.Properties;
}
