import { leavesOf, patternOfLeaves } from './pattern-leaves';
import { hasReference } from './pattern-size';
import { ServicePattern } from './service-pattern';

/**
 * The pattern without the fields whose values are known at deployment only. It matches what the pattern does, and more.
 *
 * @param resolved the pattern as it stands in a template
 */
export function withoutReferences(resolved: ServicePattern): ServicePattern {
  return patternOfLeaves(new Map([...leavesOf(resolved)].filter(([, values]) => !hasReference(values))));
}
