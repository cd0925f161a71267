import { distance } from 'fastest-levenshtein';
import { tokensOf } from './tokens';

/** What a search looks through. */
export interface SearchableService {
  readonly id: string;
  /** Everything that the service is called: product name, source, constant, aliases. */
  readonly names: readonly string[];
  readonly events: readonly SearchableEvent[];
  /** The operations of its API. */
  readonly operations: readonly string[];
}

export interface SearchableEvent {
  readonly name: string;
  /** The paths of the fields in `detail`. */
  readonly fields: readonly string[];
  /** The values that fields are documented to have. */
  readonly values: readonly string[];
}

/** Words that people type for something that AWS calls otherwise. */
export interface SearchPhrase {
  readonly says: readonly string[];
  /** The service that is meant, by id. */
  readonly service: string;
  readonly events?: readonly string[];
  readonly operations?: readonly string[];
  /** What somebody who types this should know. */
  readonly note?: string;
}

/** A service that was found, with what of it. */
export interface FoundService {
  readonly id: string;
  /** The events that were found, the best first; none where the query names the service itself. */
  readonly events: FoundEvent[];
  readonly operations: string[];
  readonly note?: string;
}

export interface FoundEvent {
  readonly name: string;
  /** Fields that a word of the query names. */
  readonly fields: string[];
}

export interface SearchResult {
  readonly services: FoundService[];
  /** What was looked for instead of words that stand nowhere. */
  readonly corrections: Record<string, string>;
  /** When nothing was found: names that are spelled most like the query. */
  readonly nearest: string[];
}

/** How well a word fits a text, from the best to the least. */
const EXACT = 100;
const PREFIX = 60;
const INSIDE = 30;
/** A word of what is searched counts this much more than a word of the service that has it. */
const OWN = 2;
const IN_VALUES = 0.7;
const IN_FIELDS = 0.5;
const NAMED = 10_000;
const PHRASE = 5_000;
/** Words that say nothing about what is looked for. */
const EMPTY_WORDS = new Set(['a', 'an', 'the', 'of', 'in', 'on', 'is', 'was', 'when', 'to', 'for', 'and', 'my', 'event', 'events', 'aws', 'amazon']);

interface Text {
  readonly tokens: readonly string[];
  readonly stems: ReadonlySet<string>;
  /** Without anything between the words: `createuser`. */
  readonly whole: string;
}

interface IndexedEvent {
  readonly event: SearchableEvent;
  readonly name: Text;
  readonly values: readonly Text[];
  readonly fields: readonly Text[];
}

interface IndexedService {
  readonly service: SearchableService;
  readonly names: readonly Text[];
  readonly nameTokens: Text;
  readonly events: readonly IndexedEvent[];
  readonly operations: readonly Text[];
  /** All its texts, each without anything between its words. */
  readonly everything: string;
}

/** Finds services, events, operations and fields by what people type. */
export class CatalogueSearch {
  private readonly services: IndexedService[];
  private vocabulary?: string[];

  public constructor(services: readonly SearchableService[], private readonly phrases: readonly SearchPhrase[]) {
    this.services = services.map(indexed);
  }

  /** Any word of the query, in any order; a word that stands nowhere is read as the nearest that does. */
  public find(query: string): SearchResult {
    const typed = tokensOf(query);
    const meaning = typed.filter((word) => !EMPTY_WORDS.has(word));
    const corrections: Record<string, string> = {};
    const read = (word: string) => (this.isKnown(word) ? word : this.nearestWord(word));
    const correct = (word: string, known: string | undefined) => {
      if (known && known !== word) {
        corrections[word] = known;
      }
      return known ?? word;
    };
    const words = (meaning.length > 0 ? meaning : typed).map((word) => correct(word, read(word)));
    if (words.length === 0) {
      return { services: [], corrections, nearest: [] };
    }
    const phrases = this.phrases.filter(({ says }) => says.some((phrase) => isSaidIn(tokensOf(phrase), words)));
    const found = this.services
      .map((service) => this.look(service, words, phrases.filter((phrase) => phrase.service === service.service.id)))
      .filter((result): result is Scored => result !== undefined)
      .sort((one, other) => other.score - one.score || Number(other.isMeant) - Number(one.isMeant) || one.found.id.localeCompare(other.found.id, 'en'));
    const whole = typed.join('');
    if (found.length === 0 && words.length > 1) {
      // The words of a name such as CreateUsr are too short to tell; the whole may be near an operation.
      const near = this.nearestWord(whole);
      return near ? { ...this.find(near), corrections: { [whole]: near } } : { services: [], corrections, nearest: this.nearestNames(query) };
    }
    return { services: found.map((result) => result.found), corrections, nearest: found.length > 0 ? [] : this.nearestNames(query) };
  }

