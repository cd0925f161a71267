import { PatternLeaves, leavesOf, patternOfLeaves } from './pattern-leaves';

type Pattern = Record<string, any>;

/**
 * The fewest patterns that match exactly what the given ones do, and are found by merging two at a time.
 */
export function merged(alternatives: Pattern[]): Pattern[] {
  const remaining = alternatives.map((alternative) => leavesOf(alternative));
  for (let at = 0; at < remaining.length; at++) {
    for (let other = at + 1; other < remaining.length; other++) {
      const union = mergeTwo(remaining[at], remaining[other]);
      if (union) {
        remaining.splice(other, 1);
        remaining.splice(at, 1, union);
        // What did not go together with one of them may go together with both.
        at = -1;
        break;
      }
    }
  }
  return remaining.map(patternOfLeaves);
}

/** One pattern that matches exactly what either does: when one has it all, or they differ in one field. */
function mergeTwo(one: PatternLeaves, other: PatternLeaves): PatternLeaves | undefined {
  if (hasAll(one, other)) {
    return one;
  }
  if (hasAll(other, one)) {
    return other;
  }
  const differing = [...one.keys()].filter((path) => !other.has(path) || !sameValues(one.get(path)!, other.get(path)!));
  if (one.size !== other.size || differing.length !== 1 || !other.has(differing[0])) {
    return undefined;
  }
  const [path] = differing;
  return new Map(one).set(path, unionOfValues(one.get(path)!, other.get(path)!));
}

/** Whether every event that the second matches is matched by the first. */
function hasAll(wider: PatternLeaves, narrower: PatternLeaves): boolean {
  return [...wider].every(([path, values]) => {
    const own = narrower.get(path);
    return own !== undefined && unionOfValues(values, own).length === values.length;
  });
}

/**
 * The narrowest single pattern, field by field, that matches all that any of the given ones does.
 */
export function hullOf([first, ...others]: Pattern[]): Pattern {
  const hull = leavesOf(first);
  for (const other of others.map((pattern) => leavesOf(pattern))) {
    for (const [path, values] of [...hull]) {
      const added = other.get(path);
      if (added) {
        hull.set(path, unionOfValues(values, added));
      } else {
        hull.delete(path);
      }
    }
  }
  return patternOfLeaves(hull);
}

function unionOfValues(one: any[], other: any[]): any[] {
  return [...new Map([...one, ...other].map((value) => [JSON.stringify(value), value])).values()];
}

function sameValues(one: any[], other: any[]): boolean {
  const union = unionOfValues(one, other).length;
  return union === unionOfValues(one, []).length && union === unionOfValues(other, []).length;
}
