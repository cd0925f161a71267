import { Catalog, CatalogEntry } from './catalog';
import { promiseOf } from '../../src/catalog/delivery-promise';
import { DeliveryStatement } from '../../src/catalog/delivery-statement';
import { DeliveryType } from '../../src/catalog/delivery-type';

const SOURCE_DOCUMENT = 'Events from AWS services (2023)';
const REFERENCE = 'Events Reference';

/** What the documents say of the delivery of an entry's events. */
export function statementsOn(entry: CatalogEntry, { rows }: Catalog): DeliveryStatement[] {
  const ofRows = rows.filter((row) => row.service === (entry.viewOf ?? entry.slug))
    .map(({ said, detailTypes, url }) => ({ document: SOURCE_DOCUMENT, statement: said, detailTypes, url }));
  const ofReference = Object.entries(entry.events).filter(([delivery]) => delivery !== '')
    .map(([statement, detailTypes]) => ({ document: REFERENCE, statement, detailTypes }));
  return [...ofRows, ...ofReference];
}

/** How firmly a native event is promised to reach EventBridge. */
export function promiseOfEvent(detailType: string, entry: CatalogEntry, catalog: Catalog): DeliveryType {
  return promiseOf(detailType, statementsOn(entry, catalog));
}
