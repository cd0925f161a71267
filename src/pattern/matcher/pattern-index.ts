import { CheckedEvent } from './checked-event';
import { EventPatternMatcher } from './event-pattern-matcher';

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

  public find(text: unknown): T[] {
    const kept = typeof text === 'string' ? this.byText.get(text) : undefined;
    return kept === undefined ? [this.any] : [kept, this.any];
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

  public add(matcher: EventPatternMatcher, value: T): void {
    const entry = { matcher, value, order: this.count };
    this.count += 1;
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
    return this.entries.find(source)
      .flatMap((shelf) => shelf.find(detailType).flat())
      .filter(({ matcher }) => matcher._matches(checked))
      .sort((one, other) => one.order - other.order)
      .map(({ value }) => value);
  }
}

/** The texts one of which a pattern wants; nothing when it wants anything else. */
function textsOf(matcher: EventPatternMatcher, field: string): Set<string> | undefined {
  const wanted = matcher._itemsOf(field);
  // An address matches other spellings of it too.
  const texts = wanted.flatMap((items) => items ?? [undefined]);
  return texts.every((text): text is string => typeof text === 'string' && !/^[0-9a-f.:]+$/i.test(text)) ? new Set(texts) : undefined;
}
