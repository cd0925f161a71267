import { Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct, IConstruct } from 'constructs';
import { namesCloudTrail, promiseOfEvents, promiseOfPattern } from './event-promises';
import { requireRightFilter } from './filter-check';
import { AwsService } from '../../catalog/aws-service';
import { explain } from '../../catalog/problem';
import { liftValues, requireValues } from '../../pattern/algebra/lift-values';
import { ALL_OPERATIONS, newerThanCatalogue } from '../intent';
import { meetPrerequisites } from './prerequisites';
import { mergeDetail } from '../../pattern/algebra/merge-detail';
import { ServicePattern, fromEventPattern } from '../../pattern/algebra/service-pattern';
import type * as ReadOnlyPattern from '../recorded-events/read-only-pattern';
import { requireService } from '../required-service';
import type * as ResourceFilters from './resource-filter';
import { RulePlan } from '../rule-plan';
import { ServiceEventSelection } from './service-event-selection';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';

const NEWER_EVENT = 'An event newer than the catalogue is accepted with allowUnknown: true.';

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
   * A rule on a pattern that was made elsewhere, with the same care for what it matches.
   *
   * @param scope the scope of the rule
   * @param id the id of the rule
   * @param eventPattern the pattern
   * @param options how the matched events are delivered
   */
  public static forPattern(
    scope: Construct, id: string, eventPattern: events.EventPattern, options: ServiceRuleOptions = {},
  ): ServiceEventRule {
    return new PatternRule(scope, id, { ...options, eventPattern } as unknown as ServiceEventRuleProps);
  }

  /**
   * @throws when the service does not send one of the events, the filter can never match, the events do not name the resource,
   * or an option is outside what EventBridge accepts
   */
  constructor(scope: Construct, id: string, props: ServiceEventRuleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    const { service, detailTypes, detail, resources, allowUnknown } = options as ServiceEventRuleProps;
    requireService(service, this);
    const usual = service._defaultPattern;
    const named = this.requireKinds(service, detailTypes, allowUnknown ?? false);
    const about = this.filterOnResources(options as ServiceEventRuleProps, named);
    const kinds = named ?? about?.detailTypes;
    const ownDetail = kinds && service._viaCloudTrail ? undefined : usual.detail;
    const filter = detail && liftValues(detail);
    if (filter && !allowUnknown) {
      requireRightFilter(this, service, filter, kinds ?? service._usualDetailTypes, named !== undefined);
    }
    const pattern: ServicePattern = {
      ...usual,
      'detail-type': kinds ?? usual['detail-type'],
      'resources': about?.resources ?? (resources && requireValues(resources, 'resources')),
      'detail': mergeDetail(mergeDetail(ownDetail, about?.detail), filter),
    };
    const wanted = kinds ?? service._usualDetailTypes;
    const needs = Token.isUnresolved(wanted) ? [] : meetPrerequisites(this, {
      service, detailTypes: wanted, resources: resourcesOf(options as ServiceEventRuleProps), enabled: options.enabled ?? true,
    });
    const names = kinds?.every((kind) => !Token.isUnresolved(kind)) ? kinds : undefined;
    return {
      pattern: withoutUndefined(pattern),
      subject: names ? `${service.serviceName} (${names.join(', ')})` : `${service.serviceName} (all events)`,
      needs,
      promise: names ? promiseOfEvents(service, names)
        : service._viaCloudTrail ? { deliveryType: service.deliveryType } : promiseOfAll(service),
      viaCloudTrail: namesCloudTrail(pattern['detail-type']),
      intents: [
        ...kinds || !service._viaCloudTrail ? [] : [ALL_OPERATIONS],
        ...service._isCustom ? newerThanCatalogue('The service was made with AwsService.custom.') : [],
        ...allowUnknown ? newerThanCatalogue('The rule was made with allowUnknown.') : [],
      ],
    };
  }

  private filterOnResources(
    props: ServiceEventRuleProps, detailTypes: string[] | undefined,
  ): ResourceFilters.ResourceFilter | undefined {
    if (props.resourcesIn?.length === 0) {
      throw new Error(`resourcesIn of rule '${this.node.path}' is an empty list, which matches no event: give at least one resource, or leave it out.`);
    }
    const all = resourcesOf(props);
    if (all.length === 0) {
      return undefined;
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { filterOnResources, requireSameEnvironment } = require('./resource-filter') as typeof ResourceFilters;
    const about = filterOnResources(this, props.service, detailTypes, all);
    // A bus of the user's may receive events from elsewhere.
    if (!props.eventBus) {
      requireSameEnvironment(this, all);
    }
    if (about.resources && props.resources) {
      throw new Error(`Rule '${this.node.path}' has both resource and resources, and such events name the resource in resources: leave resources out.`);
    }
    return about;
  }

  private requireKinds(service: AwsService, detailTypes: string[] | undefined, allowUnknown: boolean): string[] | undefined {
    if (!detailTypes) {
      return undefined;
    }
    if (!Array.isArray(detailTypes)) {
      throw new Error(`detailTypes of rule '${this.node.path}' is ${JSON.stringify(detailTypes)}: it must be a list, such as [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION].`);
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

/** A rule whose pattern is given instead of planned. */
class PatternRule extends ServiceEventRule {
  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    const pattern = fromEventPattern((options as unknown as { eventPattern: events.EventPattern }).eventPattern);
    if (Object.keys(pattern).length === 0) {
      throw new Error(`The event pattern of rule '${this.node.path}' is empty: give at least a source.`);
    }
    const resolved = this.stack.resolve(pattern) as ServicePattern;
    const viaCloudTrail = namesCloudTrail(resolved['detail-type']);
    const named = [...resolved.source ?? [], ...resolved['detail-type'] ?? []].filter((name) => typeof name === 'string');
    return {
      pattern: pattern,
      subject: named.length > 0 ? named.join(', ') : 'an event pattern',
      promise: promiseOfPattern(resolved),
      viaCloudTrail,
      readOnlyCalls: viaCloudTrail && namesReadOnlyCalls(resolved),
    };
  }
}

function resourcesOf({ resource, resourcesIn = [] }: ServiceEventRuleProps): IConstruct[] {
  return resource ? [resource, ...resourcesIn] : resourcesIn;
}

/** What is known of read-only calls is loaded when a pattern is on events that arrive through CloudTrail. */
function namesReadOnlyCalls(pattern: ServicePattern): boolean {
  return (require('../recorded-events/read-only-pattern') as typeof ReadOnlyPattern).namesReadOnlyCalls(pattern); // eslint-disable-line @typescript-eslint/no-require-imports
}

function promiseOfAll(service: AwsService) {
  return { ...promiseOfEvents(service, service.detailTypes), deliveryType: service.deliveryType };
}

function withoutUndefined(pattern: ServicePattern): ServicePattern {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined));
}
