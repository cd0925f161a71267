/**
 * Says that EventBridge refuses a pattern, where, and why.
 *
 * @param path the part of the pattern that is wrong, such as `detail.state[0]`
 */
export function refusePattern(path: string, reason: string): never {
  throw new Error(`EventBridge refuses this event pattern: ${path || 'it'} ${reason}.`);
}

/** A value of a pattern as a message shows it, at most one line of it. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
