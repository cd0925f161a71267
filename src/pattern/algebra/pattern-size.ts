import { ServicePattern } from './service-pattern';

/**
 * The length of a pattern, or nothing where part of it is known at deployment only.
 *
 * @param resolved the pattern as it stands in a template
 */
export function patternSize(resolved: ServicePattern): number | undefined {
  return hasReference(resolved) ? undefined : JSON.stringify(resolved).length;
}

/**
 * Whether part of a pattern is known at deployment only.
 *
 * @param value the pattern as it stands in a template, or part of it
 */
export function hasReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const entries = Object.entries(value);
  return entries.some(([key, entry]) => (!Array.isArray(value) && (key === 'Ref' || key.startsWith('Fn::'))) || hasReference(entry));
}
