/**
 * A type in `src/catalog/data/event-schemas.json`:
 *
 * - `string`, `number`, `integer`, `boolean`, or `json` for any value;
 * - `string|OK|ALARM`: one of the values after the type, and no other;
 * - `string~OK~ALARM`: the documentation names the values after the type, and others are possible;
 * - `[type]`: a list;
 * - an object of fields, a `?` after the name of one that may be missing. It has a `...` where it may hold other fields.
 */
export type EncodedType = string | EncodedType[] | EncodedObject;

export interface EncodedObject {
  [field: string]: EncodedType | 1;
}

/** Marks an object that may hold fields which are not listed. */
export const OPEN = '...';

export function isObject(type: EncodedType | 1 | undefined): type is EncodedObject {
  return typeof type === 'object' && !Array.isArray(type);
}

/** The object that a type is, or is a list of. */
export function objectIn(type: EncodedType | 1 | undefined): EncodedObject | undefined {
  return Array.isArray(type) ? objectIn(type[0]) : isObject(type) ? type : undefined;
}

/** The name under which an object has a field, with the mark of one that may be missing. */
export function keyOf(object: EncodedObject, field: string): string | undefined {
  return [field, `${field}?`].find((key) => key in object);
}
