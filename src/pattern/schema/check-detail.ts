import { checkValue } from './check-value';
import { looksLikeTypo, sameLetters } from '../../catalog/spelling';
import { SchemaField, EventSchema } from '../../catalog/event-schema';
import { JsonType } from '../../catalog/json-type';
import { nearest } from '../../catalog/nearest';
import { isMatcher, isReference, matchesAbsence } from '../matcher/matcher';

/** What can be wrong with a filter. */
export type DetailProblemKind =
  /** The event has no such field. */
  | 'unknownField'
  /** The event spells the field, or the value, with other capital letters or punctuation. */
  | 'wrongCase'
  /** The field holds another JSON type. */
  | 'wrongType'
  /** The field never has this value. */
  | 'valueNotAllowed';

/** What is wrong with one place of a filter. */
export interface DetailProblem {
  readonly kind: DetailProblemKind;
  /** The detail-type of the event that can never match. */
  readonly detailType: string;
  /** The field as the filter names it, such as `detail.bucket.name`. */
  readonly path: string;
  /** What the filter wants of the field, where this is what is wrong. */
  readonly value?: unknown;
  /** The fields or values that may be meant, the nearest first. */
  readonly nearest: string[];
  /** What the field holds, where the filter wants another type. */
  readonly expected?: string;
  /** All values that the field can have, where the filter wants another one. */
  readonly allowed?: string[];
  /** Whether it is wrong for sure. A schema that was not compared with the documentation may lack a field. */
  readonly certain: boolean;
  /** Whether the place is a branch of `$or`: the others may match. */
  readonly alternative: boolean;
}

interface Place {
  readonly schema: EventSchema;
  readonly path: string;
  readonly alternative: boolean;
}

/**
 * What is wrong with a filter on the `detail` of one kind of events.
 *
 * @param detail the filter as EventBridge spells it, resolved
 * @param schema what is known about the events
 */
export function checkDetail(detail: Record<string, any>, schema: EventSchema): DetailProblem[] {
  return checkObject(detail, schema.fields, false, { schema, path: 'detail', alternative: false });
}

/**
 * What is wrong with a filter on several kinds of events.
 *
 * @param detail the filter as EventBridge spells it, resolved
 * @param schemas what is known about the events
 * @param everyKind whether each of the kinds must be able to match, as where the user names them; otherwise one is enough
 */
export function checkDetailOfKinds(detail: Record<string, any>, schemas: EventSchema[], everyKind: boolean): DetailProblem[] {
  const found = schemas.map((schema) => checkDetail(detail, schema));
  const inAll = (problem: DetailProblem) => found.every((problems) => problems.some((other) => isSame(problem, other)));
  return found.flat()
    .filter((problem) => (everyKind && !problem.alternative) || inAll(problem))
    .filter((problem, at, all) => all.findIndex((other) => isSame(problem, other)) === at);
}

function isSame(one: DetailProblem, other: DetailProblem): boolean {
  return one.path === other.path && one.kind === other.kind && JSON.stringify(one.value) === JSON.stringify(other.value);
}

function checkObject(filter: Record<string, any>, fields: SchemaField[], open: boolean, place: Place): DetailProblem[] {
  return Object.entries(filter).flatMap(([name, wanted]) => {
    if (name === '$or') {
      const branches = Array.isArray(wanted) ? wanted.filter(isMatcher) : [];
      return branches.flatMap((branch) => checkObject(branch, fields, open, { ...place, alternative: true }));
    }
    const at = { ...place, path: `${place.path}.${name}` };
    const field = fields.find((candidate) => candidate.name === name);
    if (field) {
      return checkField(wanted, field, at);
    }
    return open || matchesAbsence(wanted) ? [] : [explainUnknown(name, fields, at)];
  });
}

function checkField(wanted: unknown, field: SchemaField, place: Place): DetailProblem[] {
  if (field.jsonType === JsonType.ANY || isReference(wanted)) {
    return [];
  }
  if (isMatcher(wanted)) {
    return field.jsonType === JsonType.OBJECT
      ? checkObject(wanted, field.fields ?? [], field.open, place)
      : [problemAt('wrongType', place, { value: wanted, expected: described(field), certain: true })];
  }
  const matchers = Array.isArray(wanted) ? wanted : [wanted];
  if (field.jsonType === JsonType.OBJECT) {
    const values = matchers.filter((matcher) => matcher !== null && !isReference(matcher));
    return matchesAbsence(matchers) || values.length === 0 ? []
      : [problemAt('wrongType', place, { value: values[0], expected: described(field), certain: true })];
  }
  return matchers.flatMap((matcher) => checkValue(matcher, field)).map(({ kind, value }) => {
    if (kind === 'wrongType') {
      return problemAt(kind, place, { value, expected: described(field), certain: place.schema.complete });
    }
    const allowed = field.allowedValues ?? field.namedValues ?? [];
    const spelled = typeof value === 'string' ? allowed.find((candidate) => sameLetters(candidate, value)) : undefined;
    return problemAt(spelled ? 'wrongCase' : kind, place, {
      value, allowed, certain: true, nearest: spelled ? [spelled] : typeof value === 'string' ? nearest(value, allowed, 1) : [],
    });
  });
}

function explainUnknown(name: string, siblings: SchemaField[], place: Place): DetailProblem {
  const spelled = siblings.find((sibling) => sameLetters(sibling.name, name));
  if (spelled) {
    return problemAt('wrongCase', place, { nearest: [spelled.path], certain: true });
  }
  const elsewhere = everyField(place.schema.fields).filter((field) => field.name === name && !siblings.includes(field));
  const near = nearest(name, siblings.map((sibling) => sibling.name))
    .map((sibling) => siblings.find((field) => field.name === sibling)!);
  return problemAt('unknownField', place, {
    nearest: (elsewhere.length > 0 ? elsewhere.slice(0, 3) : near).map(({ path }) => path),
    certain: place.schema.complete || siblings.some((sibling) => looksLikeTypo(name, sibling.name)),
  });
}

function everyField(fields: SchemaField[]): SchemaField[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);
}

function described({ jsonType, fields }: SchemaField): string {
  const names = fields?.slice(0, 5).map(({ name }) => name) ?? [];
  const more = (fields?.length ?? 0) > names.length ? ', ...' : '';
  return names.length > 0 ? `an object with the fields ${names.join(', ')}${more}` : TYPE_NAMES[jsonType];
}

const TYPE_NAMES: Record<JsonType, string> = {
  [JsonType.STRING]: 'a string',
  [JsonType.NUMBER]: 'a number',
  [JsonType.INTEGER]: 'a whole number',
  [JsonType.BOOLEAN]: 'true or false',
  [JsonType.OBJECT]: 'an object',
  [JsonType.ANY]: 'any value',
};

function problemAt(
  kind: DetailProblemKind, { schema, path, alternative }: Place, found: Partial<DetailProblem> & Pick<DetailProblem, 'certain'>,
): DetailProblem {
  return { kind, detailType: schema.detailType, path, alternative, nearest: [], ...found };
}
