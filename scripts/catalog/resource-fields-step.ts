import { buildCatalog } from './catalog';
import { GeneratedFile } from './generated-file';
import { buildEventNotes } from './prerequisites';
import { buildResourceFields } from './resource-fields';

/** Where the events of each service name the resource that they are about: in which field, and in words. */
export async function resourceFieldsStep(): Promise<GeneratedFile[]> {
  const fields = Object.entries(buildResourceFields(buildCatalog()))
    .map(([source, rows]) => `${JSON.stringify(source)}:[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
  const words: Record<string, object[]> = {};
  for (const { source, detailTypes, resourceIn } of buildEventNotes().filter((note) => note.resourceIn)) {
    (words[source] ??= []).push({ detailTypes, resourceIn });
  }
  const inWords = Object.keys(words).sort()
    .map((source) => `${JSON.stringify(source)}:[\n${words[source].map((row) => JSON.stringify(row)).join(',\n')}\n]`);
  const content = `{\n"fields":{\n${fields.join(',\n')}\n},\n"inWords":{\n${inWords.join(',\n')}\n}\n}\n`;
  return [{ path: 'src/catalog/data/resource-fields.json', content }];
}
