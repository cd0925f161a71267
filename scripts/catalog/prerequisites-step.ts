import { GeneratedFile } from './generated-file';
import { EventNotes, buildEventNotes } from './prerequisites';

/** What must be on before the events of each service arrive. */
export async function prerequisitesStep(): Promise<GeneratedFile[]> {
  const bySource = new Map<string, EventNotes[]>();
  for (const note of buildEventNotes().filter(({ needs }) => needs)) {
    bySource.set(note.source, [...bySource.get(note.source) ?? [], note]);
  }
  const sources = [...bySource].sort(([one], [other]) => (one < other ? -1 : 1)).map(([source, notes]) => {
    const rows = notes.map(({ detailTypes, needs, pages }) => JSON.stringify({ ...needs, detailTypes, page: pages[0] }));
    return `${JSON.stringify(source)}:[\n${rows.join(',\n')}\n]`;
  });
  return [{ path: 'src/catalog/data/prerequisites.json', content: `{\n${sources.join(',\n')}\n}\n` }];
}
