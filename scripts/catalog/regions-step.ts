import { readJsonFacts, readJsonLinesFacts } from './facts';
import { GeneratedFile } from './generated-file';

interface RegionFact {
  readonly service: string;
  readonly source: string | null;
  readonly channel: 'cloudtrail' | 'native';
  readonly partition: string;
  readonly regions: string[];
  /** Exceptions to `*`; the Regions beside it are places where the events do appear. */
  readonly notIn?: string[];
  readonly detail: string;
  readonly certainty: string;
  readonly page: string;
}

/** Which of a source's events a row is about, where the row says so in prose. */
interface Scope extends Partial<RegionFact> {
  readonly detail: string;
  readonly partition: string;
  readonly pattern?: Record<string, unknown>;
  readonly part?: true;
  readonly aside?: true;
  readonly copies?: true;
  readonly skip?: true;
  readonly setSource?: string;
}

/** Rows whose words mean everything that a source sends on a channel. */
const EVERYTHING = /^(all\b|eventSource )/;
const EVENT_SOURCE = /^eventSource ([a-z0-9-]+)\.amazonaws\.com/;

/** In which Regions events appear: `src/catalog/data/regions.json`. */
export async function regionsStep(): Promise<GeneratedFile[]> {
  const scopes = readJsonFacts<Scope[]>('region-scopes.json');
  const facts = readJsonLinesFacts<RegionFact>('regions.jsonl');
  const unused = new Set(scopes.filter(({ regions }) => !regions));
  const rows = facts.flatMap((fact) => {
    const scope = scopes.find((candidate) => describes(candidate, fact));
    if (scope) {
      unused.delete(scope);
    } else if (!EVERYTHING.test(fact.detail) && !isRegional(fact)) {
      throw new Error(`region-scopes.json does not say which events of ${fact.service} (${fact.channel}, ${fact.partition}) are meant by "${fact.detail}".`);
    }
    return scope?.skip ? [] : [row(fact, scope)];
  });
  if (unused.size > 0) {
    throw new Error(`region-scopes.json speaks of rows that regions.jsonl does not have: ${[...unused].map(({ detail }) => detail).join('; ')}`);
  }
  const added = scopes.filter((scope) => scope.regions).map((scope) => row(scope as RegionFact, scope));
  const bySource = new Map<string, object[]>();
  for (const { source, ...rest } of [...rows, ...added]) {
    bySource.set(source, [...bySource.get(source) ?? [], rest]);
  }
  const lines = [...bySource].sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([source, entries]) => `${JSON.stringify(source)}:[${entries.map((entry) => JSON.stringify(entry)).join(',\n')}]`);
  return [{ path: 'src/catalog/data/regions.json', content: `{\n${lines.join(',\n')}\n}\n` }];
}

/** Whatever such a row is about, nothing is known to appear elsewhere. */
function isRegional({ regions }: RegionFact): boolean {
  return regions.length === 1 && regions[0] === '*';
}

function describes(scope: Scope, fact: RegionFact): boolean {
  return !scope.regions && scope.detail === fact.detail && scope.partition === fact.partition
    && (scope.source === undefined || scope.source === fact.source)
    && (scope.service === undefined || scope.service === fact.service)
    && (scope.channel === undefined || scope.channel === fact.channel);
}

/** With the fields of `RegionRow` in `src/catalog/region-data.ts`. */
function row(fact: RegionFact, scope?: Scope) {
  const source = fact.source ?? scope?.setSource ?? `aws.${EVENT_SOURCE.exec(fact.detail)?.[1]}`;
  if (source === 'aws.undefined') {
    throw new Error(`The source of ${fact.service} ("${fact.detail}") is not known.`);
  }
  return {
    source,
    n: fact.service,
    t: fact.channel === 'cloudtrail' ? true : undefined,
    p: fact.partition === 'aws' ? undefined : fact.partition,
    r: fact.regions,
    x: fact.notIn,
    d: fact.detail,
    c: fact.certainty,
    u: fact.page,
    pattern: scope?.pattern,
    part: scope?.part,
    aside: scope?.aside,
    copies: scope?.copies,
  };
}
