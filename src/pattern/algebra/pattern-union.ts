import { hullOf, merged } from './merge-patterns';
import { PatternLeaves, detailPath, leavesOf, patternOfLeaves } from './pattern-leaves';
import { isLiteral } from './pattern-overlap';
import { MAX_PATTERN_CHARACTERS, patternSize } from './pattern-size';

type Pattern = Record<string, any>;

/** Fields that hold a single value in every event, so that lists of their values can be told apart. */
const SINGLE_VALUED = [detailPath('eventName'), 'detail-type'];

/**
 * How many combinations of alternatives EventBridge takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
const MAX_COMBINATIONS = 1000;

/**
 * Patterns that together match what any of the given ones does, as few as the limit allows, and none of them an event
 * that another one matches too: a rule on each sends every event once.
 *
 * Where the limit leaves no other way, they match more than the given ones. Patterns without literal sources end up in
 * one pattern with all others.
 *
 * @param patterns without references to resources
 * @param limit the longest pattern, in characters
 */
export function unionOf(patterns: Pattern[], limit: number = MAX_PATTERN_CHARACTERS): Pattern[] {
  const bySource = patterns.every(({ source }) => source?.every(isLiteral));
  return bySource ? packed(groupedBySource(patterns), limit) : [smallest(merged(patterns), limit)];
}

/** The alternatives of each set of sources. No event matches the alternatives of two sets. */
function groupedBySource(patterns: Pattern[]): Pattern[][] {
  const rests = new Map<string, Pattern[]>();
  for (const { source, ...rest } of patterns) {
    for (const name of source) {
      rests.set(name, [...rests.get(name) ?? [], rest]);
    }
  }
  const groups = new Map<string, { sources: string[]; rests: Pattern[] }>();
  for (const [name, alternatives] of rests) {
    const union = merged(alternatives);
    const key = JSON.stringify(union);
    const group = groups.get(key) ?? { sources: [], rests: union };
    group.sources.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ sources, rests: alternatives }) => alternatives.map((rest) => ({ source: sources, ...rest })));
}

/** Puts groups into one pattern while it is short enough. */
function packed(groups: Pattern[][], limit: number): Pattern[] {
  const patterns: Pattern[] = [];
  let open: Pattern[] = [];
  for (const group of groups) {
    if (fits(anyOf(group), limit)) {
      if (open.length > 0 && !fits(anyOf([...open, ...group]), limit)) {
        patterns.push(anyOf(open));
        open = [];
      }
      open.push(...group);
    } else {
      patterns.push(...split(group, limit));
    }
  }
  return open.length > 0 ? [...patterns, anyOf(open)] : patterns;
}

/** One group whose alternatives are too long for one pattern: loosened to one, then spread over several. */
function split(group: Pattern[], limit: number): Pattern[] {
  const hull = hullOf(group);
  const leaves = leavesOf(hull);
  const path = SINGLE_VALUED.find((field) => (leaves.get(field)?.length ?? 0) > 1 && leaves.get(field)!.every(isLiteral));
  if (fits(hull, limit) || path === undefined) {
    return [smallest([hull], limit)];
  }
  const chunks: any[][] = [[]];
  for (const value of leaves.get(path)!) {
    const chunk = [...chunks[chunks.length - 1], value];
    if (fits(withValues(leaves, path, chunk), limit)) {
      chunks[chunks.length - 1] = chunk;
    } else {
      chunks.push([value]);
    }
  }
  const patterns = chunks.filter(({ length }) => length > 0).map((chunk) => withValues(leaves, path, chunk));
  return patterns.every((pattern) => fits(pattern, limit)) ? patterns : [smallest([hull], limit)];
}

/** The alternatives as one pattern, with as much of what they ask for as is short enough. */
function smallest(alternatives: Pattern[], limit: number): Pattern {
  const hull = hullOf(alternatives);
  const { source, 'detail-type': detailType } = hull;
  const looser = [anyOf(alternatives), hull, { source, 'detail-type': detailType }, { source }]
    .map((pattern) => patternOfLeaves(leavesOf(pattern)));
  return looser.find((pattern) => Object.keys(pattern).length > 0 && fits(pattern, limit)) ?? { account: [{ exists: true }] };
}

function anyOf(alternatives: Pattern[]): Pattern {
  return alternatives.length === 1 ? alternatives[0] : { $or: alternatives };
}

function withValues(leaves: PatternLeaves, path: string, values: any[]): Pattern {
  return patternOfLeaves(new Map(leaves).set(path, values));
}

function fits(pattern: Pattern, limit: number): boolean {
  return patternSize(pattern)! <= limit && combinationsOf(pattern) <= MAX_COMBINATIONS;
}

/** The product of the numbers of alternatives of every `$or`. */
function combinationsOf(value: unknown): number {
  return isLiteral(value) ? 1 : Object.entries(value as object).reduce(
    (product, [name, entry]) => product * combinationsOf(entry) * (name === '$or' ? (entry as unknown[]).length : 1), 1);
}
