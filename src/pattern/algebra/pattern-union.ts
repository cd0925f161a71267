import { distinct, hullOf, merged } from './merge-patterns';
import { alternativesOf, readableByField } from './pattern-branches';
import { combinationsOf } from './pattern-combinations';
import { PatternLeaves, detailPath, leavesOf, patternOfLeaves } from './pattern-leaves';
import { isLiteral } from './pattern-overlap';
import { patternSize } from './pattern-size';
import { ServicePattern } from './service-pattern';
import { ARCHIVE_PATTERN_CHARACTERS, PATTERN_CHARACTERS, PATTERN_COMBINATIONS } from '../../catalog/quotas';

type Pattern = Record<string, any>;

/** Fields that hold a single value in every event, so that lists of their values can be told apart. */
const SINGLE_VALUED = [detailPath('eventName'), 'detail-type'];

/** A service's API calls carry its own event source: as a field that follows from the source, it can be listed beside it. */
export const EVENT_SOURCE = detailPath('eventSource');

/** More would hardly be short enough for a pattern, and merging them takes long. */
const MAX_ALTERNATIVES = 250;

/** The envelope fields that a coarser union still tells apart, the coarsest last. */
const COARSER = [['source', 'detail-type'], ['source']] as const;

/**
 * One pattern that matches at least what any of the given patterns matches.
 */
export interface SmallestUnion {
  /** Without a pattern, everything matches. */
  readonly pattern?: ServicePattern;
  /** Whether nothing else matches. */
  readonly exact: boolean;
}

/**
 * The one pattern that adds the least to what the given ones match: nothing where EventBridge accepts a pattern of that
 * length and that many combinations, else it tells events apart by their sources and detail-types, else by sources alone.
 *
 * @param patterns as they stand in a template
 * @param limit the longest pattern, in characters
 */
export function smallestUnionOf(patterns: ServicePattern[], limit: number = ARCHIVE_PATTERN_CHARACTERS): SmallestUnion {
  const each = distinct(patterns);
  if (isAccepted(anyOf(each), limit)) {
    return { pattern: anyOf(each), exact: true };
  }
  const readable = each.flatMap(readableByField);
  for (const pattern of shortened(readable)) {
    if (isAccepted(pattern, limit)) {
      return { pattern, exact: true };
    }
  }
  const coarse = COARSER.map((fields) => openedTo(readable, fields)).find((pattern) => pattern && isAccepted(pattern, limit));
  return { pattern: coarse, exact: false };
}

/** The patterns merged, as they are and with their own `$or` taken apart. */
function *shortened(patterns: ServicePattern[]): Generator<ServicePattern> {
  const alternatives = patterns.reduce((sum, pattern) => sum + combinationsOf(pattern), 0);
  if (patterns.length <= MAX_ALTERNATIVES) {
    yield anyOf(merged(patterns));
  }
  if (alternatives > patterns.length && alternatives <= MAX_ALTERNATIVES) {
    yield anyOf(merged(patterns.flatMap(alternativesOf)));
  }
}

/** The patterns as one that looks at the given fields only; none where one of the patterns leaves such a field open. */
function openedTo(patterns: ServicePattern[], fields: readonly (keyof ServicePattern)[]): ServicePattern | undefined {
  const lists = fields.map((field) => [field, patterns.map((pattern) => pattern[field])] as const);
  return lists.every(([, values]) => values.every(Array.isArray))
    ? Object.fromEntries(lists.map(([field, values]) => [field, distinct(values.flat())]))
    : undefined;
}

/**
 * Patterns that together match what any of the given ones does, as few as the limit allows, and none of them an event
 * that another one matches too: a rule on each sends every event once.
 *
 * Where the limit leaves no other way, they match more than the given ones. Patterns without literal sources end up in
 * one pattern with all others.
 *
 * @param patterns without references to resources
 * @param limit the longest pattern, in characters
 * @param following the path of a field that follows from the source: patterns that differ in both only become one
 */
