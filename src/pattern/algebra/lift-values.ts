import { Token } from 'aws-cdk-lib';

/**
 * Makes a pattern of a filter in which a plain value stands for the list that holds it: `{ state: 'stopped' }` becomes
 * `{ state: ['stopped'] }`, at every depth. Lists, and what `events.Match` returns, are patterns already.
 *
 * @throws where a value cannot be part of a pattern
 */
export function liftValues(filter: Record<string, any>, path = 'detail'): Record<string, any> {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw new Error(`${path} is ${JSON.stringify(filter)}: it must be an object of fields and the values that match, such as { state: 'stopped' }.`);
  }
  return Object.fromEntries(Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, lift(value, name, `${path}.${name}`)]));
}

function lift(value: unknown, name: string, path: string): unknown {
  if (Array.isArray(value)) {
    return liftList(value, name, path);
  }
  if (Token.isUnresolved(value)) {
    return typeof value === 'string' || typeof value === 'number' ? [value] : value;
  }
  if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).length === 0) {
      throw new Error(`${path} is an empty object, which EventBridge refuses: give the values that match, or leave it out.`);
    }
    return liftValues(value, path);
  }
  if (typeof value === 'function' || typeof value === 'bigint' || typeof value === 'symbol') {
    throw new Error(`${path} is a ${typeof value}: a filter holds strings, numbers, booleans, null, lists of them, events.Match, and objects of these.`);
  }
  return [value];
}

/**
 * The list as it stands, of what a field outside of `detail` must be.
 *
 * @throws where it matches no event
 */
export function requireValues(values: string[], path: string): string[] {
  return liftList(values, '', path) as string[];
}

function liftList(values: unknown[], name: string, path: string): unknown[] {
  if (values.length === 0) {
    throw new Error(`${path} is an empty list, which matches no event and which EventBridge refuses: give at least one value, or leave it out.`);
  }
  // The branches of $or are patterns themselves.
  return name === '$or' ? values.map((branch, at) => lift(branch, '', `${path}[${at}]`)) : values;
}
