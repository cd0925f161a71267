import { EncodedObject, EncodedType, OPEN, isObject, keyOf } from './encoded-schema';

const CLOSED = '|';
const NAMED = '~';

/** An object with the fields of either: each may be missing that one of them does not have. */
export function eitherOf(one: EncodedObject, other: EncodedObject): EncodedObject {
  const either: EncodedObject = {};
  for (const name of new Set([...namesOf(one), ...namesOf(other)])) {
    const [own, others] = [keyOf(one, name), keyOf(other, name)];
    if (own === undefined || others === undefined) {
      either[`${name}?`] = own === undefined ? other[others!] : one[own];
    } else {
      either[own === name && others === name ? name : `${name}?`] = eitherType(one[own] as EncodedType, other[others] as EncodedType);
    }
  }
  return OPEN in one || OPEN in other ? { ...either, [OPEN]: 1 } : either;
}

function namesOf(object: EncodedObject): string[] {
  return Object.keys(object).filter((key) => key !== OPEN).map((key) => key.replace(/\?$/, ''));
}

/** What holds of a value that one document describes so, and another so. */
export function eitherType(one: EncodedType, other: EncodedType): EncodedType {
  if (one === 'json' || other === 'json') {
    return one === 'json' ? other : one;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return [eitherType(elementOf(one), elementOf(other))];
  }
  if (isObject(one) || isObject(other)) {
    return isObject(one) && isObject(other) ? eitherOf(one, other) : 'json';
  }
  return eitherScalar(one, other);
}

function elementOf(type: EncodedType): EncodedType {
  return Array.isArray(type) ? type[0] : type;
}

function eitherScalar(one: string, other: string): string {
  const [left, right] = [valuesOf(one), valuesOf(other)];
  if (left.scalar !== right.scalar) {
    return [left.scalar, right.scalar].every((scalar) => scalar === 'number' || scalar === 'integer') ? 'number' : 'json';
  }
  const values = [...new Set([...left.values, ...right.values])];
  // A list is whole where a document says so and no other document has a value that it lacks.
  const closed = [left, right].some((list) => list.closed && list.values.length === values.length);
  return [left.scalar, ...values].join(closed ? CLOSED : NAMED);
}

function valuesOf(type: string): { scalar: string; values: string[]; closed: boolean } {
  const [scalar, ...values] = type.split(/[|~]/);
  return { scalar, values, closed: type[scalar.length] === CLOSED };
}
