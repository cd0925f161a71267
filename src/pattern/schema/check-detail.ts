import { ValueProblem, checkValue } from './check-value';
import { asList } from '../../catalog/as-list';
import { SchemaField, EventSchema } from '../../catalog/event-schema';
import { JsonType } from '../../catalog/json-type';
import { nearest } from '../../catalog/nearest';
import { looksLikeTypo, resembles, sameLetters } from '../../catalog/spelling';
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
  | 'valueNotAllowed'
  /** What is excluded is nothing that the field ever has. */
  | 'idleExclusion'
  /** The field is never there, and has to be absent. */
  | 'alwaysAbsent'
  /** The field is always there, and has to be absent. */
  | 'alwaysPresent';

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
  /** Whether it keeps every event of the kind from matching, and not just one of several values. */
  readonly fatal: boolean;
  /** Whether no more than a resemblance speaks for it: the object may hold other fields. */
  readonly guessed?: boolean;
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
  const shared = found.flat().map((problem): DetailProblem | undefined => {
    if (everyKind && !problem.alternative) {
      return problem;
    }
    const others = found.map((problems) => problems.filter((other) => settles(other, problem)));
    return others.every(({ length }) => length > 0)
      ? { ...problem, certain: problem.certain && others.every((problems) => problems.some(({ certain }) => certain)) }
      : undefined;
  }).filter((problem): problem is DetailProblem => problem !== undefined);
  return shared.length > 0 ? tellingOnes(shared) : neverTogether(found);
}

/** Whether what is wrong with one kind of events is wrong with another too, whatever the reason. */
function settles(other: DetailProblem, problem: DetailProblem): boolean {
  const isAtOrAbove = other.path === problem.path || problem.path.startsWith(`${other.path}.`);
  return isAtOrAbove && (other.value === undefined || other.fatal || JSON.stringify(other.value) === JSON.stringify(problem.value));
}

/** Of problems with the same place and value, the one that tells most. */
function tellingOnes(problems: DetailProblem[]): DetailProblem[] {
  const byPlace = new Map<string, DetailProblem>();
  for (const problem of problems) {
    const place = `${problem.path} ${JSON.stringify(problem.value)}`;
    const before = byPlace.get(place);
    if (!before || weight(problem) > weight(before)) {
      byPlace.set(place, problem);
    }
  }
  return [...byPlace.values()];
}

function weight({ kind, certain }: DetailProblem): number {
  return (kind === 'wrongCase' ? 2 : 0) + (certain ? 1 : 0);
}

/** Every kind of events is kept from matching, each by something else: the kind with the least to fix is named. */
function neverTogether(found: DetailProblem[][]): DetailProblem[] {
  const fatal = found.map((problems) => problems.filter((problem) => problem.fatal));
  if (fatal.length === 0 || fatal.some(({ length }) => length === 0)) {
    return [];
  }
  const certain = fatal.every((problems) => problems.some((problem) => problem.certain));
  const [least] = [...fatal].sort((one, other) => one.length - other.length);
  return least.map((problem) => ({ ...problem, certain: problem.certain && certain }));
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
    return unknownField(name, wanted, fields, open, at);
  });
}

function unknownField(name: string, wanted: unknown, siblings: SchemaField[], open: boolean, place: Place): DetailProblem[] {
  const problem = explainUnknown(name, siblings, place);
  const isNear = problem.kind === 'wrongCase' || siblings.some((sibling) => looksLikeTypo(name, sibling.name));
  if (open) {
    return isNear ? [{ ...problem, kind: 'unknownField', certain: false, guessed: true }] : [];
  }
  if (!matchesAbsence(wanted)) {
    return [problem];
  }
  return isNear ? [{ ...problem, kind: 'alwaysAbsent', certain: true, fatal: false }] : [];
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
  const matchers = asList(wanted);
  if (field.jsonType === JsonType.OBJECT) {
    const values = matchers.filter((matcher) => matcher !== null && !isReference(matcher));
    return matchesAbsence(matchers) || values.length === 0 ? []
      : [problemAt('wrongType', place, { value: values[0], expected: described(field), certain: true })];
  }
  const found = matchers.map((matcher) => checkValue(matcher, field));
  const fatal = !place.alternative && found.every((problems) => problems.some(({ kind }) => kind !== 'idleExclusion'));
  return [
    ...found.flat().map((problem) => valueProblem(problem, field, { ...place, fatal })),
    ...field.required && place.schema.complete && matchers.length === 1 && matchesAbsence(matchers)
      ? [problemAt('alwaysPresent', place, { value: matchers[0], certain: false })] : [],
  ];
}

function valueProblem({ kind, value }: ValueProblem, field: SchemaField, place: Place & { readonly fatal: boolean }): DetailProblem {
  const { fatal } = place;
  const allowed = field.allowedValues ?? field.namedValues;
  const spelled = typeof value === 'string' ? allowed?.find((candidate) => sameLetters(candidate, value)) : undefined;
  const near = spelled ? [spelled] : typeof value === 'string' && allowed ? nearest(value, allowed, 1) : [];
  if (kind === 'idleExclusion') {
    return problemAt(kind, place, {
      value, allowed, expected: described(field), nearest: near, fatal: false, certain: near.length > 0 && resembles(String(value), near[0]),
    });
  }
  if (kind === 'wrongType') {
    return problemAt(kind, place, { value, expected: described(field), certain: place.schema.complete, fatal });
  }
  return problemAt(spelled ? 'wrongCase' : kind, place, { value, allowed, certain: value !== null, nearest: near, fatal });
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
  return { kind, detailType: schema.detailType, path, alternative, nearest: [], fatal: !alternative, ...found };
}
