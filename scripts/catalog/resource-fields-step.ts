import { buildCatalog } from './catalog';
import { GeneratedFile } from './generated-file';
import { buildResourceFields } from './resource-fields';

/** Where the events of each service name the resource that they are about. */
export async function resourceFieldsStep(): Promise<GeneratedFile[]> {
  const sources = Object.entries(buildResourceFields(buildCatalog()))
    .map(([source, rows]) => `${JSON.stringify(source)}:[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
  return [{ path: 'src/catalog/data/resource-fields.json', content: `{\n${sources.join(',\n')}\n}\n` }];
}
