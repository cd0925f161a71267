import { isMatcher, isReference } from '../matcher/matcher';

/** The values that a pattern lists, by the path of the field. The branches of `$or` count as values of one field. */
export type PatternLeaves = Map<string, any[]>;

/** Names cannot hold this character unescaped, so a path can be taken apart again. */
const SEPARATOR = '\n';

/**
 * What a pattern lists, field by field: an event that matches has a value of each list. Of the same field, what comes later
 * has the last word, so a field that a later `$or` speaks of is left open.
 */
export function leavesOf(pattern: object, path: string[] = [], leaves: PatternLeaves = new Map()): PatternLeaves {
  for (const [name, value] of Object.entries(pattern)) {
    if (Array.isArray(value)) {
      if (name === '$or') {
        value.filter(isMatcher).forEach((branch) => listedPaths(branch, path).forEach((listed) => leaves.delete(listed)));
      }
      leaves.set([...path, name].join(SEPARATOR), value);
    } else if (typeof value === 'object' && value !== null) {
      leavesOf(value, [...path, name], leaves);
    }
  }
  return leaves;
}

/**
 * The paths of the fields that a pattern lists values for, and of each `$or`, with what its branches list. A path is there
 * twice where a branch lists what stands beside the `$or` too.
 */
export function listedPaths(pattern: object, path: string[] = []): string[] {
  return Object.entries(pattern).flatMap(([name, value]) => {
    if (name === '$or' && Array.isArray(value)) {
      const branches = value.filter(isMatcher).map((branch) => listedPaths(branch, path));
      return [[...path, name].join(SEPARATOR), ...branches.find(hasTwice) ?? new Set(branches.flat())];
    }
    return isMatcher(value) && !isReference(value) ? listedPaths(value, [...path, name]) : [[...path, name].join(SEPARATOR)];
  });
}

/** Whether a field is listed more than once, so that the order in which they stand decides. */
export function hasTwice(paths: string[]): boolean {
  return new Set(paths).size < paths.length;
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
