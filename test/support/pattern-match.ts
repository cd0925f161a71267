/**
 * Whether a pattern matches an event: the part of the pattern language that the tests here need, written for them alone.
 */
export function matches(pattern: any, event: any): boolean {
  return Object.entries<any>(pattern).every(([name, asked]) => {
    if (name === '$or') {
      return asked.some((branch: any) => matches(branch, event));
    }
    const value = event?.[name];
    return Array.isArray(asked) ? asked.some((matcher) => matchesValue(matcher, value)) : matches(asked, value ?? {});
  });
}

function matchesValue(matcher: any, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) {
    return [value].flat().includes(matcher);
  }
  const [[operator, operand]] = Object.entries<any>(matcher);
  switch (operator) {
    case 'exists': return (value !== undefined) === operand;
    case 'prefix': return typeof value === 'string' && value.startsWith(operand);
    case 'suffix': return typeof value === 'string' && value.endsWith(operand);
    case 'anything-but': return value !== undefined
      && ![operand].flat().some((but) => (typeof but === 'object' ? matchesValue(but, value) : but === value));
    default: throw new Error(`no test needs ${operator}`);
  }
}
