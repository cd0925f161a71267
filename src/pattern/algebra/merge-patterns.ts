import { PatternLeaves, leavesOf, patternOfLeaves } from './pattern-leaves';
import { isLiteral, surelyMatches } from './pattern-overlap';
import { parseIpAddress } from '../matcher/ip-address';
import { isReference } from '../matcher/matcher';

type Pattern = Record<string, any>;

/**
 * The fewest patterns that match exactly what the given ones do, and are found by merging two at a time. One with a list
 * that is known at deployment only stays as it is.
 */
export function merged(alternatives: Pattern[]): Pattern[] {
  const open = distinct(alternatives.filter(hasOpenList));
  return [...mergedLists(alternatives.filter((alternative) => !hasOpenList(alternative))), ...open];
}

function mergedLists(alternatives: Pattern[]): Pattern[] {
  const kept: PatternLeaves[] = [];
  for (const alternative of alternatives) {
    let leaves = leavesOf(alternative);
    let place = kept.length;
    // What did not go together with one of two may go together with both.
    for (let at = 0; at < kept.length;) {
      const union = mergeTwo(kept[at], leaves);
      if (union) {
        kept.splice(at, 1);
        leaves = union;
        place = Math.min(place, at);
        at = 0;
      } else {
        at += 1;
      }
    }
    kept.splice(Math.min(place, kept.length), 0, leaves);
  }
  return kept.map(patternOfLeaves);
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
  return new Map(one).set(path, withoutCovered(unionOfValues(one.get(path)!, other.get(path)!)));
}

/** Whether every event that the second matches is matched by the first. */
function hasAll(wider: PatternLeaves, narrower: PatternLeaves): boolean {
  return [...wider].every(([path, values]) => {
    const own = narrower.get(path);
    return own !== undefined && (unionOfValues(values, own).length === values.length || own.every((value) => isCovered(value, values)));
  });
}

/** Whether one of the matchers takes every event that has the literal value. An address matches its other spellings too. */
function isCovered(value: unknown, matchers: any[]): boolean {
  return isLiteral(value) && parseIpAddress(String(value)) === undefined && matchers.some((matcher) => surelyMatches(matcher, value as string));
}

function withoutCovered(values: any[]): any[] {
  return values.filter((value) => !isCovered(value, values.filter((other) => !isLiteral(other))));
}

/**
 * The narrowest single pattern, field by field, that matches all that any of the given ones does.
 */
export function hullOf([first, ...others]: Pattern[]): Pattern {
  // A list that is known at deployment only has no leaves, so its field is left open.
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
  return distinct([...one, ...other]);
}

/** The values, each once. */
export function distinct<T>(values: T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Whether what stands for a list of the pattern is known at deployment only. */
function hasOpenList(pattern: unknown): boolean {
  return isReference(pattern) || (!Array.isArray(pattern) && !isLiteral(pattern) && Object.values(pattern as object).some(hasOpenList));
}

function sameValues(one: any[], other: any[]): boolean {
  const union = unionOfValues(one, other).length;
  return union === unionOfValues(one, []).length && union === unionOfValues(other, []).length;
}
