import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppNotice } from '../delivery/app-notice';
import { listOf } from '../regions/region-check';

const SERVICES = new WeakMap<IConstruct, string[]>();

const NOT_BROUGHT = new AppNotice('forwarded-from-elsewhere', (spokes, _count, constructs) => {
  const regions = constructs.map((spoke) => Stack.of(spoke).region);
  return `No event sources are made by ${spokes} for ${listOf(constructs.flatMap((spoke) => SERVICES.get(spoke)!), 'and')}, whose events do not appear in ${listOf(regions, 'or')}: make a spoke and a bus in a Region where they appear, or acknowledge this notice.`;
}, undefined, 'spoke');

/**
 * Says once for the app which services its spokes leave out, since their events do not appear in the spokes' Regions.
 */
export function noticeNotBrought(spoke: IConstruct, services: string[]): void {
  if (services.length > 0) {
    SERVICES.set(spoke, services);
    NOT_BROUGHT.raise(spoke);
  }
}
