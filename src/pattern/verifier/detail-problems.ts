import { MeantEvents, kindsOf, textsAmong } from './meant-events';
import { PatternProblem } from './pattern-problem';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { ENVELOPE } from '../../catalog/event-envelope';
import { SchemaField, EventSchema } from '../../catalog/event-schema';
import { schemaOf as readSchema } from '../../catalog/event-schemas';
import { JsonType } from '../../catalog/json-type';
import { isServiceSource } from '../algebra/service-sources';
import { isMatcher, isReference } from '../matcher/matcher';
import { DetailProblem, checkDetailOfKinds } from '../schema/check-detail';
import { idOfDetailProblem, problemOfDetail } from '../schema/problem-of-detail';

/** What is known of the kinds of events that a pattern is about. */
interface KnownKinds {
  readonly schemas: EventSchema[];
  /** Whether the schema of every kind is known, so that nothing else can match. */
  readonly complete: boolean;
  /** Whether the pattern names the kinds. */
  readonly named: boolean;
}

/**
 * What is wrong with the filter on `detail`, by the schemas of the events.
 *
 * @param detail as it stands in the pattern, references included
 * @param everyKind whether each kind that is named must be able to match; otherwise one is enough
 */
export function detailProblems(detail: unknown, meant: MeantEvents, everyKind: boolean): PatternProblem[] {
  if (detail === undefined || isReference(detail)) {
    return [];
  }
  const { schemas, complete, named } = kindsMeantBy(meant);
  if (!isMatcher(detail)) {
    return schemas.length === 0 ? [] : [noObject(detail)];
  }
  if (schemas.length === 0) {
    return sourceBelowDetail(detail, meant);
  }
  const [plain, dotted] = withoutDots(detail, schemas);
  const problems = checkDetailOfKinds(plain, schemas, everyKind && named);
  // Where kinds are named, those without a schema may match; where none is, what no schema has is suspect.
  const found = complete || (everyKind && named) ? problems
    : named ? [] : problems.filter(({ kind, value }) => kind === 'unknownField' || (kind === 'wrongCase' && value === undefined)).map(suspected);
  return [...found.map((problem) => patternProblem(problem, schemas.length)), ...dotted];
}

/** An event of a kind without a schema may have what the others lack. */
function suspected(problem: DetailProblem): DetailProblem {
  return { ...problem, certain: false };
}

function patternProblem(found: DetailProblem, kinds: number): PatternProblem {
  const name = found.path.split('.')[1];
  const isEnvelope = found.kind === 'unknownField' && found.path === `detail.${name}` && ENVELOPE.includes(name);
  const isShared = kinds > 1 && found.kind === 'unknownField';
  return {
    id: idOfDetailProblem(found),
    path: found.path,
    value: found.value ?? found.path,
    ...problemOfDetail(found),
    instead: found.nearest[0],
    ...(isShared && { what: `None of the events has a field ${found.path}, as far as is known.` }),
    ...(isEnvelope && { nearest: [], wayOut: `'${name}' stands beside detail, not in it: move it to the top of the pattern.`, certain: true }),
    isMinor: !found.certain && found.kind === 'unknownField' && !found.guessed && !isEnvelope && kinds === 1 && !isRelated(found),
  };
}

/** Whether the event has a field that is called almost so, or so in another object. */
function isRelated({ path, nearest: [near = ''] }: DetailProblem): boolean {
  const [name, other] = [path, near].map((field) => field.split('.').pop()!.toLowerCase());
  return name === other || (Math.min(name.length, other.length) > 3 && (name.startsWith(other) || other.startsWith(name)))
    || [name, other].sort().join() === 'state,status';
}

function noObject(detail: unknown): PatternProblem {
  return {
    id: 'wrong-value-type',
    path: 'detail',
    value: detail,
    what: `detail is ${JSON.stringify(detail)}, and detail of an event is an object of fields.`,
    nearest: [],
    wayOut: 'Write the fields: { "detail": { "state": ["stopped"] } }. The name of the event stands in detail-type.',
    certain: true,
  };
}

