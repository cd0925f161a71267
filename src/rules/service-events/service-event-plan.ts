import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { namesCloudTrail, promiseOfEvents } from './event-promises';
import { requireArns } from './resource-arns';
import { ResourceFilter, filterOnResources, requireSameEnvironment } from './resource-filter';
import { AwsService } from '../../catalog/aws-service';
import { explain } from '../../catalog/problem';
import { detailPattern } from '../../pattern/algebra/detail-filter';
import { ALL_OPERATIONS, newerThan } from '../intent';
import { meetPrerequisites } from './prerequisites';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { RulePlan } from '../rule-plan';
import { SERVICE_EVENT_OPTIONS } from './service-event-kinds';
import { SERVICE } from '../../delivery/options/option-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';
import type { ServiceEventRuleProps } from './service-event-rule';

export const NEWER_EVENT = 'An event newer than the catalogue is accepted with allowUnknown: true.';

/**
 * What a rule on the events of a service matches, and what is known of it.
 *
 * @throws when the service does not send one of the events, or the events do not name the resource
 */
export function planServiceEvents(rule: IConstruct, props: ServiceEventRuleProps): RulePlan {
  requireRuleOptions(rule, props, SERVICE_EVENT_OPTIONS);
  const { service, detailTypes, resources = [], resourceArns, allowUnknown } = props;
  requireGiven(rule, 'service', service, SERVICE);
  const usual = service._defaultPattern;
  const named = requireKinds(rule, service, detailTypes, allowUnknown ?? false);
  const about = filterBy(rule, props, named);
  const kinds = named ?? about?.detailTypes;
  const ownDetail = kinds && service._viaCloudTrail ? undefined : usual.detail;
  const filter = detailPattern(props);
  const pattern: ServicePattern = {
    ...usual,
    'detail-type': kinds ?? usual['detail-type'],
    'resources': about?.resources ?? (resourceArns && requireArns(resourceArns, allowUnknown ?? false)),
    'detail': mergeDetail(mergeDetail(ownDetail, about?.detail), filter),
  };
  const wanted = kinds ?? service._usualDetailTypes;
  const needs = Token.isUnresolved(wanted) ? [] : meetPrerequisites(rule, {
    service, detailTypes: wanted, resources, enabled: props.enabled ?? true,
  });
  const names = !Token.isUnresolved(kinds) && kinds?.every((kind) => !Token.isUnresolved(kind)) ? kinds : undefined;
  return {
    pattern: withoutUndefined(pattern),
    subject: names ? `${service.serviceName} (${names.join(', ')})` : `${service.serviceName} (all events)`,
    needs,
    promise: names ? promiseOfEvents(service, names)
      : service._viaCloudTrail ? { deliveryType: service.deliveryType } : promiseOfAll(service),
    viaCloudTrail: namesCloudTrail(pattern['detail-type']),
    everyKind: named !== undefined,
    intents: [
      ...kinds || !service._viaCloudTrail ? [] : [ALL_OPERATIONS],
      ...newerThan(service, allowUnknown),
    ],
  };
}

function filterBy(rule: IConstruct, props: ServiceEventRuleProps, detailTypes: string[] | undefined,
): ResourceFilter | undefined {
  const { resources } = props;
  if (!resources) {
    return undefined;
  }
  if (resources.length === 0) {
    throw new Error(`resources of rule '${rule.node.path}' is an empty list, which matches no event: give at least one resource, or leave it out.`);
  }
  const about = filterOnResources(rule, props.service, detailTypes, resources);
  // A bus of the user's may receive events from elsewhere.
  if (!props.eventBus) {
    requireSameEnvironment(rule, resources);
  }
  if (about.resources && props.resourceArns) {
    throw new Error(`Rule '${rule.node.path}' has both resources and resourceArns, and such events name the resource in the field of resourceArns: leave resourceArns out.`);
  }
  return about;
}

function requireKinds(rule: IConstruct, service: AwsService, detailTypes: string[] | undefined, allowUnknown: boolean): string[] | undefined {
  if (!detailTypes) {
    return undefined;
  }
  if (detailTypes.length === 0) {
    throw new Error(`detailTypes of rule '${rule.node.path}' is an empty list, which matches no event: name at least one of the events of ${service.serviceName}, or leave detailTypes out for all of them.`);
  }
  const named = Token.isUnresolved(detailTypes) ? [] : detailTypes.filter((detailType) => !Token.isUnresolved(detailType));
  const wrong = allowUnknown ? undefined : service._checkDetailTypes(named);
  if (wrong) {
    throw new Error(`Rule '${rule.node.path}' can never match: ${explain(wrong)} ${NEWER_EVENT}`);
  }
  return detailTypes;
}

function promiseOfAll(service: AwsService) {
  return { ...promiseOfEvents(service, service.detailTypes), deliveryType: service.deliveryType };
}

function withoutUndefined(pattern: ServicePattern): ServicePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}
