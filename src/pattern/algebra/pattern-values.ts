import { isMatcher, isReference } from '../matcher/matcher';

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
  /** In the pattern, with `$or` and the number of the branch. */
  readonly path: string[];
  /** In the event. */
  readonly names: string[];
  readonly matchers: any[];
}

/** All lists of matchers of a pattern, those below `$or` included. */
export function fieldsOf(pattern: object): PatternField[] {
  const fields: PatternField[] = [];
  addFields(pattern, [], [], fields);
  return fields;
}

function addFields(pattern: object, path: string[], names: string[], fields: PatternField[]): void {
  for (const [name, value] of Object.entries(pattern)) {
    const at = [...path, name];
    if (!Array.isArray(value)) {
      if (isMatcher(value) && !isReference(value)) {
        addFields(value, at, [...names, name], fields);
      }
    } else if (name === '$or') {
      value.forEach((branch, n) => (isMatcher(branch) ? addFields(branch, [...at, String(n)], names, fields) : undefined));
    } else {
      fields.push({ path: at, names: [...names, name], matchers: value });
    }
  }
}
