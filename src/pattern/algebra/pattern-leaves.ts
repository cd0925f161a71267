/** The values that a pattern lists, by the path of the field. The branches of `$or` count as values of one field. */
export type PatternLeaves = Map<string, any[]>;

/** Names cannot hold this character unescaped, so a path can be taken apart again. */
const SEPARATOR = '\n';

/**
 * What a pattern lists, field by field.
 */
export function leavesOf(pattern: object, path: string[] = [], leaves: PatternLeaves = new Map()): PatternLeaves {
  for (const [name, value] of Object.entries(pattern)) {
    if (Array.isArray(value)) {
      leaves.set([...path, name].join(SEPARATOR), value);
    } else if (typeof value === 'object' && value !== null) {
      leavesOf(value, [...path, name], leaves);
    }
  }
  return leaves;
}

/**
 * The pattern that lists the given values.
 */
export function patternOfLeaves(leaves: PatternLeaves): Record<string, any> {
  const pattern: Record<string, any> = {};
  for (const [path, values] of leaves) {
    const names = path.split(SEPARATOR);
    const field = names.pop()!;
    let at = pattern;
    for (const name of names) {
      at = at[name] ??= {};
    }
    at[field] = values;
  }
  return pattern;
}

/** The values of a field at the top of the detail. */
export function detailPath(field: string): string {
  return ['detail', field].join(SEPARATOR);
}
