import { isMatcher, isReference } from '../../pattern/matcher';
import { ServicePattern } from '../../pattern/service-pattern';

/** The patterns that the `$or` at the top of a pattern stands for; the pattern itself where there is none. */
export function alternativesOf({ $or, ...rest }: ServicePattern & { $or?: any }): ServicePattern[] {
  return Array.isArray($or) ? $or.map((branch) => ({ ...rest, ...branch })) : [rest];
}

/** The texts that a field lists, whatever else it lists. */
export function textsIn(values: any): string[] {
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

/** The texts that a field lists, where it lists nothing else. */
export function onlyTextsIn(values: any): string[] | undefined {
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined;
}

/** A list of matchers in a pattern, and where it stands. */
export interface PatternField {
  readonly path: string[];
  readonly matchers: any[];
}

/** All lists of matchers of a pattern, those below `$or` included. */
export function fieldsOf(pattern: object, path: string[] = []): PatternField[] {
  return Object.entries(pattern).flatMap(([name, value]): PatternField[] => {
    const at = [...path, name];
    if (Array.isArray(value)) {
      return name === '$or'
        ? value.flatMap((branch, n) => (isMatcher(branch) ? fieldsOf(branch, [...at, String(n)]) : []))
        : [{ path: at, matchers: value }];
    }
    return isMatcher(value) && !isReference(value) ? fieldsOf(value, at) : [];
  });
}
