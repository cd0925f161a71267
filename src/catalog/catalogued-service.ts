import { API_CALL_VIA_CLOUDTRAIL, CLOUDTRAIL_DETAIL_TYPES, VIA_CLOUDTRAIL, isViaCloudTrail } from './cloudtrail-detail-types';
import { promiseOf, weakest } from './delivery-promise';
import { DeliveryStatement } from './delivery-statement';
import { DeliveryType } from './delivery-type';
import { EventSchema } from './event-schema';
import { schemaOf } from './event-schemas';
import { nearest } from './nearest';
import { Problem } from './problem';
import { regionRows } from './region-data';
import { RegionStatement, regionStatement } from './region-statement';
import { CATALOG, CataloguePattern, ServiceData } from './service-data';
import { resembles } from './spelling';

const SOURCE_DOCUMENT = 'Events from AWS services, Amazon EventBridge User Guide (2023)';
const REFERENCE = 'Amazon EventBridge Events Reference';
const GUIDE = 'The service\'s own guide';
const REFERENCE_PAGE = 'https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-';

/**
 * What there is to know about one service, or about a narrow view of its events.
 *
 * @internal
 */
export abstract class CataloguedService {
  private statementsOnce?: DeliveryStatement[];
  private dataOnce?: ServiceData;
  private knownDetailTypes?: Set<string>;

  /** @internal */
  protected constructor(public readonly _slug: string, private readonly _own?: ServiceData, private readonly _ownType?: DeliveryType) {
  }

  /**
   * The service's name, as AWS documentation writes it.
   */
  public get serviceName(): string {
    return this._data.n;
  }

  /**
   * What the `source` of the service's native events is, such as `aws.ec2`. For an entry that stands for events of many
   * services, the source is the one of the service that delivers them.
   */
  public get source(): string {
    return this._data.source;
  }

  /**
   * The `eventSource` under which CloudTrail records the service's API calls, such as `ec2.amazonaws.com`; nothing when
   * CloudTrail is not known to record any.
   */
  public get cloudTrailEventSource(): string | undefined {
    return this._data.calls?.eventSources[0];
  }

  /**
   * The detail-types of the events that the service sends to EventBridge itself.
   */
  public get detailTypes(): string[] {
    return Object.values(this._data.events).flat();
  }

  /**
   * Whether the service sends events to EventBridge itself. Where it does not, its API calls arrive through CloudTrail.
   */
  public get emitsEvents(): boolean {
    return !this._data.throughCloudTrail && (this._data.open === true || this.detailTypes.length > 0);
  }

  /**
   * How firmly the service's events are promised to reach EventBridge: of all its events, the weakest promise.
   *
   * A guarantee counts only when every document that says anything of an event gives it. All that arrives through
   * CloudTrail is best effort.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html
   */
  public get deliveryType(): DeliveryType {
    if (this._viaCloudTrail) {
      return DeliveryType.BEST_EFFORT;
    }
    return this._ownType ?? weakest(this.detailTypes.map((detailType) => this.deliveryTypeOf(detailType)));
  }

  /**
   * What the documents say of the delivery of the service's native events, also where they differ.
   */
  public get deliveryStatements(): DeliveryStatement[] {
    return this.statementsOnce ??= this.collectStatements();
  }

  /**
   * What is known of the Regions in which the service's events appear. Nothing is known of most services: their events
   * appear in the Region of what they are about.
   */
  public get regionStatements(): RegionStatement[] {
    const sources = new Set([this.source, ...this._data.calls?.sources ?? []]);
    return [...sources].flatMap(regionRows).map(regionStatement);
  }

  /**
   * The page on the service's events.
   */
  public get documentationUrl(): string | undefined {
    return this._own ? this._own.url : this._data.url ?? `${REFERENCE_PAGE}${this._data.viewOf ?? this._slug}.html`;
  }

  /**
   * How firmly events of one kind are promised to reach EventBridge.
   *
   * @param detailType the detail-type of the events
   * @returns the weakest level that a document gives
   */
  public deliveryTypeOf(detailType: string): DeliveryType {
    if (isViaCloudTrail(detailType)) {
      return DeliveryType.BEST_EFFORT;
    }
    return this._ownType ?? promiseOf(detailType, this.deliveryStatements);
  }

  /**
   * What is known about the `detail` of one kind of the service's events; nothing where no schema is known. What arrives
   * through CloudTrail has the same schema for every service.
   *
   * @param detailType the detail-type of the events
   * @returns the schema, or nothing where none is known
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema.html
   */
  public schemaOf(detailType: string): EventSchema | undefined {
    return schemaOf(this.source, detailType);
  }

  /**
   * The name of the service, for messages.
   *
   * @returns the name
   */
  public toString(): string {
    return this.serviceName;
  }

  /**
   * Whether the user made this entry: nothing is known about it but what he said.
   *
   * @internal
   */
  public get _isCustom(): boolean {
    return this._own !== undefined;
  }

  /**
   * Whether this entry is a narrow view of a service.
   *
   * @internal
   */
  public get _isView(): boolean {
    return this._data.viewOf !== undefined;
  }

