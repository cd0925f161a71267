/**
 * EventBridge refuses a pattern.
 */
export class RefusedPattern extends Error {
  constructor(
    /** The part of the pattern that is wrong, such as `detail.state[0]`. */
    public readonly path: string,
    /** Why, as the rest of a sentence about that part. */
    public readonly reason: string,
  ) {
    super(`EventBridge refuses this event pattern: ${path || 'it'} ${reason}.`);
  }
}

/**
 * Says that EventBridge refuses a pattern, where, and why.
 *
 * @param path the part of the pattern that is wrong, such as `detail.state[0]`
 * @param reason why, and what to write instead
 */
export function refusePattern(path: string, reason: string): never {
  throw new RefusedPattern(path, reason);
}

/** Characters that a terminal obeys rather than shows. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** A value of a pattern as a message shows it, at most one line of it. */
export function shown(value: unknown): string {
  const text = printable(typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value));
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

/** A text with its control characters written out. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
