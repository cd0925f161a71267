import { buildCatalog } from './catalog';
import { readJsonFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { Models } from './modelled-services';
import { commonVerbs, packOperations } from './packed-operations';

/** Which models each event source records calls of, and which operations each model has. */
export interface OperationsByModel {
  readonly bySource: Record<string, string[]>;
  /** The models of services that share an event source. */
  readonly ofServices: Record<string, string[]>;
  readonly models: readonly { readonly service: string; readonly operations: string }[];
}

export function operationsByModel(): OperationsByModel {
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
  return { bySource, ofServices, models: recorded };
}

/** The operations of the services that have a model, and the models that each event source records calls of. */
export async function operationsStep(): Promise<GeneratedFile[]> {
  const { bySource, ofServices, models } = operationsByModel();
  const verbs = commonVerbs(models.flatMap(({ operations }) => operations.split(' ')));
  return [{
    path: 'src/catalog/data/operations.json',
    content: [
      '{',
      `"eventSources":${JSON.stringify(Object.fromEntries(Object.entries(bySource).sort()))},`,
      `"services":${JSON.stringify(ofServices)},`,
      `"verbs":${JSON.stringify(verbs)},`,
      '"models":{',
      models.map(({ service, operations }) => `${JSON.stringify(service)}:${JSON.stringify(packOperations(operations.split(' '), verbs))}`).join(',\n'),
      '}',
      '}',
      '',
    ].join('\n'),
  }];
}
