import { Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { AwsService } from '../catalog/aws-service';
import { explain } from '../catalog/problem';
import { EventPromise } from '../delivery/delivery';
import { SERVICE } from '../delivery/options/option-kinds';
import { requireOption } from '../delivery/options/require-options';
import { detailPattern } from '../pattern/algebra/detail-filter';
import { mergeDetail } from '../pattern/algebra/merge-detail';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { withSortedKeys } from '../pattern/algebra/sorted-keys';
import { newerThanCatalogue } from '../rules/intent';
import { passGate } from '../rules/pattern-gate';
import { promiseOfEvents } from '../rules/service-events/event-promises';
import { meetPrerequisites } from '../rules/service-events/prerequisites';
import { requireArns } from '../rules/service-events/resource-arns';
import { filterOnResources, requireSameEnvironment } from '../rules/service-events/resource-filter';
import { NEWER_EVENT } from '../rules/service-events/service-event-plan';
import { ServiceEventSelection } from '../rules/service-events/service-event-selection';

/** The events that an event source brings or a subscriber takes. */
export interface PlannedEvents {
  /** As it stands in a template. */
  readonly pattern: ServicePattern;
  readonly subject: string;
  readonly promise: EventPromise;
}

interface PlanOptions {
  readonly enabled: boolean;
  /** Whether the events arise in the account and Region of the construct. */
  readonly fromHere: boolean;
}

/**
 * What a selection of a service's events comes to, checked as for a rule.
 *
 * @throws when the service does not send one of the events, the filter can never match, or the events do not name the resource
 */
export function planEvents(construct: Construct, selection: ServiceEventSelection, { enabled, fromHere }: PlanOptions): PlannedEvents {
  const { service, detailTypes, resources = [], resourceArns, allowUnknown = false } = selection;
  requireOption(`${fromHere ? 'event source' : 'subscriber'} '${construct.node.path}'`, 'service', service, SERVICE);
  const usual = service._defaultPattern;
  const named = requireKinds(construct, service, detailTypes, allowUnknown);
  requireConstructs(construct, selection.resources);
  const about = resources.length > 0 ? filterOnResources(construct, service, named, resources) : undefined;
  if (about?.resources && resourceArns) {
    throw new Error(`'${construct.node.path}' has both resources and resourceArns, and such events name the resource in the field of resourceArns: leave resourceArns out.`);
  }
  if (fromHere) {
    requireSameEnvironment(construct, resources);
  }
  const kinds = named ?? about?.detailTypes;
  const filter = detailPattern(selection);
  const ownDetail = kinds && service._viaCloudTrail ? undefined : usual.detail;
  const pattern: ServicePattern = {
    ...usual,
    'detail-type': kinds ?? usual['detail-type'],
    'resources': about?.resources ?? (resourceArns && requireArns(resourceArns, allowUnknown)),
    'detail': mergeDetail(mergeDetail(ownDetail, about?.detail), filter),
  };
  const resolved = withSortedKeys(withoutUndefined(Stack.of(construct).resolve(pattern)));
  passGate(construct, resolved, {
    intents: allowUnknown || service._isCustom ? newerThanCatalogue('Unknown events are allowed.') : [], everyKind: named !== undefined, what: fromHere ? 'Event source' : 'Subscriber',
  });
  const wanted = kinds ?? service._usualDetailTypes;
  if (!Token.isUnresolved(wanted) && fromHere) {
    meetPrerequisites(construct, { service, detailTypes: wanted, resources, enabled });
  }
  const names = !Token.isUnresolved(kinds) && kinds?.every((kind) => !Token.isUnresolved(kind)) ? kinds : undefined;
  return {
    pattern: resolved,
    subject: names ? `${service.serviceName} (${names.join(', ')})` : `${service.serviceName} (all events)`,
    promise: names ? promiseOfEvents(service, names) : { deliveryType: service.deliveryType },
  };
}

function requireKinds(construct: IConstruct, service: AwsService, detailTypes: string[] | undefined, allowUnknown: boolean): string[] | undefined {
  if (detailTypes === undefined) {
    return undefined;
  }
  if (!Array.isArray(detailTypes) || detailTypes.length === 0) {
    throw new Error(`detailTypes of '${construct.node.path}' is ${JSON.stringify(detailTypes)}: it must be a list of at least one of the events of ${service.serviceName}, or left out for all of them.`);
  }
  const named = Token.isUnresolved(detailTypes) ? [] : detailTypes.filter((detailType) => !Token.isUnresolved(detailType));
  const wrong = allowUnknown ? undefined : service._checkDetailTypes(named);
  if (wrong) {
    throw new Error(`'${construct.node.path}' can never match: ${explain(wrong)} ${NEWER_EVENT}`);
  }
  return detailTypes;
}

function requireConstructs(construct: IConstruct, resources: IConstruct[] | undefined): void {
  if (resources?.length === 0) {
    throw new Error(`resources of '${construct.node.path}' is an empty list, which matches no event: give at least one resource, or leave it out.`);
  }
  const wrong = resources?.findIndex((resource) => !Construct.isConstruct(resource)) ?? -1;
  if (wrong >= 0) {
    throw new Error(`resources[${wrong}] of '${construct.node.path}' is ${JSON.stringify(resources![wrong])}, which is no construct: give ARNs as resourceArns, or import the resource.`);
  }
}

function withoutUndefined(pattern: ServicePattern): ServicePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}
