import { ServicePattern } from './service-pattern';

/**
 * What EventBridge accepts as the pattern of an archive.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
 */
const MAX_CHARACTERS = 4096;
/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const MAX_COMBINATIONS = 1000;

/** The envelope fields that a coarser union still tells apart, the coarsest last. */
const COARSER = [['source', 'detail-type'], ['source']] as const;

/**
 * A pattern that matches at least what any of the given patterns matches.
 */
export interface Union {
  /** Without a pattern, everything matches. */
  readonly pattern?: ServicePattern;
  /** Whether nothing else matches. */
  readonly exact: boolean;
}

/**
 * The union of patterns: exact where EventBridge accepts a pattern of that length, else by their sources and detail-types,
 * else by their sources alone.
 *
 * @param patterns as they stand in a template
 */
export function unionOf(patterns: ServicePattern[]): Union {
  const distinct = distinctOf(patterns);
  const exact = distinct.length === 1 ? distinct[0] : { $or: distinct };
  if (isAcceptable(exact)) {
    return { pattern: exact, exact: true };
  }
  for (const fields of COARSER) {
    const pattern = coarser(distinct, fields);
    if (pattern && isAcceptable(pattern)) {
      return { pattern, exact: false };
    }
  }
  return { exact: false };
}

function coarser(patterns: ServicePattern[], fields: readonly (keyof ServicePattern)[]): ServicePattern | undefined {
  const lists = fields.map((field) => [field, patterns.map((pattern) => pattern[field] as any[] | undefined)] as const);
  if (lists.some(([, values]) => values.includes(undefined))) {
    return undefined;
  }
  return Object.fromEntries(lists.map(([field, values]) => [field, distinctOf(values.flat())]));
}

function isAcceptable(pattern: ServicePattern): boolean {
  return JSON.stringify(pattern).length <= MAX_CHARACTERS && combinationsOf(pattern) <= MAX_COMBINATIONS;
}

/** How many plain patterns stand for one with `$or` in it. */
function combinationsOf(pattern: unknown): number {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    return 1;
  }
  return Object.entries(pattern).reduce((product, [name, value]) => product * (name === '$or' && Array.isArray(value)
    ? value.reduce((sum, branch) => sum + combinationsOf(branch), 0)
    : combinationsOf(value)), 1);
}

function distinctOf<T>(values: T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
