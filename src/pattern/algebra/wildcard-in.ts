/** The path of a wildcard, in any list of the pattern; none where there is none. */
export function wildcardIn(pattern: unknown, path: string[] = []): string | undefined {
  if (typeof pattern !== 'object' || pattern === null) {
    return undefined;
  }
  for (const [name, value] of Object.entries(pattern)) {
    if (name === 'wildcard') {
      return path.join('.');
    }
    const found = wildcardIn(value, Array.isArray(pattern) ? path : [...path, name]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
