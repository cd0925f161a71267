import { documentationUrl } from './documentation-url';
import { PageField, SchemaWords } from './schema-words';
import { weakest } from '../../../src/catalog/delivery-promise';
import { DeliveryType } from '../../../src/catalog/delivery-type';
import { eventClassName, eventConstants } from '../../../src/catalog/event-constants';
import { Catalog, CatalogEntry } from '../catalog';
import { promiseOfEvent, statementsOn } from '../event-promise';
import { readJsonFacts, readJsonLinesFacts } from '../facts';
import { OperationsByModel, operationsByModel } from '../operations-step';

/** A service, or a narrow view of one, as the pages on the catalogue show it. */
export interface PageService {
  readonly id: string;
  readonly constant: string;
  readonly name: string;
  readonly source: string;
  readonly channel: Channel;
  /** The class of constants that names its events. */
  readonly eventClass?: string;
  readonly promise: Promised;
  readonly events: PageEvent[];
  /** What the documents say, where they differ. */
  readonly differing?: PageStatement[];
  readonly prerequisites?: PagePrerequisite[];
  readonly regions?: PageRegion[];
  readonly url: string;
  /** Constant of the whole service, for a narrow view of it. */
  readonly viewOf?: string;
  /** Under which CloudTrail records the calls of its API. */
  readonly eventSource?: string;
  /** The operations of its API, a space between two. */
  readonly operations?: string;
}

export type Channel = 'native' | 'cloudtrail';
export type Promised = 'guaranteed' | 'best effort' | 'not stated';

export interface PageEvent {
  readonly name: string;
  readonly constant: string;
  readonly promise: Promised;
  readonly fields?: PageField[];
}

export interface PageStatement {
  readonly document: string;
  readonly says: string;
  readonly events?: string[];
}

export interface PagePrerequisite {
  /** None for all events of the service. */
  readonly events?: string[];
  readonly text: string;
  /** Somebody has to switch something on. */
  readonly needed: boolean;
  readonly cloudFormation?: string;
  readonly resourceIn: string;
  readonly surprises: string[];
  readonly documented: boolean;
  readonly url?: string;
}

export interface PageRegion {
  readonly partition: string;
  readonly channel: Channel;
  readonly regions: string[];
  readonly about: string;
  readonly documented: boolean;
  readonly url?: string;
}

/** What must be on for events, named as in `../prerequisites.ts`. */
interface NeedFact {
  readonly source: string;
  readonly of: string;
  /** Nobody has to switch it on: it is on by default, or a matter of what the resource is. */
  readonly quiet?: boolean;
}

interface PrerequisiteFact {
  readonly source: string;
  readonly detailTypes: string[] | 'all';
  readonly prerequisite: string;
  readonly cloudFormation: string | null;
  readonly resourceIn: string;
  readonly surprises: string[];
  readonly certainty: string;
  readonly page: string;
}

interface RegionFact {
  readonly source: string | null;
  readonly channel: Channel;
  readonly partition: string;
  readonly regions: string[];
  readonly detail: string;
  readonly certainty: string;
  readonly page: string;
}

const REFERENCE_PAGE = 'https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-';
const WORDS: Record<DeliveryType, Promised> = {
  [DeliveryType.GUARANTEED]: 'guaranteed',
  [DeliveryType.BEST_EFFORT]: 'best effort',
  [DeliveryType.UNSPECIFIED]: 'not stated',
};

