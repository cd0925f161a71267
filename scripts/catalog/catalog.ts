import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { aliases } from './aliases';
import { readJsonFacts, readJsonLinesFacts } from './facts';
import { guideEvents } from './guide-events';
import { ModelledService, Models } from './modelled-services';
import { sourceDocumentRows } from './source-document';
import { constantName } from '../../src/catalog/event-constants';
import { normalize } from '../../src/catalog/normalized-name';

interface ReferenceService {
  readonly slug: string;
  readonly service: string;
  readonly source: string;
  readonly cloudTrailEventSource: string | null;
  readonly direct: { delivery: string; detailTypes: string[] }[];
  readonly cloudTrail: boolean;
}

interface Addition {
  readonly slug: string;
  readonly service: string;
  readonly cloudTrail: boolean;
  readonly open?: boolean;
  readonly detailTypes?: string[];
  readonly url?: string;
  readonly inferred?: string;
  readonly otherSources?: string[];
}

interface Correction {
  readonly slug: string;
  readonly detailTypes?: string[];
  readonly apiCallsOf?: string;
  readonly cloudTrailEventSources?: string[];
  readonly cloudTrailSources?: string[];
  readonly discriminator?: Record<string, unknown>;
  readonly inferred?: string;
}

interface SettledName {
  readonly name: string;
  readonly service: string;
}

interface ThroughCloudTrail {
  readonly 'source': unknown[];
  readonly 'detail-type': unknown[];
}

interface RowMeaning {
  readonly row: string;
  readonly service: string;
  readonly constant?: string;
  readonly detailTypes?: string[];
  readonly throughCloudTrail?: ThroughCloudTrail;
  readonly detail?: Record<string, unknown>;
}

interface ApiCalls {
  readonly sources: string[];
  readonly eventSources: string[];
  readonly discriminator?: Record<string, unknown>;
}

/** A service as the catalogue knows it, with the fields of `src/catalog/service-data.ts`. */
export interface CatalogEntry {
  slug: string;
  constant: string;
  name: string;
  source: string;
  /** Sources with which a document shows the same events. */
  otherSources?: string[];
  /** Native events, by what the events reference says of their delivery; under '' those it does not have. */
  events: Record<string, string[]>;
  /** How API calls of the service are recorded. */
  calls?: ApiCalls;
  url?: string;
  open?: true;
  inferred?: string;
  /** A narrow view of the service with this slug. */
  viewOf?: string;
  /** What a view matches that arrives through CloudTrail. */
  throughCloudTrail?: ThroughCloudTrail;
  /** What else the events of a view have in common. */
  detail?: Record<string, unknown>;
}

/** What the source document said of a service's events. */
export interface RowStatement {
  row: string;
  service: string;
  detailTypes?: string[];
  said: string;
  url?: string;
}

/** What a page of a service's guide says of the delivery of some events. */
export interface GuideStatement {
  service: string;
  detailTypes: string[];
  said: string;
  url: string;
}

export interface Catalog {
  readonly services: CatalogEntry[];
  readonly rows: RowStatement[];
  readonly guides: GuideStatement[];
  readonly names: Record<string, string>;
  readonly aliases: Record<string, string[]>;
  readonly rowNames: Record<string, string>;
  readonly usefulLife: Record<string, Record<string, number>>;
  /** The services that are known by a model of their API alone. */
  readonly modelledSlugs: Set<string>;
}

const CLOUDTRAIL_SUFFIX = ' via CloudTrail';

