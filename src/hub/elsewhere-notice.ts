import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppNotice } from '../delivery/app-notice';
import { listOf } from '../regions/region-check';

/** Events that a spoke is to forward and that do not all appear in its Region. */
export interface Elsewhere {
  /** The service, as the table of Regions calls it. */
  readonly service: string;
  readonly regions: string[];
}

const SPOKES = new WeakMap<IConstruct, Map<IConstruct, Elsewhere[]>>();

const FORWARDED_FROM_ELSEWHERE = new AppNotice('forwarded-from-elsewhere', (spokes, _count, constructs) => {
  const places = [...new Set(constructs.flatMap(missedBy).map(({ service, regions }) => `${service} (${listOf(regions, 'and')})`))];
  return `${spokes} cannot see events that appear in other Regions: ${listOf(places, 'and')}. Make a spoke in such a Region.`;
}, (spoke) => missedBy(spoke).length > 0, 'spoke');

/**
 * Says once for the app which events its spokes cannot forward, unless another spoke of the app is where they appear.
 */
export function noticeElsewhere(spoke: IConstruct, elsewhere: Elsewhere[]): void {
  spokesIn(spoke).set(spoke, elsewhere);
  if (elsewhere.length > 0) {
    FORWARDED_FROM_ELSEWHERE.raise(spoke);
  }
}

function missedBy(spoke: IConstruct): Elsewhere[] {
  const covered = [...spokesIn(spoke).keys()].map((other) => Stack.of(other).region);
  return (spokesIn(spoke).get(spoke) ?? []).filter(({ regions }) => !regions.some((region) => covered.includes(region)));
}

function spokesIn(spoke: IConstruct): Map<IConstruct, Elsewhere[]> {
  const { root } = spoke.node;
  const spokes = SPOKES.get(root) ?? new Map<IConstruct, Elsewhere[]>();
  SPOKES.set(root, spokes);
  return spokes;
}
