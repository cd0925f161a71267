import { VIA_CLOUDTRAIL } from '../catalog/cloudtrail-detail-types';
import { sendsEvents } from '../catalog/event-source';
import { partitionOf } from '../catalog/partitions';
import { EVERY_REGION, HOME_REGION, RegionRow, regionRows } from '../catalog/region-data';
import { leavesOf } from '../pattern/algebra/pattern-leaves';
import { asksFor, isWithin, narrow, overlaps, takeApart } from '../pattern/algebra/pattern-overlap';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { sourcesMeantBy } from '../pattern/algebra/service-sources';

const CLOUDTRAIL = { suffix: VIA_CLOUDTRAIL };

/** Events that appear in other Regions than the one looked at. */
export interface ElsewhereEvents {
  readonly source: string;
  readonly row: RegionRow;
  /** The other Regions. */
  readonly regions: string[];
  /** What the pattern matches of them. */
  readonly pattern: ServicePattern;
}

/** What a pattern can see in a Region. */
export interface RegionCoverage {
  readonly elsewhere: ElsewhereEvents[];
  /** What the pattern matches of events that may appear in the Region itself; nothing when none do. */
  readonly here: ServicePattern[];
  /** Whether only some Region of the customer's own choice has the events, or the Region of what they are about. */
  readonly unknown: boolean;
}

/**
 * Compares the events of a pattern with what is known of where they appear. Of sources that are not literal, and of
 * services that nothing is known of, all events are taken to appear everywhere.
 *
 * @param pattern as it stands in a template
 */
export function coverageOf(pattern: ServicePattern, region: string): RegionCoverage {
  const slices = slicesOf(pattern).map((slice) => ({ ...slice, ...placesOf(slice, region) }));
  const elsewhere = slices.flatMap(({ source, pattern: sliced, rows }) => rows
    .map((row) => ({ source: source!, row, regions: otherRegions(row, region), pattern: asked(sliced, row) }))
    .filter(({ regions }) => regions.length > 0));
  return {
    elsewhere,
    here: slices.filter(({ here }) => here).map(({ pattern: sliced }) => sliced),
    unknown: elsewhere.length === 0 && !slices.some(({ rows }) => rows.some((row) => row.r.includes(region))),
  };
}

/** A pattern that does not ask for what tells the row's events may well mean others too: it stays as it is. */
function asked(pattern: ServicePattern, row: RegionRow): ServicePattern {
  return row.pattern && asksFor(pattern, row.pattern) ? narrow(pattern, row.pattern) : pattern;
}

interface Slice {
  readonly source?: string;
  readonly viaCloudTrail: boolean;
  readonly pattern: ServicePattern;
}

/** The pattern's events of one source on one channel. */
function slicesOf(pattern: ServicePattern): Slice[] {
  const sources: unknown[] = pattern.source ?? sourcesMeantBy(pattern) ?? [undefined];
  return sources.flatMap((source): Slice[] => {
    if (typeof source !== 'string') {
      return [{ viaCloudTrail: false, pattern: { ...pattern, ...(source !== undefined && { source: [source] }) } }];
    }
    return channelsOf(pattern['detail-type'] ?? anyDetailType(source)).map(({ viaCloudTrail, detailTypes }) => ({
      source, viaCloudTrail, pattern: { ...pattern, 'source': [source], 'detail-type': detailTypes },
    }));
  });
}

function anyDetailType(source: string): any[] {
  return sendsEvents(source) ? [CLOUDTRAIL, { 'anything-but': CLOUDTRAIL }] : [CLOUDTRAIL];
}

function channelsOf(detailTypes: any[]): { viaCloudTrail: boolean; detailTypes: any[] }[] {
  const isCloudTrail = (detailType: any) => (typeof detailType === 'string' ? detailType : detailType?.suffix ?? '').endsWith(CLOUDTRAIL.suffix);
  const parts = [
    { viaCloudTrail: true, detailTypes: detailTypes.filter(isCloudTrail) },
    { viaCloudTrail: false, detailTypes: detailTypes.filter((detailType) => !isCloudTrail(detailType)) },
  ];
  return parts.filter((part) => part.detailTypes.length > 0);
}

/** What the table says of a slice, and whether any of its events may appear in the Region itself. */
function placesOf({ source, viaCloudTrail, pattern }: Slice, region: string): { rows: RegionRow[]; here: boolean } {
  const partition = partitionOf(region);
  const candidates = regionRows(source ?? '').filter((row) => (row.t ?? false) === viaCloudTrail && (row.p ?? 'aws') === partition)
    .filter((row) => !row.aside || (row.pattern !== undefined && asksFor(pattern, row.pattern)));
  const fields = new Set(candidates.flatMap((row) => [...leavesOf(row.pattern ?? {}).keys()]));
  const parts = takeApart(pattern, fields).map((part) => rowsOn(part, candidates));
  return {
    rows: candidates.filter((row) => parts.some(({ rows }) => rows.includes(row))),
    here: parts.some(({ rows, complete }) => !complete || rows.some((row) => appearsIn(row, region))),
  };
}

/** The rows on the events of a pattern, and whether they tell of all of them. A row on just these events says more than others. */
function rowsOn(pattern: object, candidates: RegionRow[]): { rows: RegionRow[]; complete: boolean } {
  const about = candidates.filter((row) => overlaps(pattern, row.pattern ?? {}));
  const whole = about.filter((row) => !row.part && !row.copies && isWithin(pattern, row.pattern ?? {}));
  const precise = whole.filter((row) => row.pattern !== undefined);
  return { rows: precise.length > 0 ? precise : about, complete: whole.length > 0 };
}

function appearsIn({ r, x = [] }: RegionRow, region: string): boolean {
  return !x.includes(region) && [region, EVERY_REGION, HOME_REGION].some((name) => r.includes(name));
}

/** Copies of what appears in the Region itself are not missed there, nor what appears in all Regions but a few. */
function otherRegions({ r, x, copies }: RegionRow, region: string): string[] {
  return copies || (x && !x.includes(region)) ? [] : r.filter((name) => name !== region && name !== EVERY_REGION && name !== HOME_REGION);
}
