import { CheckedEvent } from './checked-event';
import { EventPatternMatcher } from './event-pattern-matcher';
import { EventReader } from './event-reader';

/** What is kept for one value of a field, and for all values. */
class Shelf<T> {
  private readonly byText = new Map<string, T>();

  constructor(private readonly create: () => T, public readonly any = create()) {
  }

  public of(text: string): T {
    const kept = this.byText.get(text) ?? this.create();
    this.byText.set(text, kept);
    return kept;
  }

  /** What is kept for a value alone. */
  public find(text: unknown): T | undefined {
    return typeof text === 'string' ? this.byText.get(text) : undefined;
  }
}

interface Entry<T> {
  readonly matcher: EventPatternMatcher;
  readonly order: number;
  readonly value: T;
}

/**
 * Many patterns, of which only those are tried whose `source` and `detail-type` an event has. Almost every pattern names
 * both.
 */
export class PatternIndex<T> {
  private readonly entries = new Shelf(() => new Shelf<Entry<T>[]>(() => []));
  private count = 0;
  private readonly paths = new Set<string>();
  private readerOnce?: EventReader;

  public add(matcher: EventPatternMatcher, value: T): void {
    const entry = { matcher, value, order: this.count };
    this.count += 1;
    matcher._paths.forEach((path) => this.paths.add(path));
    this.readerOnce = undefined;
    const detailTypes = textsOf(matcher, 'detail-type');
    for (const source of textsOf(matcher, 'source') ?? [undefined]) {
      const shelf = source === undefined ? this.entries.any : this.entries.of(source);
      for (const detailType of detailTypes ?? [undefined]) {
        (detailType === undefined ? shelf.any : shelf.of(detailType)).push(entry);
      }
    }
  }

  /** What was added with the patterns that an event matches, in the order in which it was added. */
  public matching(checked: CheckedEvent): T[] {
    const { source, 'detail-type': detailType } = checked.fields;
    const found: Entry<T>[] = [];
    for (const shelf of [this.entries.find(source), this.entries.any]) {
      collect(shelf?.find(detailType), checked, found);
      collect(shelf?.any, checked, found);
    }
    return found.sort((one, other) => one.order - other.order).map(({ value }) => value);
  }

  /**
   * As `matching`, of an event as a JSON text.
   *
   * @throws when it is no event
   */
  public matchingJson(sampleJson: string): T[] {
    return this.matching((this.readerOnce ??= new EventReader(this.paths)).read(sampleJson));
  }
}

function collect<T>(entries: Entry<T>[] | undefined, checked: CheckedEvent, found: Entry<T>[]): void {
  for (const entry of entries ?? []) {
    if (entry.matcher._matches(checked)) {
      found.push(entry);
    }
  }
}

function textsOf(matcher: EventPatternMatcher, field: string): Set<string> | undefined {
  const wanted = matcher._itemsOf(field);
  // An address matches other spellings of it too.
  const texts = wanted.flatMap((items) => items ?? [undefined]);
  return texts.every((text): text is string => typeof text === 'string' && !/^[0-9a-f.:]+$/i.test(text)) ? new Set(texts) : undefined;
}
