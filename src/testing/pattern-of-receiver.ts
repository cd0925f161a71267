import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';

/**
 * A pattern that stands as text in the template of an event source or subscriber.
 *
 * @param receiver what messages call it, such as `Subscriber Stack/Failed`
 * @param property what it calls the pattern
 */
export function parsePattern(receiver: string, property: string, text: unknown): Record<string, any> {
  try {
    return JSON.parse(String(text));
  } catch (error) {
    throw new Error(`${receiver}: its ${property} is no JSON: ${(error as Error).message}`);
  }
}

/** Its matcher: how long such a pattern may be is counted where the template is checked. */
export function compilePattern(receiver: string, pattern: Record<string, any>): EventPatternMatcher {
  try {
    return EventPatternMatcher.of(pattern, { maxPatternCharacters: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    throw new Error(`${receiver}: ${(error as Error).message}`);
  }
}
