import { CatalogueSearch, SearchPhrase, SearchableService } from './search/catalogue-search';
import { AwsService } from '../catalog/aws-service';
import { dataTable } from '../catalog/data-tables';
import { SchemaField } from '../catalog/event-schema';
import { operationsOfService } from '../catalog/operations';

const phrases = dataTable<SearchPhrase[]>('searchPhrases');

/** The search over the whole catalogue. */
export function catalogueSearch(): CatalogueSearch {
  return new CatalogueSearch(AwsService.all().map(searchable), phrases());
}

function searchable(service: AwsService): SearchableService {
  return {
    id: service._slug,
    names: [service.serviceName, service.source, constantOf(service), service._slug],
    events: service.detailTypes.map((name) => {
      const fields = leavesOf(service.schemaOf(name)?.fields ?? []);
      return {
        name,
        fields: fields.map(({ path }) => path.replace(/^detail\./, '')),
        values: fields.flatMap(({ allowedValues = [], namedValues = [] }) => [...allowedValues, ...namedValues]),
      };
    }),
    operations: operationNames(service),
  };
}

/** The fields that hold a value themselves. */
export function leavesOf(fields: readonly SchemaField[]): SchemaField[] {
  return fields.flatMap((field) => (field.fields && field.fields.length > 0 ? leavesOf(field.fields) : [field]));
}

/** The operations of a service; a view of one has those of the whole. */
export function operationNames(service: AwsService): string[] {
  return service._isView ? [] : operationsOfService(service._slug, service._apiCallPattern?.detail?.eventSource ?? []) ?? [];
}

const CONSTANTS = new Map<AwsService, string>();

/** What the constant of a service is called. */
export function constantOf(service: AwsService): string {
  if (CONSTANTS.size === 0) {
    Object.entries(AwsService).forEach(([name, value]) => CONSTANTS.set(value as AwsService, name));
  }
  return CONSTANTS.get(service) ?? service._slug;
}
