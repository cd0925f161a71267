import { htmlPage } from './html-page';
import { markdownPage } from './markdown-page';
import { pageServices } from './page-service';
import { schemaWords } from './schema-words';
import { searchPhrases } from './search-phrases';
import { buildCatalog } from '../catalog';
import { GeneratedFile } from '../generated-file';

/** The pages on the services, for people: `docs/services.md` and `docs/services.html`. */
export async function servicesPageStep(): Promise<GeneratedFile[]> {
  const schemas = schemaWords();
  const services = pageServices(buildCatalog(), schemas);
  const phrases = searchPhrases(services);
  return [
    { path: 'src/catalog/data/search-phrases.json', content: `[\n${phrases.map((phrase) => JSON.stringify(phrase)).join(',\n')}\n]\n` },
    { path: 'docs/services.md', content: markdownPage(services, schemas) },
    { path: 'docs/services.html', content: `${htmlPage(services, phrases)}\n` },
  ];
}
