import { CheckedEvent, checkEvent, requireEnvelope } from './checked-event';
import { AlternativeMatch } from './event-match';
import { EventReader } from './event-reader';
import { jsonObject } from './json-object';
import { withoutTokens } from './match-tokens';
import { mismatchesOf } from './mismatches-of';
import { PatternMismatch } from './pattern-mismatch';
import { refusePattern } from './refused-pattern';
import { PATTERN_CHARACTERS } from '../../catalog/quotas';
import { Alternative, patternAlternatives } from '../algebra/pattern-alternatives';

/**
 * What is different from EventBridge's defaults.
 */
export interface EventPatternMatcherOptions {
  /**
   * The longest pattern to take, in characters of its JSON text. The quota of an account can be raised up to 4,096.
   *
   * @default 2048
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
   */
  readonly maxPatternCharacters?: number;
}

/**
 * Decides offline whether an event matches an event pattern, as EventBridge decides it.
 *
 * A pattern is compiled once and can then be asked about any number of events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class EventPatternMatcher {
  /**
   * A matcher for a pattern as EventBridge spells it (`detail-type`), such as
   * `{ "source": ["aws.ec2"], "detail": { "state": ["stopped"] } }`. What `events.Match` returns can stand in it.
   *
   * @param pattern the pattern
   * @param options what is different from EventBridge's defaults
   * @returns the matcher
   * @throws when EventBridge refuses the pattern, with the path in it and the reason
   */
  public static of(pattern: { [key: string]: any }, options: EventPatternMatcherOptions = {}): EventPatternMatcher {
    const plain = withoutTokens(pattern);
    requireShort(plain, options.maxPatternCharacters ?? PATTERN_CHARACTERS);
    return new EventPatternMatcher(patternAlternatives(plain));
  }

  /**
   * As `of`, of a pattern as a JSON text, which keeps `null` in every language.
   *
   * @param patternJson the pattern as JSON
   * @param options what is different from EventBridge's defaults
   * @returns the matcher
   * @throws when EventBridge refuses the pattern, with the path in it and the reason
   */
  public static fromJson(patternJson: string, options: EventPatternMatcherOptions = {}): EventPatternMatcher {
    return EventPatternMatcher.of(jsonObject(patternJson, 'A pattern'), options);
  }

  private readonly compiled: AlternativeMatch[];
  private readerOnce?: EventReader;

  private constructor(private readonly alternatives: Alternative[]) {
    this.compiled = alternatives.map((alternative) => new AlternativeMatch(alternative));
  }

  /**
   * Whether an event matches.
   *
   * @param sample the event, as EventBridge delivers it to a target
   * @returns whether the event matches
   * @throws when it is no event: not an object, without `source` or `detail-type`, deeper than 200 levels, larger than 1 MB
   */
  public matches(sample: { [key: string]: any }): boolean {
    const checked = checkEvent(sample);
    requireEnvelope(checked);
    return this._matches(checked);
  }

  /**
   * As `matches`, of an event as a JSON text, which keeps `null` in every language.
   *
   * @param sampleJson the event as JSON
   * @returns whether it matches
   * @throws when it is no event
   */
  public matchesJson(sampleJson: string): boolean {
    return this._matches((this.readerOnce ??= new EventReader(this._paths)).read(sampleJson));
  }

  /**
   * Why an event does not match: the fields that turned it away. Of the alternatives that `$or` makes, those of the
   * alternative that comes nearest. Nothing when the event matches.
   *
   * @param sample the event, as EventBridge delivers it to a target
   * @returns the fields that turn the event away, none where it matches
   * @throws when it is no event: not an object, without `source` or `detail-type`, deeper than 200 levels, larger than 1 MB
   */
  public mismatches(sample: { [key: string]: any }): PatternMismatch[] {
    const checked = checkEvent(sample);
    requireEnvelope(checked);
    return this._matches(checked) ? [] : mismatchesOf(this.alternatives, checked);
  }

  /** @internal */
  public _matches(checked: CheckedEvent): boolean {
    for (const alternative of this.compiled) {
      if (alternative.matches(checked)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The fields that the pattern looks at.
   *
   * @internal
   */
  public get _paths(): string[] {
    return this.alternatives.flatMap((alternative) => [...alternative.keys()]);
  }

  /**
   * What the pattern wants of a field, in each of its alternatives.
   *
   * @internal
   */
  public _itemsOf(path: string): (readonly unknown[] | undefined)[] {
    return this.alternatives.map((alternative) => alternative.get(path)?.items);
  }
}

function requireShort(pattern: object, limit: number): void {
  let characters: number;
  try {
    characters = JSON.stringify(pattern)?.length ?? 0;
  } catch (error) {
    return refusePattern('', `cannot be written as JSON (${(error as Error).message})`);
  }
  if (characters > limit) {
    refusePattern('', `has ${characters} characters as JSON, and an account may use ${limit} unless its quota is raised: match fewer values, or use prefix, suffix or wildcard`);
  }
}
