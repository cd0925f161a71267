/** The text that a matcher compares with, to look for what it may mean. */
export function matcherText(matcher: Record<string, any>): string {
  const [operand] = Object.values(matcher).map((value) => (typeof value === 'object' && value !== null ? Object.values(value)[0] : value));
  return String(operand).replace(/\*/g, ' ').trim();
}
