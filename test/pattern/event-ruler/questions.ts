import * as fc from 'fast-check';

/** A pattern, and events to ask it about, as JSON. */
export interface Question {
  readonly pattern: string;
  readonly events: string[];
}

// Few names and values, so that patterns and events meet; values that look alike, so that they must be told apart.
const NAMES = ['a', 'b', 'c', 'd'];
const TEXTS = [
  '', 'a', 'A', 'ab', 'AB', 'abc', 'b', 'ba', 'a*b', 'a\\b', 'straße', 'STRASSE', 'Straße', 'ß', 'SS', 'é', 'É', 'ǆ', 'Σ', 'ς', 'σ', '5', '5.0', 'true', 'null',
  '10.0.0.1', '10.0.0.01', '10.0.0.255', '10.0.1.0', '192.168.1.1', '::1', '0:0:0:0:0:0:0:1', '2001:db8::1', '2001:DB8:0::1', '::ffff:a00:1', '1:2', '😀', 'a😀b',
];
const NUMBERS = [0, 1, -1, 5, 5.5, 300, 1e3, 0.1, -2.75, 1e-7, 1e15, 9007199254740991];

const name = fc.constantFrom(...NAMES);
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', 'A', 'B', '*', 'ß', 'S', 's') }) });
const number = fc.constantFrom(...NUMBERS);
const scalar = fc.oneof({ weight: 5, arbitrary: text }, { weight: 2, arbitrary: number }, fc.constant(null), fc.boolean());

const wildcard = fc.array(fc.constantFrom('a', 'b', 'A', 'ß', '*', '*', '\\*', '\\\\', 'é'), { maxLength: 6 })
  .map((parts) => parts.filter((part, at) => part !== '*' || parts[at - 1] !== '*').join(''));
const block = fc.oneof(
  fc.tuple(fc.constantFrom('10.0.0.0', '10.0.0.1', '192.168.0.0'), fc.integer({ min: 4, max: 31 })),
  fc.tuple(fc.constantFrom('::', '2001:db8::', '::1'), fc.integer({ min: 33, max: 127 })),
).map(([address, bits]) => `${address}/${bits}`);
const bounds = fc.tuple(fc.constantFrom('>', '>='), number, fc.constantFrom('<', '<='), number).filter(([, bottom, , top]) => bottom < top);
const texts = fc.array(text, { minLength: 1, maxLength: 3 });
const fullTexts = fc.array(text.filter((value) => value !== ''), { minLength: 1, maxLength: 3 });
const oneOrMore = <T>(list: fc.Arbitrary<T[]>) => fc.oneof(list, list.map(([first]) => first));

const operator = fc.oneof(
  text.map((value) => ({ prefix: value })),
  text.map((value) => ({ suffix: value })),
  text.map((value) => ({ 'equals-ignore-case': value })),
  text.map((value) => ({ prefix: { 'equals-ignore-case': value } })),
  text.map((value) => ({ suffix: { 'equals-ignore-case': value } })),
  wildcard.map((value) => ({ wildcard: value })),
  block.map((value) => ({ cidr: value })),
  fc.boolean().map((value) => ({ exists: value })),
  fc.oneof(
    bounds.map((range) => [...range]),
    fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number).map((bound) => [...bound]),
  ).map((value) => ({ numeric: value })),
  fc.oneof<fc.Arbitrary<unknown>[]>(
    oneOrMore(texts), oneOrMore(fc.array(number, { minLength: 1, maxLength: 3 })),
    oneOrMore(fullTexts).map((value) => ({ prefix: value })),
    oneOrMore(fullTexts).map((value) => ({ suffix: value })),
    oneOrMore(texts).map((value) => ({ 'equals-ignore-case': value })),
    oneOrMore(fc.array(wildcard, { minLength: 1, maxLength: 3 })).map((value) => ({ wildcard: value })),
  ).map((value) => ({ 'anything-but': value })),
);

const values = fc.array(fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 2, arbitrary: operator }), { minLength: 1, maxLength: 3 });

const dotted = fc.array(name, { minLength: 2, maxLength: 3 }).map((names) => names.join('.'));
const patternName = fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: dotted });