export function disjointUnionOf(patterns: ServicePattern[], limit: number = PATTERN_CHARACTERS, following?: string): ServicePattern[] {
  const readable = patterns.flatMap(readableByField);
  const bySource = readable.every(({ source }) => Array.isArray(source) && source.every(isLiteral));
  return bySource ? packed(groupedBySource(readable, limit, following), limit) : [narrowestOf(merged(readable), limit)];
}

/** The alternatives of each set of sources. No event matches the alternatives of two sets. */
function groupedBySource(patterns: ServicePattern[], limit: number, following?: string): Pattern[][] {
  const rests = new Map<string, Pattern[]>();
  for (const { source, ...rest } of patterns) {
    for (const name of source!) {
      rests.set(name, [...rests.get(name) ?? [], rest]);
    }
  }
  const groups = new Map<string, Pattern[][]>();
  for (const [name, alternatives] of rests) {
    const group = merged(alternatives).map((rest) => ({ source: [name], ...rest }));
    const key = JSON.stringify(group.map((pattern) => withoutSource(pattern, following)));
    const alike = groups.get(key) ?? [];
    groups.set(key, alike);
    const last = alike.at(-1);
    const joined = last?.map((pattern, at) => hullOf([pattern, group[at]]));
    if (joined && fits(joined, limit)) {
      alike[alike.length - 1] = joined;
    } else {
      alike.push(group);
    }
  }
  return [...groups.values()].flat();
}

/** What must be the same of two patterns so that they differ in nothing but their sources. */
function withoutSource(pattern: Pattern, following?: string): Pattern {
  const leaves = leavesOf(pattern);
  for (const path of ['source', following]) {
    if (path && leaves.has(path)) {
      leaves.set(path, []);
    }
  }
  return patternOfLeaves(leaves);
}

/** Puts groups into one pattern while EventBridge takes it. */
function packed(groups: Pattern[][], limit: number): Pattern[] {
  const patterns: Pattern[] = [];
  let open: Pattern[] = [];
  for (const group of groups) {
    if (fits(group, limit)) {
      if (open.length > 0 && !fits([...open, ...group], limit)) {
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
  if (isAccepted(hull, limit) || path === undefined) {
    return [narrowestOf([hull], limit)];
  }
  const chunks: any[][] = [[]];
  for (const value of leaves.get(path)!) {
    const chunk = [...chunks[chunks.length - 1], value];
    if (isAccepted(withValues(leaves, path, chunk), limit)) {
      chunks[chunks.length - 1] = chunk;
    } else {
      chunks.push([value]);
    }
  }
  const patterns = chunks.filter(({ length }) => length > 0).map((chunk) => withValues(leaves, path, chunk));
  return patterns.every((pattern) => isAccepted(pattern, limit)) ? patterns : [narrowestOf([hull], limit)];
}

/** The alternatives as one pattern, with as much of what they ask for as EventBridge takes. */
function narrowestOf(alternatives: Pattern[], limit: number): Pattern {
  const hull = hullOf(alternatives);
  const { source, 'detail-type': detailType } = hull;
  const looser = [anyOf(alternatives), hull, { source, 'detail-type': detailType }, { source }]
    .map((pattern) => patternOfLeaves(leavesOf(pattern)));
  return looser.find((pattern) => Object.keys(pattern).length > 0 && isAccepted(pattern, limit)) ?? { account: [{ exists: true }] };
}

function anyOf(alternatives: Pattern[]): Pattern {
  return alternatives.length === 1 ? alternatives[0] : { $or: alternatives };
}

function withValues(leaves: PatternLeaves, path: string, values: any[]): Pattern {
  return patternOfLeaves(new Map(leaves).set(path, values));
}

function fits(alternatives: Pattern[], limit: number): boolean {
  return isAccepted(anyOf(alternatives), limit);
}

function isAccepted(pattern: Pattern, limit: number): boolean {
  return lengthOf(pattern) <= limit && combinationsOf(pattern) <= PATTERN_COMBINATIONS;
}

/** What deployment fills in counts as it stands in the template. */
function lengthOf(pattern: Pattern): number {
  return patternSize(pattern) ?? JSON.stringify(pattern).length;
}
