import { coverageOf } from '../regions/region-coverage';

const USUAL = 'us-east-1';

/** A Region in which such an event appears. */
export function sampleRegion(source: string, detailType: string, detail: Record<string, any>): string {
  const wanted = Object.keys(detail).length > 0 ? { detail: wantedOf(detail) } : {};
  const { here, elsewhere } = coverageOf({ 'source': [source], 'detail-type': [detailType], ...wanted }, USUAL);
  return here.length > 0 ? USUAL : elsewhere.flatMap(({ regions }) => regions)[0] ?? USUAL;
}

/** The pattern that wants just these values. */
function wantedOf(detail: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(detail)
    .map(([name, value]) => [name, typeof value === 'object' && value !== null ? wantedOf(value) : [value]]));
}