  /**
   * The sources of everything that is delivered for this service: its own events, and its API calls.
   *
   * @internal
   */
  public get _sources(): string[] {
    return [...new Set([this.source, ...this._data.otherSources ?? [], ...this._data.calls?.sources ?? []])];
  }

  /**
   * The sources with which its API calls arrive.
   *
   * @internal
   */
  public get _callSources(): string[] {
    return this._data.calls?.sources ?? [];
  }

  /**
   * The event sources under which its API calls are recorded.
   *
   * @internal
   */
  public get _eventSources(): string[] {
    return this._data.calls?.eventSources ?? [];
  }

  /**
   * Whether all events of this entry arrive through CloudTrail.
   *
   * @internal
   */
  public get _viaCloudTrail(): boolean {
    return !this.emitsEvents;
  }

  /**
   * What a rule on all events of this entry matches. CloudTrail's copies of a service that sends events itself are left
   * out: they carry the same source.
   *
   * @internal
   */
  public get _defaultPattern(): CataloguePattern {
    const { source, otherSources = [], viewOf, throughCloudTrail, detail } = this._data;
    if (throughCloudTrail) {
      return throughCloudTrail;
    }
    if (viewOf) {
      return { 'source': [source], 'detail-type': this.detailTypes, ...(detail && { detail }) };
    }
    return this.emitsEvents
      ? { 'source': [source, ...otherSources], 'detail-type': [{ 'anything-but': { suffix: VIA_CLOUDTRAIL } }] }
      : this._apiCallPattern!;
  }

  /**
   * The kinds of events that a rule on all events of this entry matches.
   *
   * @internal
   */
  public get _usualDetailTypes(): string[] {
    return this._viaCloudTrail ? this._defaultPattern['detail-type'].filter((kind) => typeof kind === 'string') : this.detailTypes;
  }

  /**
   * What a rule on the API calls of this service matches; nothing when CloudTrail is not known to record any.
   *
   * @internal
   */
  public get _apiCallPattern(): CataloguePattern | undefined {
    const calls = this._data.calls ?? (this._data.viewOf ? CATALOG.services[this._data.viewOf].calls : undefined);
    return calls && {
      'source': calls.sources,
      'detail-type': [API_CALL_VIA_CLOUDTRAIL],
      'detail': { eventSource: calls.eventSources, ...calls.discriminator },
    };
  }

  /**
   * Seconds after which an event of this kind is useless.
   *
   * @internal
   */
  public _usefulLifeOf(detailType: string): number | undefined {
    return CATALOG.usefulLife[this.source]?.[detailType];
  }

  /**
   * What is wrong with the first detail-type that the service does not send, or nothing.
   *
   * @internal
   */
  public _checkDetailTypes(detailTypes: string[]): Problem | undefined {
    if (this._isCustom || this._data.open) {
      return undefined;
    }
    const known = this.knownDetailTypes ??= new Set([...this.detailTypes, ...this._cloudTrailDetailTypes]);
    const unknown = detailTypes.find((detailType) => !known.has(detailType));
    return unknown === undefined ? undefined : this.explainUnknown(unknown, known);
  }

  private get _cloudTrailDetailTypes(): string[] {
    return this._apiCallPattern || this._data.throughCloudTrail ? CLOUDTRAIL_DETAIL_TYPES : [];
  }

  private get _data(): ServiceData {
    return this.dataOnce ??= this._own ?? CATALOG.services[this._slug];
  }

  private explainUnknown(unknown: string, known: Set<string>): Problem {
    const senders = Object.values(CATALOG.services)
      .filter((service) => Object.values(service.events).some((detailTypes) => detailTypes.includes(unknown)))
      .map(({ c }) => `AwsService.${c}`);
    const whose = senders.length > 0 ? ` It is sent by ${senders.join(' and ')}.` : '';
    return {
      what: `${this.serviceName} (${this.source}) does not send events with the detail-type '${unknown}'.${whose}`,
      nearest: nearest(unknown, known),
      certain: senders.length > 0 || isViaCloudTrail(unknown) || resembles(unknown, nearest(unknown, this.detailTypes)[0]),
    };
  }

  private collectStatements(): DeliveryStatement[] {
    const { events, viewOf } = this._data;
    const slug = viewOf ?? this._slug;
    const ofRows = CATALOG.rows
      .filter(({ service }) => service === slug)
      .filter(({ detailTypes }) => !detailTypes || detailTypes.some((detailType) => this.detailTypes.includes(detailType)))
      .map(({ said, detailTypes, url }) => ({ document: SOURCE_DOCUMENT, statement: said, detailTypes, url }));
    const ofReference = Object.entries(events)
      .filter(([delivery]) => delivery !== '')
      .map(([delivery, detailTypes]) => ({
        document: REFERENCE, statement: delivery.replace('-', ' '), detailTypes, url: `${REFERENCE_PAGE}${slug}.html`,
      }));
    const ofGuides = CATALOG.guides
      .filter(({ service }) => service === slug)
      .filter(({ detailTypes }) => detailTypes.some((detailType) => this.detailTypes.includes(detailType)))
      .map(({ said, detailTypes, url }) => ({ document: GUIDE, statement: said, detailTypes, url }));
    return [...ofRows, ...ofReference, ...ofGuides];
  }
}
