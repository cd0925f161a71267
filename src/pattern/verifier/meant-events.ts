import { holdsStandIn, isStandIn } from './stand-ins';
import { AwsService } from '../../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, CLOUDTRAIL_DETAIL_TYPES, isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { schemaOf } from '../../catalog/event-schemas';
import { eventSourceOwners, knownSources, sendersOf, servicesOfSource } from '../../catalog/source-index';
import { Alternative } from '../algebra/pattern-alternatives';
import { FieldCondition } from '../matcher/field-condition';

/**
 * The events that one alternative of a pattern is about, as far as the catalogue can tell.
 */
export class MeantEvents {
  /** The sources that are named, nothing where the pattern names none or matches some by what they look like. */
  public readonly sources?: readonly string[];
  /** The detail-types that are named, nothing where the pattern names none or matches some by what they look like. */
  public readonly detailTypes?: readonly string[];
  /** The event sources that are named. */
  public readonly eventSources: readonly string[];
  private readonly kind?: FieldCondition;
  private servicesOnce?: readonly AwsService[];

  constructor(public readonly fields: Alternative) {
    this.kind = fields.get('detail-type');
    this.sources = onlyTexts(fields.get('source'));
    this.detailTypes = onlyTexts(this.kind);
    this.eventSources = textsAmong(fields.get('detail.eventSource'));
  }

  /** The services whose events can match; none where they cannot be told. */
  public get services(): readonly AwsService[] {
    return this.servicesOnce ??= this.findServices(this.fields.get('source'));
  }

  /** Whether events of this kind can match. */
  public takesKind(detailType: string): boolean {
    return this.kind === undefined || this.kind.holds(detailType);
  }

  /** Whether all events that match are API calls. */
  public get areCalls(): boolean {
    if (this.kind) {
      return this.takesKind(API_CALL_VIA_CLOUDTRAIL) && this.onlyTakes((kind) => kind === API_CALL_VIA_CLOUDTRAIL);
    }
    return this.eventSources.length > 0 || (this.services.length > 0 && this.services.every((service) => !service.emitsEvents
      || (this.fields.has('detail.eventName') && !hasEventName(service))));
  }

  /** Whether all events that match arrive through CloudTrail. */
  public get areRecorded(): boolean {
    return this.kind ? this.onlyTakes(isViaCloudTrail) : this.areCalls;
  }

  private onlyTakes(isOf: (detailType: string) => boolean): boolean {
    return this.kind!.items.every((item) => (typeof item === 'string' ? isOf(item) && !isStandIn(item) : isOf(suffixOf(item))));
  }

  private findServices(source: FieldCondition | undefined): AwsService[] {
    if (this.sources) {
      return this.sources.flatMap(servicesOfSource);
    }
    const owners = this.eventSources.flatMap(eventSourceOwners);
    const senders = owners.length > 0 ? owners : (this.detailTypes ?? []).filter((kind) => !isViaCloudTrail(kind)).flatMap(sendersOf);
    const isOpen = source === undefined || source.items.some(isStandIn);
    if (isOpen || senders.length > 0) {
      return distinct(senders.filter((service) => isOpen || service._sources.some((name) => source.holds(name))));
    }
    const matched = knownSources().filter((name) => source.holds(name));
    // What begins like every source names none.
    return matched.length <= MOST_SOURCES ? distinct(matched.flatMap(servicesOfSource)) : [];
  }
}

const MOST_SOURCES = 5;

const WITH_EVENT_NAME = new WeakMap<AwsService, boolean>();

/** Whether events of the service's own have the field in which records of CloudTrail have the operation. */
function hasEventName(service: AwsService): boolean {
  let has = WITH_EVENT_NAME.get(service);
  if (has === undefined) {
    has = service.detailTypes.some((kind) => schemaOf(service.source, kind)?.fields.some(({ name }) => name === 'eventName') === true);
    WITH_EVENT_NAME.set(service, has);
  }
  return has;
}

/** The detail-types with which a service's events can arrive. */
export function kindsOf(service: AwsService): string[] {
  return [...service.detailTypes, ...service._apiCallPattern ? CLOUDTRAIL_DETAIL_TYPES : []];
}

/** The texts of a field, of which nothing else is wanted. */
function onlyTexts(condition: FieldCondition | undefined): string[] | undefined {
  return condition?.items.every((item): item is string => typeof item === 'string' && !isStandIn(item)) ? [...condition.items] as string[] : undefined;
}

/** The texts of a field, whatever else is wanted of it. */
export function textsAmong(condition: FieldCondition | undefined): string[] {
  return (condition?.items ?? []).filter((item): item is string => typeof item === 'string' && !isStandIn(item));
}

/** The matchers of a field that are known. */
export function matchersAmong(condition: FieldCondition | undefined): Record<string, any>[] {
  return (condition?.items ?? []).filter((item): item is Record<string, any> => typeof item === 'object' && item !== null && !holdsStandIn(item));
}

function suffixOf(item: unknown): string {
  const { suffix } = (item ?? {}) as Record<string, unknown>;
  return typeof suffix === 'string' ? suffix : '';
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)];
}
