import { htmlPage } from './html-page';
import { markdownPage } from './markdown-page';
import { pageServices } from './page-service';
import { schemaWords } from './schema-words';
import { buildCatalog } from '../catalog';
import { GeneratedFile } from '../generated-file';

/** The pages on the services, for people: `docs/services.md` and `docs/services.html`. */
export async function servicesPageStep(): Promise<GeneratedFile[]> {
  const services = pageServices(buildCatalog());
  return [
    { path: 'docs/services.md', content: markdownPage(services, schemaWords()) },
    { path: 'docs/services.html', content: `${htmlPage(services)}\n` },
  ];
}
