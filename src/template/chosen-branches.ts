const FIRST = 1;
const SECOND = 2;

/**
 * A value as it is where all conditions of `Fn::If` in it hold, and where none does; just the value where it has none. What
 * becomes `AWS::NoValue` is left out. A list of which nothing is left stays as it is: its conditions seldom fail all at once.
 */
export function chosenBranches(value: unknown): unknown[] {
  return JSON.stringify(value ?? null).includes('"Fn::If"') ? [choose(value, FIRST), choose(value, SECOND)] : [value];
}

function choose(value: unknown, branch: number): unknown {
  if (Array.isArray(value)) {
    const chosen = value.map((entry) => choose(entry, branch)).filter((entry) => !isNoValue(entry));
    return chosen.length === 0 ? value : chosen;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const choices = (value as Record<string, unknown>)['Fn::If'];
  return Array.isArray(choices) ? choose(choices[branch], branch)
    : Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, choose(entry, branch)]).filter(([, entry]) => !isNoValue(entry)));
}

function isNoValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === 'AWS::NoValue';
}
