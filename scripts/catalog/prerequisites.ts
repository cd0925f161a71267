import { readJsonFacts, readJsonLinesFacts } from './facts';

/** What the guides say of some events of a service. */
interface GuideRow {
  readonly source: string;
  readonly detailTypes: string[] | 'all';
  readonly prerequisite: string;
  readonly resourceIn: string | null;
  readonly surprises: string[];
  readonly page: string;
}

/** What must be on, in the words of the library, and how an app shows that it is; `src/catalog/prerequisites.ts` says more. */
interface Need {
  readonly source: string;
  /** The first detail-type of the row in the guides, or `all`. */
  readonly of: string;
  readonly id: string;
  readonly needs: string;
  readonly quiet?: boolean;
  readonly resource?: object;
  readonly app?: object[];
}

/** What people should know about some events of a service before they rely on them. */
export interface EventNotes {
  readonly source: string;
  /** Nothing for all of them. */
  readonly detailTypes?: string[];
  readonly needs?: Omit<Need, 'source' | 'of'>;
  /** Where the events name the resource that they are about. */
  readonly resourceIn?: string;
  readonly surprises: string[];
  readonly pages: string[];
}

/** The rows that need nothing, or of which no guide says what they need. */
const NOTHING = /^(automatic( \((no|a rule is enough)[^)]*\))?|not stated)$/;

/** Remarks on how the facts were gathered, which are of no use to who reads about an event. */
const ON_THE_FACTS = /search excerpt|two near-identical detail-types/;

export function buildEventNotes(): EventNotes[] {
  const needs = new Map(readJsonFacts<Need[]>('needs.json').map((need) => [`${need.source} ${need.of}`, need]));
  const notes = readJsonLinesFacts<GuideRow>('prerequisites.jsonl').map(({ source, detailTypes, prerequisite, resourceIn, surprises, page }): EventNotes => {
    const key = `${source} ${detailTypes === 'all' ? detailTypes : detailTypes[0]}`;
    const need = needs.get(key);
    needs.delete(key);
    if (!need && !NOTHING.test(prerequisite)) {
      throw new Error(`needs.json does not say what '${key}' needs: ${prerequisite}`);
    }
    return {
      source,
      detailTypes: detailTypes === 'all' ? undefined : detailTypes,
      needs: need && { id: need.id, needs: need.needs, quiet: need.quiet, resource: need.resource, app: need.app },
      resourceIn: resourceIn ?? undefined,
      surprises: surprises.filter((surprise) => !ON_THE_FACTS.test(surprise)).map(inWords),
      pages: page.split(';').map((path) => urlOf(path.trim())).filter((url) => url !== undefined),
    };
  });
  if (needs.size > 0) {
    throw new Error(`needs.json has rows that prerequisites.jsonl lacks: ${[...needs.keys()].join(', ')}`);
  }
  return notes;
}

function inWords(surprise: string): string {
  return surprise.replace(/ \(platform-facts[^)]*\)/, '').replace(/reference (list|page)/g, 'events reference').replace(/\*\//g, '*\\/');
}

/** `docs/AmazonS3/latest/userguide/ev-events.md` is a page of the documentation. */
function urlOf(path: string): string | undefined {
  const page = /^docs\/(.+)\.md$/.exec(path)?.[1];
  return page && `https://docs.aws.amazon.com/${page}.html`;
}
