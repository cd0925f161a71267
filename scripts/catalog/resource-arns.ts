import { Catalog } from './catalog';
import { readJsonLinesFacts } from './facts';
import { guideEvents } from './guide-events';
import type { ResourceArnsData } from '../../src/catalog/resource-fields';

/** What the samples of some events have in `resources`: `service:kind`, `service:` where the ARN has no kind, `service:*` for any. */
interface ArnsOfSamples {
  readonly source: string;
  readonly detailTypes: string[];
  readonly arns: string[];
  readonly page: string;
}

/** The page that has the samples of the EventBridge console. */
const CONSOLE = 'AWSSampleEvents.json';
const NOTHING = ['nothing', 'empty'];

/** Which ARNs events name in `resources`, by source, as far as documents and samples show it. */
export function buildResourceArns(catalog: Catalog): Record<string, ResourceArnsData[]> {
  const rows = readJsonLinesFacts<ArnsOfSamples>('resource-arns.jsonl');
  for (const { source, detailTypes } of rows) {
    const known = catalog.services.filter((service) => service.source === source).flatMap(({ events }) => Object.values(events).flat());
    const unknown = detailTypes.find((detailType) => !known.includes(detailType));
    if (unknown !== undefined) {
      throw new Error(`resource-arns.jsonl names '${unknown}', which ${source} does not send.`);
    }
  }
  const bySource: Record<string, ResourceArnsData[]> = {};
  const sorted = [...rows, ...namingNothing(rows)].sort((one, other) => (one.source < other.source ? -1 : one.source > other.source ? 1 : 0));
  for (const { source, detailTypes, arns } of sorted) {
    (bySource[source] ??= []).push({ arns, detailTypes });
  }
  return bySource;
}

/** Events of which each page that shows `resources` shows them empty: two pages, or the samples of the console. */
function namingNothing(rows: ArnsOfSamples[]): Omit<ArnsOfSamples, 'page'>[] {
  const named = new Set(rows.flatMap(({ source, detailTypes }) => detailTypes.map((detailType) => `${source} ${detailType}`)));
  const shown = guideEvents().filter(({ resources }) => resources !== undefined);
  const empty = new Map<string, Set<string>>();
  for (const { source, detailType } of shown) {
    const all = shown.filter((row) => row.source === source && row.detailType === detailType);
    const isTold = all.length > 1 || all[0].page.endsWith(CONSOLE);
    if (isTold && !named.has(`${source} ${detailType}`) && all.every(({ resources }) => NOTHING.includes(resources!))) {
      empty.set(source, (empty.get(source) ?? new Set()).add(detailType));
    }
  }
  return [...empty].map(([source, detailTypes]) => ({ source, arns: [], detailTypes: [...detailTypes].sort() }));
}
