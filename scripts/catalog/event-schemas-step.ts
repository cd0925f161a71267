import { buildEventSchemas } from './event-schemas';
import { GeneratedFile } from './generated-file';

/**
 * What the events of each service hold. Types that repeat are written out: the package is compressed, and naming them
 * made it larger.
 */
export async function eventSchemasStep(): Promise<GeneratedFile[]> {
  const { bySource, complete, viaCloudTrail } = buildEventSchemas();
  const events = Object.keys(bySource).sort().map((source) => {
    const lines = Object.keys(bySource[source]).sort()
      .map((detailType) => `${JSON.stringify(detailType)}:${JSON.stringify(bySource[source][detailType])}`);
    return `${JSON.stringify(source)}:{\n${lines.join(',\n')}\n}`;
  });
  // One event a line, so that a change to the schemas can be read as a difference.
  const content = [
    '{',
    `"events":{\n${events.join(',\n')}\n},`,
    `"viaCloudTrail":${JSON.stringify(viaCloudTrail)},`,
    `"complete":${JSON.stringify(complete)}`,
    '}',
    '',
  ].join('\n');
  return [{ path: 'src/catalog/data/event-schemas.json', content }];
}