/** Puts the documents together. */
export function buildCatalog(): Catalog {
  const reference = readJsonLinesFacts<ReferenceService>('eventbridge-services.jsonl');
  const corrections = new Map(readJsonFacts<Correction[]>('corrections.json').map((row) => [row.slug, row]));
  const entries = new Map<string, CatalogEntry>();
  for (const service of reference) {
    entries.set(service.slug, fromReference(service, corrections.get(service.slug)));
  }
  for (const addition of readJsonFacts<Addition[]>('additions.json')) {
    if (entries.has(addition.slug)) {
      throw new Error(`additions.json names ${addition.slug}, which the events reference has too`);
    }
    entries.set(addition.slug, fromAddition(addition));
  }
  addSchemas(entries);
  for (const { slug, apiCallsOf } of corrections.values()) {
    if (apiCallsOf) {
      const entry = entries.get(slug)!;
      entry.calls = joinCalls(entries.get(apiCallsOf)!.calls!, entry.calls);
    }
  }
  const modelledSlugs = addModelled(entries);
  addGuides(entries);
  const meanings = readJsonFacts<RowMeaning[]>('source-document-rows.json');
  const rows = rowStatements(meanings);
  addViews(entries, meanings, rows);
  return {
    services: [...entries.values()].sort((one, other) => (one.slug < other.slug ? -1 : 1)),
    rows,
    guides: guideStatements(entries),
    names: Object.fromEntries(readJsonFacts<SettledName[]>('names.json').map(({ name, service }) => [normalize(name), service])),
    aliases: aliases([...entries.values()]),
    rowNames: Object.fromEntries(meanings.map((row) => [row.row, row.constant ? viewSlug(row) : row.service])),
    usefulLife: usefulLife(),
    modelledSlugs,
  };
}

function fromReference(service: ReferenceService, correction?: Correction): CatalogEntry {
  const eventSources = correction?.cloudTrailEventSources ?? (service.cloudTrailEventSource ? [service.cloudTrailEventSource] : []);
  const events: Record<string, string[]> = {};
  for (const { delivery, detailTypes } of service.direct) {
    const kept = correction?.detailTypes ? detailTypes.filter((detailType) => correction.detailTypes!.includes(detailType)) : detailTypes;
    if (kept.length > 0) {
      events[delivery] = kept;
    }
  }
  return {
    slug: service.slug,
    constant: constantName(service.slug),
    name: service.service,
    source: service.source,
    events,
    calls: eventSources.length > 0
      ? { sources: correction?.cloudTrailSources ?? [service.source], eventSources, discriminator: correction?.discriminator }
      : undefined,
    inferred: correction?.inferred,
  };
}

function fromAddition({ slug, service, cloudTrail, detailTypes, url, open, inferred, otherSources }: Addition): CatalogEntry {
  return {
    slug,
    constant: constantName(slug),
    name: service,
    source: `aws.${slug}`,
    otherSources,
    events: detailTypes ? { '': detailTypes } : {},
    calls: cloudTrail ? { sources: [`aws.${slug}`], eventSources: [`${slug}.amazonaws.com`] } : undefined,
    url,
    open: open || undefined,
    inferred,
  };
}

/** The schemas know a few events that the events reference lacks. */
function addSchemas(entries: Map<string, CatalogEntry>): void {
  const bySource = new Map([...entries.values()].map((entry) => [entry.source, entry]));
  for (const { source, detailType } of loadAwsServiceSpecSync().all('event')) {
    const entry = bySource.get(source);
    if (!entry) {
      throw new Error(`The schemas have the source ${source}, which the catalogue lacks: add it to additions.json.`);
    }
    if (!detailType.endsWith(CLOUDTRAIL_SUFFIX) && !Object.values(entry.events).flat().includes(detailType)) {
      (entry.events[''] ??= []).push(detailType);
    }
  }
}

/** The services' own guides know events that the events reference lacks. */
function addGuides(entries: Map<string, CatalogEntry>): void {
  for (const { source, detailType, page } of guideEvents()) {
    const entry = entryOf(source, entries);
    if (Object.keys(entry.events).length === 0) {
      entry.url ??= page;
    }
    if (!Object.values(entry.events).flat().includes(detailType)) {
      (entry.events[''] ??= []).push(detailType);
    }
  }
}

function guideStatements(entries: Map<string, CatalogEntry>): GuideStatement[] {
  const statements = new Map<string, GuideStatement>();
  for (const { source, detailType, page: url, delivery: said } of guideEvents()) {
    if (said) {
      const key = `${source} ${said} ${url}`;
      const statement = statements.get(key) ?? { service: entryOf(source, entries).slug, detailTypes: [], said, url };
      statements.set(key, { ...statement, detailTypes: [...new Set([...statement.detailTypes, detailType])] });
    }
  }
  return [...statements.values()];
}

