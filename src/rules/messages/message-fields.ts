import { AwsService } from '../../catalog/aws-service';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { SchemaField } from '../../catalog/event-schema';
import { JsonType } from '../../catalog/json-type';
import { resourceFieldsOf } from '../../catalog/resource-fields';

/** More would not be read. */
const SHOWN = 8;

/** Who called what, from where, and how it ended. */
const OF_CALLS = ['eventName', 'eventSource', 'userIdentity.arn', 'sourceIPAddress', 'errorCode', 'recipientAccountId'];

/** What says how something ended. */
const OUTCOME = /(status|state|result|outcome|severity|phase|code|category|categories|type|action|eventname)$/i;
/** What names something. */
const NAME = /(name|id|identifier|arn|application|pipeline|group|cluster|job|project)$/i;
/** What people or programs write freely: quotes can be in it. */
const PROSE = /(reason|message|description|context|cause|error|comments?|text|input|output|title|summary|details?|key|note)$/i;
/** What the message says anyway, or nobody reads. */
const NOISE = /(^version|time|date|at|token)$|^(account|region)$/i;

/** What EventBridge evaluates of a JSON path. */
const PATH = /^[\w/-]+(\.[\w/-]+)*$/;

/** The CDK makes names of variables from paths, and two paths cannot have one: `$.detail.type` has that of `$.detail-type`. */
function variableOf(name: string): string {
  return `detail-${name}`.replace(/[^\w-]/g, '-');
}

/** A field of `detail`, and whether it holds sentences. */
export interface MessageField {
  /** From `detail` on, such as `bucket.name`. */
  readonly name: string;
  readonly prose: boolean;
}

/**
 * The fields of events that a person wants to read: those that all kinds have, what they are about first.
 */
export function messageFieldsOf(service: AwsService, detailTypes: string[]): MessageField[] {
  if (detailTypes.length > 0 && detailTypes.every(isViaCloudTrail)) {
    return OF_CALLS.map((name) => ({ name, prose: false }));
  }
  const named = new Set(resourceFieldsOf(service.source).map(({ field }) => field.replace(/^detail\./, '')));
  const [first = [], ...others] = detailTypes.map((detailType) => plainFields(service.schemaOf(detailType)?.fields ?? [], 2));
  return first
    .filter((name) => others.every((names) => names.includes(name)) && !NOISE.test(lastPart(name)) && PATH.test(name))
    .filter((name, at, all) => variableOf(name) !== 'detail-type' && all.findIndex((other) => variableOf(other) === variableOf(name)) === at)
    .map((name, at) => ({ name, prose: PROSE.test(lastPart(name)), rank: rankOf(name, named), at }))
    .sort((one, other) => one.rank - other.rank || one.at - other.at)
    .slice(0, SHOWN)
    .map(({ name, prose }) => ({ name, prose }));
}

/** Values, and lists of values, which EventBridge writes in brackets. */
function plainFields(fields: SchemaField[], depth: number): string[] {
  return fields.flatMap((field) => {
    if (field.jsonType !== JsonType.OBJECT) {
      return [field.path.replace(/^detail\./, '')];
    }
    return field.list || field.open || depth === 1 ? [] : plainFields(field.fields ?? [], depth - 1);
  });
}

function rankOf(name: string, resources: Set<string>): number {
  const last = lastPart(name);
  const at = [resources.has(name), PROSE.test(last), OUTCOME.test(last), NAME.test(last)].indexOf(true);
  // Sentences say most, and stand last, since they are long.
  return { [-1]: 3, 0: 0, 1: 4, 2: 1, 3: 2 }[at]!;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