function patternOf(levels: number): fc.Arbitrary<any> {
  if (levels === 0) {
    return fc.dictionary(patternName, values, { minKeys: 1, maxKeys: 2 });
  }
  const below = patternOf(levels - 1);
  const fields = fc.dictionary(patternName, fc.oneof({ weight: 3, arbitrary: values }, { weight: 2, arbitrary: below }), { minKeys: 1, maxKeys: 3 });
  return fc.oneof(
    { weight: 6, arbitrary: fields },
    { weight: 1, arbitrary: fc.tuple(fields, fc.array(below, { minLength: 2, maxLength: 3 })).map(([given, or]) => ({ $or: or, ...given })) },
    { weight: 1, arbitrary: fc.tuple(fields, fc.array(below, { minLength: 2, maxLength: 3 })).map(([given, or]) => ({ ...given, $or: or })) },
  );
}

const pattern = patternOf(2);

const eventName = fc.oneof({ weight: 19, arbitrary: name }, { weight: 1, arbitrary: dotted });
function jsonOf(levels: number): fc.Arbitrary<any> {
  if (levels === 0) {
    return scalar;
  }
  const below = jsonOf(levels - 1);
  return fc.oneof(scalar, fc.array(below, { maxLength: 3 }), fc.dictionary(eventName, below, { maxKeys: 4 }));
}

const json = jsonOf(3);

/** Any event at all. */
const anyEvent = fc.dictionary(eventName, json, { maxKeys: 4 });

/** A value that an item of a pattern is likely to accept. */
function likely(item: any, other: any): any {
  const [operand] = typeof item === 'object' && item !== null ? Object.values(item) as any[] : [item];
  const inner = typeof operand === 'object' && operand !== null && !Array.isArray(operand) ? Object.values(operand)[0] as any : operand;
  const [first, second] = Array.isArray(inner) ? inner : [inner];
  if (typeof item !== 'object' || item === null || typeof other !== 'string') {
    return item;
  }
  switch (Object.keys(item)[0]) {
    case 'prefix': return `${first}${other}`;
    case 'suffix': return `${other}${first}`;
    case 'wildcard': return String(first).replace(/(^|[^\\])\*/g, `$1${other}`);
    case 'cidr': return first.split('/')[0];
    case 'numeric': return second;
    case 'equals-ignore-case': return first.toUpperCase();
    default: return first;
  }
}

/** An event made after a pattern, with lists and near misses here and there. */
function eventFor(wanted: any, choose: fc.GeneratorValue, other: fc.Arbitrary<any>): any {
  const made: any = {};
  for (const [key, value] of Object.entries<any>(wanted)) {
    if (key === '$or') {
      Object.assign(made, eventFor(value[choose(fc.nat, { max: value.length - 1 })], choose, other));
    } else if (choose(fc.nat, { max: 15 }) > 0) {
      const filler = choose(() => other);
      const inner = Array.isArray(value)
        ? choose(fc.nat, { max: 8 }) === 0 ? filler : likely(value[choose(fc.nat, { max: value.length - 1 })], filler)
        : eventFor(value, choose, other);
      const wrap = choose(fc.nat, { max: 9 });
      made[key] = wrap === 0 ? [inner, filler] : wrap === 1 ? [filler, [inner]] : wrap === 2 && !Array.isArray(value) ? splitUp(inner) : inner;
    }
  }
  return choose(fc.nat, { max: 9 }) === 0 ? { ...made, [choose(() => eventName)]: choose(() => other) } : made;
}

/** The fields of an object, over two elements of a list. */
function splitUp(object: any): any[] {
  const entries = Object.entries(object);
  const half = Math.ceil(entries.length / 2);
  return [Object.fromEntries(entries.slice(0, half)), Object.fromEntries(entries.slice(half))];
}

/** Questions with so many events each. Events made after the pattern, and one that is not. */
export function questions(events: number): fc.Arbitrary<Question> {
  return fc.tuple(pattern, fc.gen(), fc.array(anyEvent, { minLength: 1, maxLength: 1 })).map(([wanted, choose, others]) => ({
    pattern: JSON.stringify(wanted),
    events: [...Array.from({ length: events - 1 }, () => eventFor(wanted, choose, json)), ...others].map((made) => JSON.stringify(made)),
  }));
}
