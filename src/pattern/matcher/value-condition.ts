import { IgnoreCase } from './ignore-case';
import { parseIpAddress, sameAddress } from './ip-address';
import { OPERATOR_NAMES, comparisonMeantBy, operatorMeantBy } from './operator-names';
import { refusePattern, shown } from './refused-pattern';
import { Wildcard } from './wildcard';
import { isJsonObject } from '../../catalog/json-object';

/** What a field of an event can hold in the end. */
export type Scalar = string | number | boolean | null;

/** Whether a value of the event is one that the pattern wants. */
export type ValueCondition = (value: Scalar) => boolean;

type Compiler = (operand: unknown, path: string) => ValueCondition;

/**
 * The operators of a value. `exists` is not among them: whether a field is there cannot be seen from a value.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
const OPERATORS: Record<string, Compiler> = {
  'prefix': prefix,
  'suffix': suffix,
  'equals-ignore-case': equalsIgnoreCase,
  'wildcard': wildcard,
  'anything-but': anythingBut,
  'numeric': numeric,
  'cidr': cidr,
};

/** What `anything-but` can turn round, besides values. */
const REVERSIBLE: Record<string, Compiler> = {
  'prefix': (operand, path) => prefix(requireContent(operand, path), path),
  'suffix': (operand, path) => suffix(requireContent(operand, path), path),
  'equals-ignore-case': equalsIgnoreCase,
  'wildcard': wildcard,
};

const BELOW: Record<string, (value: number, bound: number) => boolean> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};
const ABOVE: Record<string, (value: number, bound: number) => boolean> = {
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * The condition that an operator makes of its operand.
 *
 * @throws when EventBridge refuses it
 */
export function compileOperator(name: string, operand: unknown, path: string): ValueCondition {
  if (!Object.hasOwn(OPERATORS, name)) {
    const meant = operatorMeantBy(name);
    refusePattern(path, `is no operator that EventBridge knows: it knows ${OPERATOR_NAMES.join(', ')}${meant ? `. Nearest: '${meant}'` : ''}`);
  }
  return OPERATORS[name](operand, path);
}

/**
 * What a plain text matches besides itself: an address matches all its spellings.
 */
export function compileAddress(text: string): ValueCondition | undefined {
  const address = parseIpAddress(text);
  return address && ((value) => typeof value === 'string' && sameAddress(address, parseIpAddress(value)));
}

function prefix(operand: unknown, path: string): ValueCondition {
  if (typeof operand === 'object') {
    const folded = ignoringCase(operand, path);
    return (value) => typeof value === 'string' && folded.startsOf(value);
  }
  const text = requireText(operand, path);
  return (value) => typeof value === 'string' && value.startsWith(text);
}

function suffix(operand: unknown, path: string): ValueCondition {
  if (typeof operand === 'object') {
    const folded = ignoringCase(operand, path);
    return (value) => typeof value === 'string' && folded.endOf(value);
  }
  const text = requireText(operand, path);
  return (value) => typeof value === 'string' && value.endsWith(text);
}

function equalsIgnoreCase(operand: unknown, path: string): ValueCondition {
  const folded = new IgnoreCase(requireText(operand, path));
  return (value) => typeof value === 'string' && folded.equals(value);
}

function ignoringCase(operand: unknown, path: string): IgnoreCase {
  const [name, text] = onlyEntry(operand, path, 'a text, or {"equals-ignore-case": text}');
  if (name !== 'equals-ignore-case') {
    refusePattern(`${path}.${name}`, 'cannot stand here: a prefix or a suffix is a text, or {"equals-ignore-case": text}');
  }
  return new IgnoreCase(requireText(text, `${path}.${name}`));
}

function wildcard(operand: unknown, path: string): ValueCondition {
  const text = requireText(operand, path);
  try {
    const compiled = Wildcard.of(text);
    return (value) => typeof value === 'string' && compiled.matches(value);
  } catch (error) {
    return refusePattern(path, `is ${shown(text)}, which ${(error as Error).message}`);
  }
}

function anythingBut(operand: unknown, path: string): ValueCondition {
  const excluded = isJsonObject(operand) ? reversed(operand, path) : among(operand, path);
  return (value) => !excluded(value);
}

function reversed(operand: object, path: string): ValueCondition {
  const [name, given] = onlyEntry(operand, path, `values, or one of ${Object.keys(REVERSIBLE).join(', ')}`);
  const inner = `${path}.${name}`;
  if (!Object.hasOwn(REVERSIBLE, name)) {
    refusePattern(inner, `cannot stand in anything-but, which takes texts or numbers, or one of ${Object.keys(REVERSIBLE).join(', ')}`);
  }
  if (!Array.isArray(given)) {
    return REVERSIBLE[name](requireText(given, inner), inner);
  }
  requireNotEmpty(given, inner);
  const conditions = given.map((text, at) => REVERSIBLE[name](requireText(text, `${inner}[${at}]`), `${inner}[${at}]`));
  return (value) => conditions.some((condition) => condition(value));
}

function among(operand: unknown, path: string): ValueCondition {
  const values = Array.isArray(operand) ? requireNotEmpty(operand, path) : [operand];
  const type = typeof values[0];
  if ((type !== 'string' && type !== 'number') || !values.every((value) => typeof value === type)) {
    refusePattern(path, `is ${shown(operand)}: anything-but takes a text, a number, a list of texts or a list of numbers`);
  }
  if (type === 'number') {
    values.forEach((value) => requireNumber(value, path));
  }
  const excluded = new Set<unknown>(values);
  return (value) => excluded.has(value);
}

function numeric(operand: unknown, path: string): ValueCondition {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    return refusePattern(path, `is ${shown(operand)}: numeric takes ["=", number], a bound such as [">", number], or two such as [">=", number, "<", number]`);
  }
  const [operator, first, second, top] = operand;
  const bound = requireNumber(first, `${path}[1]`);
  if (operand.length === 4) {
    return between(operator, bound, second, requireNumber(top, `${path}[3]`), path);
  }
  const compare = operator === '=' ? (value: number) => value === bound : boundary({ ...ABOVE, ...BELOW }, operator, `${path}[0]`, bound);
  return (value) => typeof value === 'number' && compare(value);
}

