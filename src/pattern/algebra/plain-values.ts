import { Duration, Token } from 'aws-cdk-lib';
import { isMatcher } from '../matcher/matcher';

const NULL = 'What null is in other languages arrives as nothing: to match null, use events.Match.nullValue().';

/**
 * Makes sure that a pattern holds nothing but what JSON can say, before tokens in it are resolved: what is none would vanish
 * or become something else then.
 *
 * @throws with the place and the value
 */
export function requirePlainValues(value: unknown, path: string): void {
  requirePlainValue(value, path);
  if (Token.isUnresolved(value)) {
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((element, at) => requirePlainElement(element, `${path}[${at}]`));
  } else if (isMatcher(value)) {
    Object.entries(value).filter(([, entry]) => entry !== undefined).forEach(([name, entry]) => requirePlainValues(entry, `${path}.${name}`));
  }
}

/**
 * Makes sure that an element of a list is a value.
 *
 * @throws with the place and the value
 */
export function requirePlainElement(element: unknown, path: string): void {
  if (element === undefined) {
    throw new Error(`${path} is undefined, which is no value: leave it out of the list. ${NULL}`);
  }
  requirePlainValues(element, path);
}

/**
 * Makes sure that a value is one that a pattern can hold.
 *
 * @throws with the place and the value
 */
export function requirePlainValue(value: unknown, path: string): void {
  const instead = refusal(value);
  if (instead) {
    throw new Error(`${path} is ${instead}`);
  }
}

/** What a value is that no pattern can hold, and what to give instead. */
function refusal(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return `${value}, which JSON cannot say: give a finite number.`;
  }
  if (typeof value === 'function' || typeof value === 'bigint' || typeof value === 'symbol') {
    return `a ${typeof value}: a filter holds strings, numbers, booleans, null, lists of them, events.Match, and objects of these.`;
  }
  // A stack has a method called resolve, as tokens have.
  if (typeof value !== 'object' || value === null || Array.isArray(value) || (!isConstruct(value) && Token.isUnresolved(value))) {
    return undefined;
  }
  if (value instanceof Date) {
    return `a Date: give the text that the event has, such as '${isDate(value) ? value.toISOString().replace('.000Z', 'Z') : '2026-01-01T00:00:00Z'}'.`;
  }
  if (value instanceof Duration) {
    return 'a Duration: give the number that the event has, such as toSeconds() or toMinutes() of it.';
  }
  if (isConstruct(value)) {
    return `the construct '${value.node.path}': give what the event has of it, such as ${namesOf(value).map((name) => `its ${name}`).join(' or ') || 'its name or its ARN'}.`;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null ? undefined
    : `a ${value.constructor.name}: a filter holds strings, numbers, booleans, null, lists of them, events.Match, and objects of these.`;
}

function isDate(value: Date): boolean {
  return !Number.isNaN(value.getTime());
}

function isConstruct(value: object): value is { node: { path: string } } {
  const { node } = value as { node?: { path?: unknown } };
  return typeof node?.path === 'string';
}

/** The properties by which a construct gives its name, id or ARN, the shortest first. */
function namesOf(construct: object): string[] {
  const names = new Set<string>();
  for (let holder = construct; holder !== null && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    Object.entries(Object.getOwnPropertyDescriptors(holder)).filter(([, { value }]) => typeof value !== 'function').forEach(([name]) => names.add(name));
  }
  return [...names].filter((name) => /^[a-z][A-Za-z]*(Name|Id|Arn)$/.test(name) && !/^(attr|physical|logical|stack)/.test(name))
    .sort((one, other) => one.length - other.length || (one < other ? -1 : 1)).slice(0, 3);
}