/** Everything that the pages show, sorted by name. */
export function pageServices(catalog: Catalog, schemas: SchemaWords): PageService[] {
  const operations = operationsByModel();
  const prerequisites = readJsonLinesFacts<PrerequisiteFact>('prerequisites.jsonl');
  const needs = readJsonFacts<NeedFact[]>('needs.json');
  const regions = readJsonLinesFacts<RegionFact>('regions.jsonl');
  const bySlug = new Map(catalog.services.map((entry) => [entry.slug, entry]));
  return catalog.services.map((entry) => {
    const detailTypes = Object.values(entry.events).flat();
    const isNative = !entry.throughCloudTrail && (entry.open === true || detailTypes.length > 0);
    const channel: Channel = isNative ? 'native' : 'cloudtrail';
    const ofEntry = (fact: { source: string | null }) => fact.source === entry.source;
    return {
      id: entry.slug,
      constant: entry.constant,
      name: entry.name,
      source: entry.source,
      channel,
      eventClass: detailTypes.length > 0 ? eventClassName(entry.viewOf ?? entry.slug) : undefined,
      promise: isNative ? WORDS[weakest(detailTypes.map((detailType) => promiseOfEvent(detailType, entry, catalog)))] : 'best effort',
      events: [...eventConstants(detailTypes)].map(([name, constant]) => pageEvent({ name, constant }, entry, catalog, schemas)),
      differing: differingStatements(entry, catalog),
      prerequisites: nonEmpty(prerequisites.filter(ofEntry).flatMap((fact) => prerequisite(fact, needs, entry, detailTypes))),
      regions: nonEmpty(regions.filter(ofEntry).filter((fact) => isNative || fact.channel === 'cloudtrail').map(region)),
      url: entry.url ?? `${REFERENCE_PAGE}${entry.viewOf ?? entry.slug}.html`,
      viewOf: entry.viewOf && bySlug.get(entry.viewOf)!.constant,
      ...entry.viewOf ? {} : callsOf(entry, operations),
    };
  }).sort((one, other) => one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1));
}

function pageEvent(constant: { name: string; constant: string }, entry: CatalogEntry, catalog: Catalog, schemas: SchemaWords): PageEvent {
  return { ...constant, promise: WORDS[promiseOfEvent(constant.name, entry, catalog)], fields: schemas.pageFieldsOf(entry.source, constant.name) };
}

function callsOf({ slug, calls }: CatalogEntry, { bySource, ofServices, models }: OperationsByModel): Pick<PageService, 'eventSource' | 'operations'> {
  const names = new Set(ofServices[slug] ?? calls?.eventSources.flatMap((eventSource) => bySource[eventSource] ?? []));
  const operations = new Set(models.filter(({ service }) => names.has(service)).flatMap((model) => model.operations.split(' ')));
  return { eventSource: calls?.eventSources[0], operations: operations.size > 0 ? [...operations].join(' ') : undefined };
}

function differingStatements(entry: CatalogEntry, catalog: Catalog): PageStatement[] | undefined {
  const own = new Set(Object.values(entry.events).flat());
  const statements = statementsOn(entry, catalog)
    .filter(({ detailTypes }) => !detailTypes || detailTypes.some((detailType) => own.has(detailType)));
  const differs = [...own].some((detailType) => {
    const said = statements.filter(({ detailTypes }) => detailTypes?.includes(detailType) ?? true).map(({ statement }) => plainly(statement));
    return new Set(said).size > 1;
  });
  return differs ? statements.map(({ document, statement, detailTypes }) => ({
    document, says: plainly(statement), events: detailTypes && detailTypes.length < own.size ? detailTypes : undefined,
  })) : undefined;
}

/** The documents' words for one and the same promise. */
function plainly(statement: string): string {
  return statement.toLowerCase().replace('-', ' ').replace('durable', 'guaranteed') || 'nothing';
}

function firstOf({ detailTypes }: PrerequisiteFact): string {
  return detailTypes === 'all' ? detailTypes : detailTypes[0];
}

function prerequisite(fact: PrerequisiteFact, needs: NeedFact[], entry: CatalogEntry, detailTypes: string[]): PagePrerequisite[] {
  const events = fact.detailTypes === 'all' ? undefined : fact.detailTypes.filter((detailType) => detailTypes.includes(detailType));
  if (events?.length === 0 || entry.throughCloudTrail) {
    return [];
  }
  return [{
    events,
    text: fact.prerequisite,
    needed: needs.some(({ source, of, quiet }) => !quiet && source === fact.source && of === firstOf(fact)),
    cloudFormation: fact.cloudFormation ?? undefined,
    resourceIn: fact.resourceIn,
    surprises: fact.surprises,
    documented: fact.certainty === 'documented',
    url: documentationUrl(fact.page),
  }];
}

function region(fact: RegionFact): PageRegion {
  return {
    partition: fact.partition,
    channel: fact.channel,
    regions: fact.regions,
    about: fact.detail,
    documented: fact.certainty === 'documented',
    url: documentationUrl(fact.page),
  };
}

function nonEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}
