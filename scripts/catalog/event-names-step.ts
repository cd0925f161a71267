import { otherActions, permissionsOnly } from './authorization-actions';
import { readJsonFacts, readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { Model } from './modelled-services';
import { operationsByModel } from './operations-step';
import { recordedCalls } from './recorded-calls';

interface NameRow {
  readonly eventSource: string;
  readonly service: string;
  readonly operation: string | null;
  readonly eventNames: string[];
  readonly certainty: string;
  readonly eventType?: string;
}

interface DatedService {
  readonly eventSource: string;
  readonly service: string;
  readonly datePrefix: string;
  readonly undated: string[];
  /** The version of most operations. */
  readonly usualDate: string;
}

interface ListedService {
  readonly eventSource: string | null;
  readonly operations: string[];
  readonly consoleActions?: string[];
  readonly serviceEvents?: string[];
}

type Table<T> = Record<string, T>;

/** What CloudTrail calls the operations whose names differ, and what else it records and does not. */
class EventNames {
  public readonly renamed: Table<Table<unknown[]>> = {};
  public readonly otherCalls: Table<string[]> = {};
  public readonly serviceEvents: Table<string[]> = {};
  public readonly unrecorded: Table<string[]> = {};
  public readonly permissions: Table<string[]> = {};
  public readonly dated: Table<Table<string>> = {};
  public readonly onlyDated: Table<Table<string>> = {};
  private readonly operations = new Map(readJsonFacts<{ services: Model[] }>('operations.json').services
    .map(({ service, operations }) => [service, operations.split(' ')]));

  constructor() {
    readJsonLinesFacts<NameRow>('cloudtrail/event-names.jsonl').forEach((row) => this.addRow(row));
    readJsonFacts<DatedService[]>('cloudtrail/dated-names.json').forEach((row) => this.addDated(row));
    readJsonLinesFacts<ListedService>('cloudtrail/read-only.jsonl').forEach((row) => this.addListed(row));
    readJsonLinesFacts<{ eventSource: string; eventName: string }>('cloudtrail/data-operations.jsonl')
      .forEach(({ eventSource, eventName }) => add(this.otherCalls, eventSource, eventName));
    this.addRecorded();
    otherActions().forEach(({ eventSource, names }) => names.forEach((name) => add(this.otherCalls, eventSource, name)));
    permissionsOnly().forEach(({ eventSource, names }) => names.forEach((name) => add(this.permissions, eventSource, name)));
  }

  /** Calls that somebody has seen in a record, and that no model has. */
  private addRecorded(): void {
    const models = operationsByEventSource();
    for (const { eventSource, eventName, eventType } of recordedCalls()) {
      const isCall = eventType === undefined && !models.get(eventSource)?.has(eventName) && !this.isDated(eventSource, eventName);
      if (isCall || eventType === 'AwsServiceEvent') {
        add(isCall ? this.otherCalls : this.serviceEvents, eventSource, eventName);
      }
    }
  }

  private isDated(eventSource: string, eventName: string): boolean {
    return Object.values(this.renamed[eventSource] ?? {}).flat()
      .some((name) => (typeof name === 'string' ? name === eventName : eventName.startsWith((name as { prefix: string }).prefix)));
  }

  private addRow({ eventSource, service, operation, eventNames, certainty, eventType }: NameRow): void {
    if (operation === null) {
      const table = eventType === 'AwsServiceEvent' ? this.serviceEvents : eventType === 'AwsConsoleSignIn' ? undefined : this.otherCalls;
      eventNames.forEach((name) => table && add(table, eventSource, name));
    } else if (eventNames.length === 0) {
      add(this.unrecorded, eventSource, operation);
    } else {
      if (certainty === 'D' && eventNames.every((name) => name.startsWith(`${operation}20`))) {
        (this.onlyDated[eventSource] ??= {})[operation] = eventNames[0];
      }
      const known = (this.renamed[eventSource] ??= {})[operation] ?? [];
      const spellings = eventNames.filter((name) => this.isSpelling(name, { service, operation, eventNames, certainty }));
      // Records contradict the page that has names with a small letter, so that both match.
      const asCalled = spellings.some((name) => name !== operation && name.toLowerCase() === operation.toLowerCase()) ? [operation] : [];
      this.renamed[eventSource][operation] = [...new Set([...known, ...spellings, ...asCalled])];
    }
  }

  /** A call that is also recorded as those that it is made of keeps its own name: they are operations of their own. */
  private isSpelling(name: string, { service, operation, eventNames, certainty }: Pick<NameRow, 'service' | 'operation' | 'eventNames' | 'certainty'>): boolean {
    return name === operation || certainty !== 'D' || !eventNames.includes(operation!) || !this.operations.get(service)?.includes(name);
  }

  private addDated({ eventSource, service, datePrefix, undated, usualDate }: DatedService): void {
    const written: Table<string> = this.dated[eventSource] = { '': usualDate };
    const names = this.renamed[eventSource] ??= {};
    for (const operation of this.operations.get(service) ?? []) {
      if (!undated.includes(operation)) {
        const dated = operation + datePrefix;
        const documented = names[operation]?.find((name): name is string => String(name).startsWith(dated));
        if (documented !== undefined && documented !== operation + usualDate) {
          written[operation] = documented;
        }
        const others = (names[operation] ?? []).filter((name) => name !== operation && !String(name).startsWith(dated));
        names[operation] = [operation, { prefix: dated }, ...others];
      }
    }
  }

  private addListed({ eventSource, operations, consoleActions = [], serviceEvents = [] }: ListedService): void {
    if (eventSource) {
      operations.filter((name) => !consoleActions.includes(name) && !serviceEvents.includes(name))
        .forEach((name) => add(this.otherCalls, eventSource, name));
      serviceEvents.forEach((name) => add(this.serviceEvents, eventSource, name));
    }
  }
}

export async function eventNamesStep(): Promise<GeneratedFile[]> {
  const { renamed, otherCalls, serviceEvents, unrecorded, permissions, dated, onlyDated } = new EventNames();
  // An operation that is recorded under its own name needs no row.
  for (const [eventSource, names] of Object.entries(renamed)) {
    renamed[eventSource] = Object.fromEntries(Object.entries(names).filter(([operation, written]) => written.length > 1 || written[0] !== operation));
  }
  return [{
    path: 'src/catalog/data/event-names.json',
    content: `{\n${Object.entries({ renamed, otherCalls, serviceEvents, unrecorded, permissions, dated, onlyDated })
      .map(([name, table]) => `"${name}":{\n${lines(table)}\n}`).join(',\n')}\n}\n`,
  }];
}

/** The operations of the models, under each event source. */
function operationsByEventSource(): Map<string, Set<string>> {
  const { bySource, models } = operationsByModel();
  const operations = new Map(models.map((model) => [model.service, model.operations.split(' ')]));
  return new Map(Object.entries(bySource).map(([eventSource, names]) => [eventSource, new Set(names.flatMap((name) => operations.get(name)!))]));
}

function lines(table: Table<unknown>): string {
  return Object.entries(table).filter(([, value]) => Object.keys(value as object).length > 0).sort()
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',\n');
}

function add(table: Table<string[]>, eventSource: string, name: string): void {
  const names = table[eventSource] ??= [];
  if (!names.includes(name)) {
    names.push(name);
  }
}
