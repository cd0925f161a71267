import { readingActions } from './authorization-actions';
import { readJsonFacts, readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { recordedCalls } from './recorded-calls';

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
  // Where one document says that a call reads and another does not, it is taken to read.
  const verb = new RegExp(`^(${[...documentedPrefixes, ...inferredPrefixes].join('|')})(?![a-z])`);
  const reading = [
    ...readingActions().flatMap(({ eventSource, names }) => names.map((eventName) => ({ eventSource, eventName }))),
    ...recordedCalls().filter(({ readOnly }) => readOnly === true || readOnly === 'varies'),
  ];
  for (const { eventSource, eventName } of reading.filter((call) => !verb.test(call.eventName))) {
    listed.set(eventSource, [...new Set([...listed.get(eventSource) ?? [], eventName])]);
  }
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
