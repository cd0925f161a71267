import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { arrivalsOn } from './known-forwarding';
import { AppNotice } from '../delivery/app-notice';
import { mayOverlap } from '../pattern/algebra/pattern-overlap';
import { listOf } from '../regions/region-check';
import { ElsewhereEvents } from '../regions/region-coverage';

interface Spoke {
  readonly eventBus: events.IEventBus;
  /** What it is to forward and does not see. */
  readonly elsewhere: ElsewhereEvents[];
}

const SPOKES = new WeakMap<IConstruct, Spoke>();

const FORWARDED_FROM_ELSEWHERE = new AppNotice('forwarded-from-elsewhere', (spokes, _count, constructs) => {
  const places = [...new Set(constructs.flatMap(missedBy).map(({ row, regions }) => `${row.n} (${listOf(regions, 'and')})`))];
  return `${spokes} cannot see events that appear in other Regions: ${listOf(places, 'and')}. Make a spoke in such a Region.`;
}, (spoke) => missedBy(spoke).length > 0, 'spoke');

/**
 * Says once for the app which events its spokes cannot forward, unless another spoke of the app does it where they appear.
 */
export function noticeElsewhere(spoke: IConstruct, eventBus: events.IEventBus, elsewhere: ElsewhereEvents[]): void {
  if (elsewhere.length > 0) {
    SPOKES.set(spoke, { eventBus, elsewhere });
    FORWARDED_FROM_ELSEWHERE.raise(spoke);
  }
}

function missedBy(spoke: IConstruct): ElsewhereEvents[] {
  const { eventBus, elsewhere } = SPOKES.get(spoke)!;
  const { account } = Stack.of(spoke);
  const arrivals = arrivalsOn(eventBus);
  return elsewhere.filter(({ pattern, regions }) => {
    const there = { ...pattern, region: regions, ...(!Token.isUnresolved(account) && { account: [account] }) };
    return !arrivals.some((arrival) => mayOverlap(there, arrival));
  });
}