/** The service that sends events with a source. */
function entryOf(source: string, entries: Map<string, CatalogEntry>): CatalogEntry {
  const entry = [...entries.values()].find((candidate) => candidate.source === source && !candidate.viewOf);
  if (!entry) {
    throw new Error(`guide-events.jsonl has the source ${source}, which the catalogue lacks: add it to additions.json.`);
  }
  return entry;
}

/** Services that have an API and no page in the events reference. One whose page names no CloudTrail stays without. */
function addModelled(entries: Map<string, CatalogEntry>): Set<string> {
  const eventSources = new Set([...entries.values()].flatMap(({ calls }) => calls?.eventSources ?? []));
  const added = new Models(eventSources).additions.filter(({ slug }) => !entries.has(slug));
  added.forEach((service) => entries.set(service.slug, fromModel(service)));
  return new Set(added.map(({ slug }) => slug));
}

function fromModel({ slug, name, eventSources, inferred }: ModelledService): CatalogEntry {
  return {
    slug,
    constant: constantName(slug),
    name,
    source: `aws.${slug}`,
    events: {},
    calls: { sources: eventSources.map((eventSource) => `aws.${eventSource.replace(/\.amazonaws\.com$/, '')}`), eventSources },
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html',
    inferred: inferred ? 'CloudTrail event source from the model of the API' : undefined,
  };
}

/** What the events reference prints may be template text; matching it too costs nothing. */
function joinCalls(calls: ApiCalls, own: ApiCalls | undefined): ApiCalls {
  return {
    ...calls,
    sources: [...new Set([...calls.sources, ...own?.sources ?? []])],
    eventSources: [...new Set([...calls.eventSources, ...own?.eventSources ?? []])],
  };
}

function rowStatements(meanings: RowMeaning[]): RowStatement[] {
  const byRow = new Map(meanings.map((meaning) => [meaning.row, meaning]));
  return sourceDocumentRows().map(({ name, url, said }) => {
    const meaning = byRow.get(name);
    if (!meaning) {
      throw new Error(`source-document-rows.json does not say what the row "${name}" means.`);
    }
    return { row: name, service: meaning.service, detailTypes: meaning.detailTypes, said, url };
  });
}

function addViews(entries: Map<string, CatalogEntry>, meanings: RowMeaning[], rows: RowStatement[]): void {
  for (const meaning of meanings) {
    if (!meaning.constant) {
      continue;
    }
    const whole = entries.get(meaning.service)!;
    const events: Record<string, string[]> = {};
    for (const [delivery, detailTypes] of Object.entries(whole.events)) {
      const seen = detailTypes.filter((detailType) => meaning.detailTypes?.includes(detailType));
      if (seen.length > 0) {
        events[delivery] = seen;
      }
    }
    const missing = meaning.detailTypes?.filter((detailType) => !Object.values(events).flat().includes(detailType)) ?? [];
    if (missing.length > 0) {
      throw new Error(`Row "${meaning.row}" means events that ${whole.source} does not have: ${missing.join(', ')}`);
    }
    const slug = viewSlug(meaning);
    entries.set(slug, {
      slug,
      constant: meaning.constant,
      name: meaning.row,
      source: whole.source,
      events,
      calls: meaning.throughCloudTrail ? whole.calls : undefined,
      url: rows.find(({ row }) => row === meaning.row)!.url,
      viewOf: whole.slug,
      throughCloudTrail: meaning.throughCloudTrail,
      detail: meaning.detail,
    });
  }
}

function usefulLife(): Catalog['usefulLife'] {
  const lives: Catalog['usefulLife'] = {};
  for (const { source, detailType, seconds } of readJsonFacts<{ source: string; detailType: string; seconds: number }[]>('useful-life.json')) {
    (lives[source] ??= {})[detailType] = seconds;
  }
  return lives;
}

function viewSlug({ constant }: RowMeaning): string {
  return constant!.toLowerCase().replace(/_/g, '-');
}
