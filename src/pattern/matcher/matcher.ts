import { isJsonObject } from '../../catalog/json-object';

/** Part of a template that is known at deployment only: it can be any value. */
export function isReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** Whether a list of matchers holds one that matches an event without the field. */
export function matchesAbsence(matchers: unknown): boolean {
  return Array.isArray(matchers) && matchers.some((matcher) => isMatcher(matcher) && matcher.exists === false);
}

export function isMatcher(value: unknown): value is Record<string, any> {
  return isJsonObject(value);
}
