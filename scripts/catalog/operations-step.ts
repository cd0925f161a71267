import { buildCatalog } from './catalog';
import { readJsonFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { Models } from './modelled-services';

/** The operations of the services that have a model, and the models that each event source records calls of. */
export async function operationsStep(): Promise<GeneratedFile[]> {
  const { services, modelledSlugs } = buildCatalog();
  const eventSources = new Set(services.filter(({ slug }) => !modelledSlugs.has(slug)).flatMap(({ calls }) => calls?.eventSources ?? []));
  const models = new Models(eventSources);
  const bySource: Record<string, string[]> = {};
  const recorded = models.all.filter((model) => {
    const names = models.eventSourcesOf(model);
    names.forEach((name) => (bySource[name] ??= []).push(model.service));
    return names.length > 0;
  });
  const ofServices = Object.fromEntries(readJsonFacts<{ slug: string; models: string[] }[]>('operation-models.json').map((row) => [row.slug, row.models]));
  return [{
    path: 'src/catalog/data/operations.json',
    content: [
      '{',
      `"eventSources":${JSON.stringify(Object.fromEntries(Object.entries(bySource).sort()))},`,
      `"services":${JSON.stringify(ofServices)},`,
      '"models":{',
      recorded.map(({ service, operations }) => `${JSON.stringify(service)}:${JSON.stringify(operations)}`).join(',\n'),
      '}',
      '}',
      '',
    ].join('\n'),
  }];
}