function between(lower: unknown, bottom: number, upper: unknown, top: number, path: string): ValueCondition {
  const above = boundary(ABOVE, lower, `${path}[0]`, bottom);
  const below = boundary(BELOW, upper, `${path}[2]`, top);
  if (bottom >= top) {
    refusePattern(path, `has the lower bound ${bottom} and the upper bound ${top}: the lower one must be less`);
  }
  return (value) => typeof value === 'number' && above(value) && below(value);
}

function boundary(known: Record<string, (value: number, bound: number) => boolean>, operator: unknown, path: string, bound: number) {
  if (typeof operator !== 'string' || !Object.hasOwn(known, operator)) {
    const meant = comparisonMeantBy(operator);
    const instead = operator === '!=' || operator === '<>' ? '. To exclude a number, use {"anything-but": [number]}' : meant ? `. Nearest: '${meant}'` : '';
    return refusePattern(path, `is ${shown(operator)}: possible are ${Object.keys(known).join(' and ')}, and = alone; of two bounds the lower one comes first${instead}`);
  }
  const compare = known[operator];
  return (value: number) => compare(value, bound);
}

function cidr(operand: unknown, path: string): ValueCondition {
  const text = requireText(operand, path);
  const [start, mask, ...more] = text.split('/');
  const address = parseIpAddress(start);
  const bits = /^\+?[0-9]{1,9}$/.test(mask ?? '') ? Number(mask) : -1;
  if (!address || more.length > 0 || bits < 0 || bits >= address.bits) {
    return refusePattern(path, `is ${shown(text)}: it must be an address, a slash and a mask of 0 to 31 bits for IPv4, 0 to 127 for IPv6; a single address is written as a plain text`);
  }
  const size = 2n ** BigInt(address.bits - bits);
  const block = address.value / size;
  return (value) => {
    const found = typeof value === 'string' ? parseIpAddress(value) : undefined;
    return found !== undefined && found.bits === address.bits && found.value / size === block;
  };
}

/** The name and the operand of an object that must have one field. */
export function onlyEntry(value: unknown, path: string, possible: string): [string, unknown] {
  const entries = isJsonObject(value) ? Object.entries(value).filter(([, entry]) => entry !== undefined) : [];
  if (entries.length !== 1) {
    refusePattern(path, `is ${shown(value)}: possible is ${possible}, with one operator to an object`);
  }
  return entries[0];
}

function requireText(value: unknown, path: string): string {
  return typeof value === 'string' ? value : refusePattern(path, `is ${shown(value)}: it must be a text`);
}

function requireContent(value: unknown, path: string): unknown {
  return value === '' ? refusePattern(path, 'is an empty text, which every text begins and ends with') : value;
}

function requireNotEmpty(values: unknown[], path: string): unknown[] {
  return values.length > 0 ? values : refusePattern(path, 'is an empty list');
}

function requireNumber(value: unknown, path: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : refusePattern(path, `is ${shown(value)}: it must be a number`);
}
