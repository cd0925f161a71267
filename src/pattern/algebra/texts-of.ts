/**
 * The plain texts that a field of a pattern lists; matchers, and what is known at deployment only, are none.
 */
export function textsOf(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : [];
}
