import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { promiseOfEvents } from './event-promises';
import { knownKinds } from './known-kinds';
import { meetPrerequisites } from './prerequisites';
import { requireArns } from './resource-arns';
import { ResourceFilter, filterOnResources, requireSameEnvironment } from './resource-filter';
import { ServiceEventSelection } from './service-event-selection';
import { AwsService } from '../../catalog/aws-service';
import { optionName, optionOn } from '../../catalog/option-spelling';
import { explain } from '../../catalog/problem';
import { upperFirst } from '../../catalog/upper-first';
import { EventPromise } from '../../delivery/delivery';
import { detailPattern } from '../../pattern/algebra/detail-filter';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern } from '../../pattern/algebra/service-pattern';

const NEWER_EVENT = `An event newer than the catalogue is accepted with ${optionOn('allowUnknown')}.`;

/** Who selects events, and where they come from. */
export interface SelectionContext {
  /** In a sentence: `rule`, `event source`, `subscriber`. */
  readonly what: string;
  readonly enabled: boolean;
  /** Whether the events arise in the account and Region of the construct. */
  readonly fromHere: boolean;
  /** Whether it sees to what the events need before they arrive. */
  readonly meetsNeeds: boolean;
}

/** The events of a service that somebody selects. */
export interface SelectedEvents {
  readonly pattern: ServicePattern;
  /** The kinds, where they are named or follow from the resources. */
  readonly kinds?: string[];
  /** Whether the kinds are named. */
  readonly areNamed: boolean;
  /** The service and events, as a person on call would name them. */
  readonly subject: string;
  readonly promise: EventPromise;
  /** What must be so before the events arrive, and the app cannot see to. */
  readonly needs: string[];
}

/**
 * What a selection of a service's events comes to.
 *
 * @param service as it stands in the selection, which is known to be one
 * @throws when the service does not send one of the events, or the events do not name the resource
 */
export function selectedEvents(construct: IConstruct, selection: ServiceEventSelection, context: SelectionContext): SelectedEvents {
  const { service, resources = [], resourceArns, allowUnknown = false } = selection;
  const usual = service._defaultPattern;
  const named = requireKinds(construct, selection, context);
  const about = filterBy(construct, selection, named, context);
  const kinds = named ?? about?.detailTypes;
  const ownDetail = kinds && service._viaCloudTrail ? undefined : usual.detail;
  const filter = detailPattern(selection);
  const pattern: ServicePattern = {
    ...usual,
    'detail-type': kinds ?? usual['detail-type'],
    'resources': about?.resources ?? (resourceArns && requireArns(resourceArns, allowUnknown)),
    'detail': mergeDetail(mergeDetail(ownDetail, about?.detail), filter),
  };
  const wanted = kinds ?? service._usualDetailTypes;
  const needs = Token.isUnresolved(wanted) || !context.meetsNeeds ? []
    : meetPrerequisites(construct, { service, detailTypes: wanted, resources, enabled: context.enabled });
  const names = knownKinds(kinds);
  return {
    pattern: withoutUndefined(pattern),
    kinds,
    areNamed: named !== undefined,
    subject: names ? `${service.serviceName} (${names.join(', ')})` : `${service.serviceName} (all events)`,
    promise: names ? promiseOfEvents(service, names) : service._viaCloudTrail ? { deliveryType: service.deliveryType } : promiseOfAll(service),
    needs,
  };
}

function filterBy(
  construct: IConstruct, selection: ServiceEventSelection, kinds: string[] | undefined, { what, fromHere }: SelectionContext,
): ResourceFilter | undefined {
  const { service, resources, resourceArns } = selection;
  const name = `${what} '${construct.node.path}'`;
  if (!resources) {
    return undefined;
  }
  if (resources.length === 0) {
    throw new Error(`${optionName('resources')} of ${name} is an empty list, which matches no event: give at least one resource, or leave it out.`);
  }
  const about = filterOnResources(what, construct, service, kinds, resources);
  if (fromHere) {
    requireSameEnvironment(what, construct, resources);
  }
  if (about.resources && resourceArns) {
    throw new Error(`${upperFirst(name)} has both ${optionName('resources')} and ${optionName('resourceArns')}, and such events name the resource in the field of ${optionName('resourceArns')}: leave ${optionName('resourceArns')} out.`);
  }
  return about;
}

function requireKinds(
  construct: IConstruct, { service, detailTypes, allowUnknown = false }: ServiceEventSelection, { what }: SelectionContext,
): string[] | undefined {
  const name = `${what} '${construct.node.path}'`;
  if (!detailTypes) {
    return undefined;
  }
  if (detailTypes.length === 0) {
    throw new Error(`${optionName('detailTypes')} of ${name} is an empty list, which matches no event: name at least one of the events of ${service.serviceName}, or leave ${optionName('detailTypes')} out for all of them.`);
  }
  const named = Token.isUnresolved(detailTypes) ? [] : detailTypes.filter((detailType) => !Token.isUnresolved(detailType));
  const wrong = allowUnknown ? undefined : service._checkDetailTypes(named);
  if (wrong) {
    throw new Error(`${upperFirst(name)} can never match: ${explain(wrong)} ${NEWER_EVENT}`);
  }
  return detailTypes;
}

function promiseOfAll(service: AwsService): EventPromise {
  return { ...promiseOfEvents(service, service.detailTypes), deliveryType: service.deliveryType };
}

function withoutUndefined(pattern: ServicePattern): ServicePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}
