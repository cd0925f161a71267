import { readJsonFacts, readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';

interface ListedService {
  readonly eventSource: string | null;
  readonly operations: string[];
}

interface Verbs {
  readonly documentedPrefixes: string[];
  readonly inferredPrefixes: string[];
  readonly writes: { eventSource: string; operation: string }[];
}

/** Which calls are read-only: those that are listed, those of a reading verb, and the writes among them. */
export async function readOnlyStep(): Promise<GeneratedFile[]> {
  const listed = new Map<string, string[]>();
  for (const { eventSource, operations } of readJsonLinesFacts<ListedService>('cloudtrail/read-only.jsonl')) {
    // A few services of the list have no event source that is known.
    if (eventSource) {
      listed.set(eventSource, [...listed.get(eventSource) ?? [], ...operations]);
    }
  }
  const { documentedPrefixes, inferredPrefixes, writes } = readJsonFacts<Verbs>('cloudtrail/read-only-verbs.json');
  const written: Record<string, string[]> = {};
  for (const { eventSource, operation } of writes) {
    (written[eventSource] ??= []).push(operation);
  }
  return [{
    path: 'src/catalog/data/read-only-calls.json',
    content: [
      '{',
      `"verbs":${JSON.stringify([...documentedPrefixes, ...inferredPrefixes].sort())},`,
      `"writes":${JSON.stringify(written)},`,
      '"listed":{',
      [...listed].sort().map(([eventSource, operations]) => `${JSON.stringify(eventSource)}:${JSON.stringify(operations)}`).join(',\n'),
      '}',
      '}',
      '',
    ].join('\n'),
  }];
}
