import { ServicePattern } from './service-pattern';
import { isMatcher } from '../matcher/matcher';

/**
 * The patterns that the `$or` at the top of a pattern stands for, each with what stands beside it; the pattern itself where
 * there is none.
 */
export function branchesOf(pattern: ServicePattern): ServicePattern[] {
  if (pattern.$or === undefined) {
    return [pattern];
  }
  const { $or, ...beside } = pattern;
  return Array.isArray($or) ? $or.filter(isMatcher).flatMap((branch) => branchesOf(both(beside, branch))) : [beside];
}

/** An event must match what stands beside `$or` as well as the branch; of the same field, the branch has the last word. */
function both(beside: Record<string, any>, branch: Record<string, any>): Record<string, any> {
  const fields = Object.entries(branch).map(([name, value]) => [
    name, isMatcher(value) && isMatcher(beside[name]) ? both(beside[name], value) : value,
  ]);
  return { ...beside, ...Object.fromEntries(fields) };
}
