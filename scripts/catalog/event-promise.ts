import { Catalog, CatalogEntry } from './catalog';
import { promiseOf } from '../../src/catalog/delivery-promise';
import { DeliveryStatement } from '../../src/catalog/delivery-statement';
import { DeliveryType } from '../../src/catalog/delivery-type';

const SOURCE_DOCUMENT = 'Events from AWS services (2023)';
const REFERENCE = 'Events Reference';
const GUIDE = 'User guide';

/** What the documents say of the delivery of an entry's events. */
export function statementsOn(entry: CatalogEntry, { rows, guides }: Catalog): DeliveryStatement[] {
  const ofRows = rows.filter((row) => row.service === (entry.viewOf ?? entry.slug))
    .map(({ said, detailTypes, url }) => ({ document: SOURCE_DOCUMENT, statement: said, detailTypes, url }));
  const ofReference = Object.entries(entry.events).filter(([delivery]) => delivery !== '')
    .map(([statement, detailTypes]) => ({ document: REFERENCE, statement, detailTypes }));
  const ofGuides = guides.filter(({ service }) => service === (entry.viewOf ?? entry.slug))
    .map(({ said, detailTypes, url }) => ({ document: GUIDE, statement: said, detailTypes, url }));
  return [...ofRows, ...ofReference, ...ofGuides];
}

/** How firmly a native event is promised to reach EventBridge. */
export function promiseOfEvent(detailType: string, entry: CatalogEntry, catalog: Catalog): DeliveryType {
  return promiseOf(detailType, statementsOn(entry, catalog));
}
