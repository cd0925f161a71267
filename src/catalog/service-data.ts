import { dataTable } from './data-tables';

/**
 * A service in `data/services.json`. Short names keep the file, which every app loads, small.
 */
export interface ServiceData {
  /** Name of the constant. */
  readonly c: string;
  /** Product name, or the source document's row. */
  readonly n: string;
  readonly source: string;
  /** Sources with which a document shows the same events. */
  readonly otherSources?: string[];
  /** Native events by what the events reference says of their delivery; under '' those it does not have. */
  readonly events: Record<string, string[]>;
  /** How API calls of the service are recorded. */
  readonly calls?: ApiCallsData;
  /** Page on the service's events, where it is not the one of the events reference. */
  readonly url?: string;
  /** The list of events is known to be incomplete. */
  readonly open?: boolean;
  /** What rests on a conclusion instead of a document. */
  readonly inferred?: string;
  /** Slug of the whole service, for an entry that is a narrow view of it. */
  readonly viewOf?: string;
  /** What a view matches that arrives through CloudTrail. */
  readonly throughCloudTrail?: CataloguePattern;
  /** What else the events of a view have in common. */
  readonly detail?: Record<string, any>;
}

/** An event pattern as EventBridge spells it. */
export interface CataloguePattern {
  readonly 'source': any[];
  readonly 'detail-type': any[];
  readonly 'detail'?: Record<string, any>;
}

export interface ApiCallsData {
  readonly sources: string[];
  readonly eventSources: string[];
  readonly discriminator?: Record<string, any>;
}

/** What the source document said of a service, or of some of its events. */
export interface RowData {
  readonly row: string;
  readonly service: string;
  readonly detailTypes?: string[];
  readonly said: string;
  readonly url?: string;
}

/** What a page of a service's own guide says of the delivery of some of its events. */
export interface GuideData {
  readonly service: string;
  readonly detailTypes: string[];
  readonly said: string;
  readonly url: string;
}

export interface CatalogData {
  readonly services: Record<string, ServiceData>;
  readonly rows: RowData[];
  readonly guides: GuideData[];
  /** Names that could mean several services, normalized, and the one they mean. */
  readonly names: Record<string, string>;
  /** Names that people use besides those of documents, normalized, and what each may mean. */
  readonly aliases: Record<string, string[]>;
  /** Rows of the source document, and the entry each of them is. */
  readonly rowNames: Record<string, string>;
  /** Seconds for which an event is useful, by source and detail-type. */
  readonly usefulLife: Record<string, Record<string, number>>;
}

/** What the catalogue knows. */
export const CATALOG: CatalogData = dataTable<CatalogData>('services')();
