import { hasTwice, listedPaths } from './pattern-leaves';
import { ServicePattern } from './service-pattern';
import { isMatcher, isReference } from '../matcher/matcher';

/**
 * The patterns that the `$or` at the top of a pattern stands for, each with what stands beside it; the pattern itself where
 * there is none.
 */
export function branchesOf(pattern: ServicePattern): ServicePattern[] {
  if (pattern.$or === undefined) {
    return [pattern];
  }
  if (hasTwice(listedPaths(pattern))) {
    return alternativesOf(pattern);
  }
  const { $or, ...beside } = pattern;
  return Array.isArray($or) ? $or.filter(isMatcher).flatMap((branch) => branchesOf(both(beside, branch))) : [beside];
}

/** An event must match what stands beside `$or` as well as the branch, which have no field in common. */
function both(beside: Record<string, any>, branch: Record<string, any>): Record<string, any> {
  const fields = Object.entries(branch).map(([name, value]) => [
    name, isMatcher(value) && isMatcher(beside[name]) ? both(beside[name], value) : value,
  ]);
  return { ...beside, ...Object.fromEntries(fields) };
}

/**
 * The patterns without `$or` that together match what a pattern does, one for each combination of its branches.
 */
export function alternativesOf(pattern: ServicePattern): ServicePattern[] {
  return withFields([{}], pattern);
}

/**
 * The pattern itself, or its alternatives where a `$or` and what stands beside it list the same field: field by field, such
 * a pattern cannot be read.
 */
export function readableByField(pattern: ServicePattern): ServicePattern[] {
  return hasTwice(listedPaths(pattern)) ? alternativesOf(pattern) : [pattern];
}

/** Each of the patterns with the given fields too. Of the same field, what comes later has the last word. */
function withFields(patterns: Record<string, any>[], fields: Record<string, any>): Record<string, any>[] {
  let alternatives = patterns;
  for (const [name, value] of Object.entries(fields)) {
    if (name === '$or' && Array.isArray(value)) {
      const before = alternatives;
      alternatives = value.filter(isMatcher).flatMap((branch) => withFields(before, branch));
    } else if (isMatcher(value) && !isReference(value)) {
      alternatives = alternatives.flatMap((alternative) => {
        const below = isMatcher(alternative[name]) ? alternative[name] : {};
        return withFields([below], value).map((part) => ({ ...alternative, [name]: part }));
      });
    } else {
      alternatives = alternatives.map((alternative) => ({ ...alternative, [name]: value }));
    }
  }
  return alternatives;
}
