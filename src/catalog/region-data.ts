import { dataTable } from './data-tables';

/**
 * A row of `data/regions.json`: in which Regions some of a source's events appear. Short names keep the file small.
 */
export interface RegionRow {
  /** The service, as the table calls it. */
  readonly n: string;
  /** Whether the row is about what arrives through CloudTrail, not about native events. */
  readonly t?: true;
  /** The partition, where it is not `aws`. */
  readonly p?: string;
  /** Names of Regions, `*` for the Region of the resource or endpoint, `$home` for one that the customer has chosen. */
  readonly r: string[];
  /** Regions in which the events do not appear although `r` has `*`; `r` then names Regions to go to instead. */
  readonly x?: string[];
  /** Which events the row is about, in words. */
  readonly d: string;
  /** How sure it is. */
  readonly c: 'documented' | 'sample-only' | 'inferred';
  /** The page that says so. */
  readonly u: string;
  /** Which events the row is about, by the fields that tell them; all of the source's without. */
  readonly pattern?: Record<string, any>;
  /** It is about some of these events only, which no field tells apart from the others. */
  readonly part?: true;
  /** It matters only to a rule that asks for just these events. */
  readonly aside?: true;
  /** The events appear elsewhere too, so that none is missed. */
  readonly copies?: true;
}

/** An event appears in the Region of the resource or endpoint. */
export const EVERY_REGION = '*';

/** An event appears in one Region that the customer has chosen. */
export const HOME_REGION = '$home';

const ROWS = dataTable<Record<string, RegionRow[]>>('regions');

/**
 * What is known of the Regions of a source's events.
 */
export function regionRows(source: string): RegionRow[] {
  return ROWS()[source] ?? [];
}

/** The address of a page, or what is known of where a row comes from. */
export function pageOf({ u }: RegionRow): string {
  return u.replace(/^docs\/(.*)\.md$/, 'https://docs.aws.amazon.com/$1.html');
}
