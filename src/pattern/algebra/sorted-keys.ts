/**
 * The same value with the keys of its objects in one order, so that a template is the same text whatever order a map of another
 * language has. Lists keep their order; tokens, what the CDK has marked with a symbol (a resolved reference), and other objects
 * of classes stay as they are.
 */
export function withSortedKeys<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(withSortedKeys) as T;
  }
  return isPlain(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, withSortedKeys(value[key])])) as T : value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || typeof (value as { resolve?: unknown }).resolve === 'function') {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}
