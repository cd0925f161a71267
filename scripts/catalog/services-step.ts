import { awsServiceSource } from './aws-service-source';
import { Catalog, buildCatalog } from './catalog';
import { eventClassSources } from './event-class-source';
import { GeneratedFile } from './generated-file';
import { buildEventNotes } from './prerequisites';

/** The catalogue of services: its data, `AwsService`, and the classes of event names. */
export async function servicesStep(): Promise<GeneratedFile[]> {
  const catalog = buildCatalog();
  return [
    { path: 'src/catalog/data/services.json', content: dataSource(catalog) },
    { path: 'src/catalog/aws-service.ts', content: awsServiceSource(catalog) },
    ...eventClassSources(catalog, buildEventNotes()),
  ];
}

function dataSource({ services, rows, guides, names, aliases, rowNames, usefulLife }: Catalog): string {
  const bySlug = services.map(({ slug, constant, name, ...data }) => `${JSON.stringify(slug)}:${JSON.stringify({ c: constant, n: name, ...data })}`);
  // One entry a line, so that a change to the catalogue can be read as a difference.
  return [
    '{',
    `"services":{\n${bySlug.join(',\n')}\n},`,
    `"guides":[\n${guides.map((row) => JSON.stringify(row)).join(',\n')}\n],`,
    `"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n],`,
    `"names":${JSON.stringify(names)},`,
    `"aliases":${JSON.stringify(aliases)},`,
    `"rowNames":${JSON.stringify(rowNames)},`,
    `"usefulLife":${JSON.stringify(usefulLife)}`,
    '}',
    '',
  ].join('\n');
}