/** A source of AWS that stands below `detail`, in a pattern that names none beside it. */
function sourceBelowDetail(detail: object, { fields }: MeantEvents): PatternProblem[] {
  const [source] = fields.has('source') ? [] : textsAmong(fields.get('detail.source')).filter(isServiceSource);
  return source === undefined || !isMatcher(detail) ? [] : [{
    id: 'unknown-detail-field',
    path: 'detail.source',
    value: source,
    what: `The source '${source}' is looked for in detail, where events of AWS do not have it.`,
    nearest: [],
    wayOut: '\'source\' stands beside detail, not in it: move it to the top of the pattern.',
    certain: true,
  }];
}

function kindsMeantBy(meant: MeantEvents): KnownKinds {
  const { services, sources, detailTypes, fields } = meant;
  if (sources && (sources.length === 0 || !sources.every(isServiceSource))) {
    return { schemas: [], complete: false, named: false };
  }
  if (detailTypes) {
    const names = sources ?? services.flatMap(({ _sources }) => _sources);
    const schemas = known(detailTypes.map((kind) => (
      isViaCloudTrail(kind) ? schemaOf('', kind) : names.map((name) => schemaOf(name, kind)).find((schema) => schema))));
    return { schemas, complete: schemas.length === detailTypes.length, named: true };
  }
  const kind = fields.get('detail-type');
  if (services.length === 0 || (kind && !kind.takesValues)) {
    return { schemas: [], complete: false, named: false };
  }
  const kinds = services.flatMap((service) => kindsOf(service).filter((name) => meant.takesKind(name))
    .map((name) => ({ source: service.source, name })));
  const recorded = kinds.filter(({ name }) => isViaCloudTrail(name)).slice(0, 1);
  const native = kinds.filter(({ name }) => !isViaCloudTrail(name));
  const ofNative = known(native.map(({ source, name }) => schemaOf(source, name)));
  // The records of calls alone tell nothing of the events that a service sends itself.
  return native.length > 0 && ofNative.length === 0 ? { schemas: [], complete: false, named: false } : {
    schemas: [...ofNative, ...recorded.map(({ name }) => schemaOf('', name)!)],
    complete: ofNative.length === native.length && services.every(({ detailTypes: sent, emitsEvents }) => !emitsEvents || sent.length > 0),
    named: false,
  };
}

function known(schemas: (EventSchema | undefined)[]): EventSchema[] {
  return schemas.filter((schema): schema is EventSchema => schema !== undefined);
}

/** Many rules of an app are about the same events. */
const SCHEMAS = new Map<string, EventSchema | undefined>();

function schemaOf(source: string, detailType: string): EventSchema | undefined {
  const key = `${source} ${detailType}`;
  if (!SCHEMAS.has(key)) {
    SCHEMAS.set(key, readSchema(source, detailType));
  }
  return SCHEMAS.get(key);
}

/**
 * The filter without names that have dots in them, and what is to say of these. EventBridge takes such a name for a path;
 * its documentation does not say so.
 */
function withoutDots(detail: Record<string, any>, schemas: EventSchema[]): [Record<string, any>, PatternProblem[]] {
  if (!JSON.stringify(detail).includes('.')) {
    return [detail, []];
  }
  const names = new Set(schemas.flatMap(({ fields }) => fields.flatMap(namesWithin)));
  const dotted: PatternProblem[] = [];
  type Filter = Record<string, any>;
  const visit = (value: Filter, path: string): Filter => Object.fromEntries(Object.entries(value).flatMap(([name, entry]) => {
    if (name.includes('.') && !names.has(name) && !path.split('.').some((above) => OPEN.has(above))) {
      dotted.push(dottedName(`${path}.${name}`, name));
      return [];
    }
    return [[name, isMatcher(entry) && !isReference(entry) ? visit(entry, `${path}.${name}`) : entry]];
  }));
  return [visit(detail, 'detail'), dotted];
}

const OPEN = new Set(['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails']);

function namesWithin(field: SchemaField): string[] {
  return field.jsonType === JsonType.OBJECT ? [field.name, ...(field.fields ?? []).flatMap(namesWithin)] : [field.name];
}

/** A name with dots where the pattern should have objects. */
export function dottedName(path: string, name: string): PatternProblem {
  const nested = name.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), ['...']);
  return {
    id: 'unknown-detail-field',
    path,
    value: name,
    what: `'${name}' is a name with dots, which EventBridge reads as a path. That is not documented.`,
    nearest: [],
    wayOut: `Write objects: ${JSON.stringify(nested)}.`,
    certain: false,
  };
}
