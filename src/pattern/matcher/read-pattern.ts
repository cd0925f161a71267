import { isReference } from './matcher';
import { ServicePattern } from '../algebra/service-pattern';

/**
 * A rule's pattern as it stands in its resource, where it can be given as a JSON text too; nothing where it is known at
 * deployment only.
 */
export function readPattern(pattern: unknown): ServicePattern | undefined {
  if (typeof pattern === 'string') {
    try {
      return readPattern(JSON.parse(pattern));
    } catch {
      return undefined;
    }
  }
  return typeof pattern !== 'object' || pattern === null || Array.isArray(pattern) || isReference(pattern) ? undefined : pattern;
}
