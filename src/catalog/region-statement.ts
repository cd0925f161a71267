import { RegionRow, pageOf } from './region-data';

/**
 * In which Regions some events of a service appear.
 */
export interface RegionStatement {
  /**
   * The partition that the statement is about.
   */
  readonly partition: string;

  /**
   * The Regions, by name; `*` stands for the Region of the resource or endpoint, `$home` for one that the customer has
   * chosen.
   */
  readonly regions: string[];

  /**
   * Regions in which the events do not appear although they do elsewhere.
   *
   * @default - none is known
   */
  readonly exceptRegions?: string[];

  /**
   * Whether it is about events that arrive through CloudTrail, not about those that the service sends itself.
   */
  readonly viaCloudTrail: boolean;

  /**
   * Which events it is about, in words.
   */
  readonly events: string;

  /**
   * How sure it is: `documented` (a page says so), `sample-only` (only printed samples show it) or `inferred` (a page
   * gives the control plane or the only endpoint).
   */
  readonly certainty: string;

  /**
   * The page, or what else it rests on.
   */
  readonly page: string;
}

/** The row as users read it. */
export function regionStatement(row: RegionRow): RegionStatement {
  return {
    partition: row.p ?? 'aws', regions: row.x ? ['*'] : [...row.r], ...(row.x && { exceptRegions: [...row.x] }), viaCloudTrail: row.t ?? false, events: row.d, certainty: row.c, page: pageOf(row),
  };
}
