import { EncodedObject } from './encoded-schema';
import { buildEventSchemas } from './event-schemas';
import { GeneratedFile } from './generated-file';

/**
 * What the events of each service hold. Types that repeat are written out: the package is compressed, and naming them
 * made it larger.
 */
export async function eventSchemasStep(): Promise<GeneratedFile[]> {
  const { bySource, complete, viaCloudTrail } = buildEventSchemas();
  const events = Object.keys(bySource).sort().flatMap((source) => Object.keys(bySource[source]).sort().map((detailType) =>
    line(`${source} ${detailType}`, bySource[source][detailType], complete[source]?.includes(detailType))));
  // One event a line, so that one can be read without the others, and a change as a difference.
  const content = ['{', [line('via CloudTrail', viaCloudTrail, true), ...events].join(',\n'), '}', ''].join('\n');
  return [{ path: 'src/catalog/data/event-schemas.json', content }];
}

function line(name: string, fields: EncodedObject, complete = false): string {
  return `${JSON.stringify(name)}:${JSON.stringify({ ...complete && { complete }, fields })}`;
}