  private look(
    { service, names, nameTokens, events, operations, everything }: IndexedService, words: string[], phrases: SearchPhrase[],
  ): Scored | undefined {
    if (phrases.length === 0 && !words.every((word) => everything.includes(stem(word)))) {
      return undefined;
    }
    const whole = words.join('');
    const isNamed = names.some((name) => name.whole === whole);
    const ofName = words.map((word) => fit(word, nameTokens));
    const nameScore = ofName.every(Boolean) ? sum(ofName) : 0;

    const scoredEvents = events
      .map((event) => ({ event, score: scoreOfEvent(event, words, ofName) }))
      .filter(({ score }) => score)
      .sort((one, other) => other.score - one.score);
    const scoredOperations = operations
      .map((operation, at) => ({ name: service.operations[at], score: scoreOfOperation(operation, words, whole, ofName) }))
      .filter(({ score }) => score)
      .sort((one, other) => other.score - one.score || one.name.length - other.name.length);

    const said = phrases.map(({ says }) => PHRASE + Math.max(...says.map((phrase) => saidWords(phrase, words))));
    const best = Math.max(isNamed ? NAMED : 0, ...said, nameScore,
      scoredEvents[0]?.score ?? 0, scoredOperations[0]?.score ?? 0);
    if (best === 0) {
      return undefined;
    }
    const meant = phrases.flatMap((phrase) => phrase.events ?? []);
    const meantOperations = phrases.flatMap((phrase) => phrase.operations ?? []);
    const foundEvents = scoredEvents.map(({ event: { event, fields } }) => ({
      name: event.name,
      fields: event.fields.filter((_, at) => words.some((word) => fit(word, fields[at]) >= PREFIX)),
    }));
    return {
      score: best,
      isMeant: this.isMeant(service, scoredOperations[0]?.name),
      found: {
        id: service.id,
        events: [
          ...meant.map((name) => foundEvents.find((found) => found.name === name) ?? { name, fields: [] }),
          ...(isNamed ? [] : foundEvents).filter(({ name }) => !meant.includes(name)),
        ],
        operations: [...new Set([...meantOperations, ...(isNamed ? [] : scoredOperations.map(({ name }) => name))])],
        ...(phrases.some(({ note }) => note) && { note: phrases.find(({ note }) => note)!.note }),
      },
    };
  }

  private isMeant({ id }: SearchableService, operation: string | undefined): boolean {
    return this.phrases.some(({ service, operations }) => service === id && operation !== undefined && operations?.includes(operation));
  }

  private isKnown(word: string): boolean {
    return this.services.some(({ everything }) => everything.includes(word));
  }

  private words(): string[] {
    this.vocabulary ??= [...new Set([
      ...this.services.flatMap(({ names, events, operations }) => [
        ...names.flatMap(({ tokens, whole }) => [...tokens, whole]),
        ...events.flatMap(({ name, values }) => [...name.tokens, ...values.flatMap(({ tokens }) => tokens)]),
        ...operations.map(({ whole }) => whole),
      ]),
      ...this.phrases.flatMap(({ says }) => says.flatMap(tokensOf)),
    ])];
    return this.vocabulary;
  }

  private nearestWord(word: string): string | undefined {
    if (word.length < 4) {
      return undefined;
    }
    const most = word.length < 6 ? 1 : 2;
    let best: { word: string; edits: number } | undefined;
    for (const known of this.words()) {
      if (Math.abs(known.length - word.length) <= most) {
        const edits = distance(word, known);
        if (edits <= most && (!best || edits < best.edits)) {
          best = { word: known, edits };
        }
      }
    }
    return best?.word;
  }

