import { readJsonFacts, readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';

interface DataOperation {
  readonly eventSource: string;
  readonly eventName: string;
  readonly resourceTypes: string[];
}

interface ResourceType {
  readonly resourceType: string;
  readonly basicSelector: boolean;
}

/** Which calls are data events, and the types of resources by which a trail selects them. */
export async function dataEventsStep(): Promise<GeneratedFile[]> {
  const types = readJsonLinesFacts<ResourceType>('cloudtrail/data-events.jsonl');
  const calls: Record<string, Record<string, string[]>> = {};
  for (const { eventSource, eventName, resourceTypes } of readJsonLinesFacts<DataOperation>('cloudtrail/data-operations.jsonl')) {
    (calls[eventSource] ??= {})[eventName] = resourceTypes;
  }
  const perhapsManagement: Record<string, string[]> = {};
  for (const { eventSource, operation } of readJsonFacts<{ eventSource: string; operation: string }[]>('cloudtrail/data-or-management.json')) {
    (perhapsManagement[eventSource] ??= []).push(operation);
  }
  return [{
    path: 'src/catalog/data/data-events.json',
    content: [
      '{',
      `"basicTypes":${JSON.stringify(types.filter(({ basicSelector }) => basicSelector).map(({ resourceType }) => resourceType))},`,
      `"types":${JSON.stringify(types.map(({ resourceType }) => resourceType).sort())},`,
      `"perhapsManagement":${JSON.stringify(perhapsManagement)},`,
      '"calls":{',
      Object.entries(calls).sort().map(([eventSource, names]) => `${JSON.stringify(eventSource)}:${JSON.stringify(names)}`).join(',\n'),
      '}',
      '}',
      '',
    ].join('\n'),
  }];
}
