import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { namesCloudTrail, promiseOfEvents } from './event-promises';
import { ResourceFilter, filterOnResources, requireSameEnvironment } from './resource-filter';
import { AwsService } from '../../catalog/aws-service';
import { explain } from '../../catalog/problem';
import { liftValues } from '../../pattern/algebra/lift-values';
import { ALL_OPERATIONS, newerThanCatalogue } from '../intent';
import { meetPrerequisites } from './prerequisites';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { RulePlan } from '../rule-plan';
import { requireArns } from './resource-arns';
import { ServiceEventSelection } from './service-event-selection';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';
import { SERVICE_EVENT_OPTIONS } from './service-event-kinds';
import { SERVICE } from '../../delivery/options/option-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';

export const NEWER_EVENT = 'An event newer than the catalogue is accepted with allowUnknown: true.';

/**
 * Which events of a service a rule reacts to, and how.
 */
export interface ServiceEventRuleProps extends ServiceEventSelection, ServiceRuleOptions {
}

/**
 * A rule on the events of an AWS service.
 *
 * It matches what the service really sends, and what it matches is guarded: by a dead-letter queue that the rules of the
 * stack share, by retries for as long as the events are of use, and by alarms whose urgency follows from how firmly AWS
 * promises to deliver the events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
 */
export class ServiceEventRule extends ServiceRule {
  /**
   * @throws when the service does not send one of the events, the filter can never match, the events do not name the resource,
   * or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventRuleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    requireRuleOptions(this, options, SERVICE_EVENT_OPTIONS);
    const { service, detailTypes, detail, resources = [], resourceArns, allowUnknown } = options as ServiceEventRuleProps;
    requireGiven(this, 'service', service, SERVICE);
    const usual = service._defaultPattern;
    const named = this.requireKinds(service, detailTypes, allowUnknown ?? false);
    const about = this.filterOnResources(options as ServiceEventRuleProps, named);
    const kinds = named ?? about?.detailTypes;
    const ownDetail = kinds && service._viaCloudTrail ? undefined : usual.detail;
    const filter = detail && liftValues(detail);
    const pattern: ServicePattern = {
      ...usual,
      'detail-type': kinds ?? usual['detail-type'],
      'resources': about?.resources ?? (resourceArns && requireArns(resourceArns, allowUnknown ?? false)),
      'detail': mergeDetail(mergeDetail(ownDetail, about?.detail), filter),
    };
    const wanted = kinds ?? service._usualDetailTypes;
    const needs = Token.isUnresolved(wanted) ? [] : meetPrerequisites(this, {
      service, detailTypes: wanted, resources, enabled: options.enabled ?? true,
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
        ...service._isCustom ? newerThanCatalogue('The service was made with AwsService.custom.') : [],
        ...allowUnknown ? newerThanCatalogue('The rule was made with allowUnknown.') : [],
      ],
    };
  }

  private filterOnResources(
    props: ServiceEventRuleProps, detailTypes: string[] | undefined,
  ): ResourceFilter | undefined {
    const { resources } = props;
    if (!resources) {
      return undefined;
    }
    if (resources.length === 0) {
      throw new Error(`resources of rule '${this.node.path}' is an empty list, which matches no event: give at least one resource, or leave it out.`);
    }
    const about = filterOnResources(this, props.service, detailTypes, resources);
    // A bus of the user's may receive events from elsewhere.
    if (!props.eventBus) {
      requireSameEnvironment(this, resources);
    }
    if (about.resources && props.resourceArns) {
      throw new Error(`Rule '${this.node.path}' has both resources and resourceArns, and such events name the resource in the field of resourceArns: leave resourceArns out.`);
    }
    return about;
  }

  private requireKinds(service: AwsService, detailTypes: string[] | undefined, allowUnknown: boolean): string[] | undefined {
    if (!detailTypes) {
      return undefined;
    }
    if (detailTypes.length === 0) {
      throw new Error(`detailTypes of rule '${this.node.path}' is an empty list, which matches no event: name at least one of the events of ${service.serviceName}, or leave detailTypes out for all of them.`);
    }
    const named = Token.isUnresolved(detailTypes) ? [] : detailTypes.filter((detailType) => !Token.isUnresolved(detailType));
    const wrong = allowUnknown ? undefined : service._checkDetailTypes(named);
    if (wrong) {
      throw new Error(`Rule '${this.node.path}' can never match: ${explain(wrong)} ${NEWER_EVENT}`);
    }
    return detailTypes;
  }
}

function promiseOfAll(service: AwsService) {
  return { ...promiseOfEvents(service, service.detailTypes), deliveryType: service.deliveryType };
}

function withoutUndefined(pattern: ServicePattern): ServicePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}