  private nearestNames(query: string): string[] {
    const wanted = tokensOf(query).join('');
    const names = this.services.flatMap(({ service, events }) => [service.names[0], ...events.map(({ event }) => event.name)]);
    const score = (name: string) => {
      const whole = tokensOf(name).join('');
      return distance(wanted, whole) / Math.max(wanted.length, whole.length);
    };
    return [...new Set(names)].map((name) => ({ name, score: score(name) }))
      .sort((one, other) => one.score - other.score || one.name.localeCompare(other.name, 'en'))
      .slice(0, 3).map(({ name }) => name);
  }
}

interface Scored {
  readonly score: number;
  /** What a phrase stands for is what most people mean: of the services that have a `CreateUser`, it is IAM. */
  readonly isMeant: boolean;
  readonly found: FoundService;
}

function indexed(service: SearchableService): IndexedService {
  const names = service.names.map(textOf);
  const events = service.events.map((event) => ({
    event, name: textOf(event.name), values: [...new Set(event.values)].map(textOf), fields: event.fields.map((path) => textOf(path.split('.').pop()!)),
  }));
  const operations = service.operations.map(textOf);
  const texts = [...names, ...events.flatMap(({ name, values, fields }) => [name, ...values, ...fields]), ...operations];
  return {
    service,
    names,
    nameTokens: textWith([...new Set(names.flatMap(({ tokens, whole }) => [...tokens, whole]))], ''),
    events,
    operations,
    everything: [...new Set(texts.map(({ whole }) => whole))].join(' '),
  };
}

function textOf(text: string): Text {
  const tokens = tokensOf(text);
  return textWith(tokens, tokens.join(''));
}

function textWith(tokens: string[], whole: string): Text {
  return { tokens, stems: new Set(tokens.filter((token) => token.length > 3).map(stem)), whole };
}

function fit(word: string, { tokens, stems, whole }: Text): number {
  if (whole === word || tokens.includes(word)) {
    return EXACT;
  }
  if (tokens.some((token) => token.startsWith(word)) || (word.length > 3 && stems.has(stem(word)))) {
    return PREFIX;
  }
  // Shorter ones stand in too many words by chance, longer ones may be written as two words.
  return (word.length > 3 && tokens.some((token) => token.includes(word))) || (word.length > 5 && whole.includes(word)) ? INSIDE : 0;
}

/** `failed`, `failure` and `fails`; `stopped`, `stopping` and `stop`. */
function sameStem(one: string, other: string): boolean {
  return one.length > 3 && other.length > 3 && stem(one) === stem(other);
}

function stem(word: string): string {
  return word.replace(/(ures?|ings?|eds?|ions?|es|s)$/, '').replace(/(.)\1$/, '$1');
}

/** Each word must fit the event, or the service that sends it; at least one must be the event's own. */
function scoreOfEvent({ name, values, fields }: IndexedEvent, words: string[], ofName: number[]): number {
  let own = false;
  const scores = words.map((word, at) => {
    const best = Math.max(
      fit(word, name) * OWN,
      Math.max(0, ...values.map((value) => fit(word, value))) * OWN * IN_VALUES,
      Math.max(0, ...fields.map((field) => fit(word, field))) * OWN * IN_FIELDS,
    );
    own ||= Boolean(best);
    return Math.max(best, ofName[at]);
  });
  return own && scores.every(Boolean) ? sum(scores) : 0;
}

function scoreOfOperation(operation: Text, words: string[], whole: string, ofName: number[]): number {
  if (operation.whole === whole) {
    return EXACT * OWN * words.length * 2;
  }
  let own = false;
  const scores = words.map((word, at) => {
    // An operation has many short words; one that merely holds the letters is no find.
    const score = fit(word, operation);
    const best = score > INSIDE || word.length > 5 ? score * IN_VALUES : 0;
    own ||= Boolean(best);
    return Math.max(best, ofName[at]);
  });
  return own && scores.every(Boolean) ? sum(scores) : 0;
}

/** How many words of the query a phrase accounts for; none when it is not said. */
function saidWords(phrase: string, words: string[]): number {
  const tokens = tokensOf(phrase);
  return isSaidIn(tokens, words) ? tokens.length : 0;
}

function isSaidIn(phrase: string[], words: string[]): boolean {
  return phrase.every((word) => words.some((typed) => typed === word || sameStem(typed, word)))
    && words.length <= phrase.length + 1;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
