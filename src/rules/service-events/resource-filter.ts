import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cfnResourceOf, namesOf, typeOf } from './resource-identity';
import { AwsService } from '../../catalog/aws-service';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { optionName } from '../../catalog/option-spelling';
import { ResourceFieldData, resourceFieldsOf, resourceInWords } from '../../catalog/resource-fields';
import { upperFirst } from '../../catalog/upper-first';
import { knownToDiffer } from '../../delivery/known-to-differ';

/** What a pattern must hold to match the events about some resources only. */
export interface ResourceFilter {
  /** The kinds of events that name the resources, where the user names none. */
  readonly detailTypes?: string[];
  readonly resources?: any[];
  readonly detail?: Record<string, any>;
}

type Refuse = (why: string) => Error;

/**
 * Finds where events name resources.
 *
 * @param what what messages call that which is to be about them: rule, event source or subscriber
 * @param rule that itself
 * @param service the service that sends the events
 * @param detailTypes the kinds of events, nothing for all that name the resources
 * @param resources the resources, of one type
 * @throws when the events do not name them
 */
export function filterOnResources(
  what: string, rule: IConstruct, service: AwsService, detailTypes: string[] | undefined, resources: IConstruct[],
): ResourceFilter {
  const refuse = refusal(what, rule, resources);
  if (detailTypes && (Token.isUnresolved(detailTypes) || detailTypes.some((kind) => Token.isUnresolved(kind)))) {
    throw refuse(`name the kinds of events in ${optionName('detailTypes')} as they are, since where an event names its resource depends on its kind.`);
  }
  const rows = resourceFieldsOf(service.source);
  if (rows.length === 0) {
    throw refuse(`events of ${service.serviceName} (${service.source}) cannot be tied to a resource. ${instead(service, detailTypes)}`);
  }
  const type = onlyTypeOf(resources, rows, service, refuse);
  const ofType = rows.filter((row) => row.type === type);
  const chosen = chooseRows(service, ofType, detailTypes, refuse);
  const refused = chosen.find((row) => row.refused);
  if (refused) {
    throw refuse(`${refused.refused}.`);
  }

  const kinds = [...new Set(chosen.flatMap((row) => row.detailTypes))];
  const filters = chosen.map((row) => ({ field: row.field, values: valuesOf(resources, row, rule) }))
    .filter(({ field }, at, all) => all.findIndex((other) => other.field === field) === at);
  return { detailTypes: detailTypes || service._viaCloudTrail ? undefined : kinds, ...combine(filters, refuse) };
}

/**
 * Events arrive where the resource is. An imported resource may be anywhere.
 *
 * @throws when a resource of the app is in another Region or account than the rule
 */
export function requireSameEnvironment(what: string, rule: IConstruct, resources: IConstruct[]): void {
  const here = Stack.of(rule);
  for (const resource of resources.filter((candidate) => cfnResourceOf(candidate))) {
    const there = Stack.of(resource);
    for (const [part, one, other] of [['Region', here.region, there.region], ['account', here.account, there.account]]) {
      if (knownToDiffer(one, other)) {
        throw refusal(what, rule, [resource])(`its events arrive in the ${part} ${other}, and the ${what} is in ${one}. Make the ${what} in a stack there, with a target here, or give the ${optionName('eventBus')} that the events are forwarded to.`);
      }
    }
  }
}

function refusal(what: string, rule: IConstruct, resources: IConstruct[]): Refuse {
  const paths = resources.map(({ node }) => `'${node.path}'`).join(' and ');
  return (why) => new Error(`${upperFirst(what)} '${rule.node.path}' cannot be about ${paths}: ${why}`);
}

function onlyTypeOf(resources: IConstruct[], rows: ResourceFieldData[], service: AwsService, refuse: Refuse): string {
  const types = resources.map((resource) => {
    const { type, known } = typeOf(resource, rows, service.source);
    if (!type) {
      const what = known ? `is an ${known}` : 'is not known to be one';
      throw refuse(`events of ${service.serviceName} name resources of the types ${[...new Set(rows.map((row) => row.type))].join(', ')}, and '${resource.node.path}' ${what}. ${instead(service, undefined)}`);
    }
    return type;
  });
  if (new Set(types).size > 1) {
    throw refuse(`they are of different types (${[...new Set(types)].join(', ')}), which events name in different fields: make a rule for each type.`);
  }
  return types[0];
}

/** The rows that cover the kinds of events, each kind once. */
function chooseRows(
  service: AwsService, rows: ResourceFieldData[], detailTypes: string[] | undefined, refuse: Refuse,
): ResourceFieldData[] {
  const named = [...new Set(rows.flatMap((row) => row.detailTypes))];
  const usual = service._usualDetailTypes;
  const kinds = detailTypes ?? named.filter((kind) => usual.includes(kind));
  const missing = kinds.filter((kind) => !named.includes(kind));
  const those = `These events name it: ${named.map((kind) => `'${kind}'`).join(', ')}.`;
  if (missing.length > 0) {
    throw refuse(`${missing.map((kind) => `'${kind}'`).join(' and ')} does not name an ${rows[0].type}. ${those} ${instead(service, missing)}`);
  }
  if (kinds.length === 0) {
    throw refuse(`${service.serviceName} names an ${rows[0].type} in other events only. ${those} Name them in ${optionName('detailTypes')}.`);
  }
  const chosen = new Map<ResourceFieldData, string[]>();
  for (const kind of kinds) {
    const row = rows.find((candidate) => candidate.detailTypes.includes(kind))!;
    chosen.set(row, [...chosen.get(row) ?? [], kind]);
  }
  return [...chosen].map(([row, ofRow]) => ({ ...row, detailTypes: ofRow }));
}

/** What a user can do where events do not name the resource. */
function instead(service: AwsService, detailTypes: string[] | undefined): string {
  const kinds = (detailTypes ?? service.detailTypes).filter((kind) => !isViaCloudTrail(kind));
  const words = resourceInWords(service.source, kinds);
  if (words.length > 0) {
    return `Filter on what such events hold instead: ${words.join('; ')}.`;
  }
  const fields = new Set(kinds.flatMap((kind) => service.schemaOf(kind)?.fields ?? []).map(({ path }) => path));
  return fields.size > 0 ? `Filter on fields in detail instead: ${[...fields].slice(0, 12).join(', ')}.`
    : `Filter on resources or detail instead${service.documentationUrl ? `: ${service.documentationUrl} says what the events hold` : ''}.`;
}

function valuesOf(resources: IConstruct[], row: ResourceFieldData, rule: IConstruct): any[] {
  const names = resources.flatMap((resource) => namesOf(resource, row, rule));
  return row.ignoreCase ? names.map((name) => ({ 'equals-ignore-case': name })) : names;
}

function combine(filters: { field: string; values: any[] }[], refuse: Refuse): ResourceFilter {
  if (filters.length === 1 && filters[0].field === 'resources') {
    return { resources: filters[0].values };
  }
  if (filters.some(({ field }) => field === 'resources')) {
    throw refuse(`these kinds of events name it in different places (${filters.map(({ field }) => field).join(', ')}): make a rule for each place.`);
  }
  const details = filters.map(({ field, values }) => field.split('.').slice(1)
    .reduceRight<any>((inner, name) => ({ [name]: inner }), values));
  return { detail: details.length === 1 ? details[0] : { $or: details } };
}
