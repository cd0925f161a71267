import { buildCatalog } from './catalog';
import { GeneratedFile } from './generated-file';
import { buildEventNotes } from './prerequisites';
import { buildResourceArns } from './resource-arns';
import { buildResourceFields } from './resource-fields';

/** Where the events of each service name the resource that they are about: in which field, and in words. */
export async function resourceFieldsStep(): Promise<GeneratedFile[]> {
  const catalog = buildCatalog();
  const fields = tableOf(buildResourceFields(catalog));
  const words: Record<string, object[]> = {};
  for (const { source, detailTypes, resourceIn } of buildEventNotes().filter((note) => note.resourceIn)) {
    (words[source] ??= []).push({ detailTypes, resourceIn });
  }
  const inWords = tableOf(Object.fromEntries(Object.keys(words).sort().map((source) => [source, words[source]])));
  const content = `{\n"fields":${fields},\n"inWords":${inWords},\n"arns":${tableOf(buildResourceArns(catalog))}\n}\n`;
  return [{ path: 'src/catalog/data/resource-fields.json', content }];
}

function tableOf(rows: Record<string, object[]>): string {
  return `{\n${Object.entries(rows).map(([source, ofSource]) => `${JSON.stringify(source)}:[\n${ofSource.map((row) => JSON.stringify(row)).join(',\n')}\n]`).join(',\n')}\n}`;
}
