import { CheckedEvent } from './checked-event';
import { AlternativeMatch } from './event-match';
import { FieldPath } from './field-values';
import { PatternMismatch } from './pattern-mismatch';
import { printable, shown } from './refused-pattern';
import { Alternative } from '../algebra/pattern-alternatives';

/**
 * Why an event does not match: of the alternatives of the pattern, what the one that comes nearest misses.
 */
export function mismatchesOf(alternatives: readonly Alternative[], checked: CheckedEvent): PatternMismatch[] {
  let nearest: PatternMismatch[] | undefined;
  for (const alternative of alternatives) {
    const missed = fieldsMissed(alternative, checked);
    const mismatches = missed.length > 0 ? missed : apart(alternative, checked);
    if (!nearest || mismatches.length < nearest.length) {
      nearest = mismatches;
    }
  }
  return nearest ?? [];
}

function fieldsMissed(alternative: Alternative, checked: CheckedEvent): PatternMismatch[] {
  return [...alternative]
    .filter(([path, condition]) => !new AlternativeMatch(new Map([[path, condition]])).matches(checked))
    .map(([path, condition]) => ({ path, wanted: shown(condition.items), found: foundAt(path, checked) }));
}

/** Every field has what is wanted, but not in the same object of a list. */
function apart(alternative: Alternative, checked: CheckedEvent): PatternMismatch[] {
  const together: Map<string, any> = new Map();
  for (const [path, condition] of alternative) {
    const before = [...together.keys()];
    together.set(path, condition);
    if (!new AlternativeMatch(together).matches(checked)) {
      const beside = before.filter((other) => !new AlternativeMatch(new Map([[other, together.get(other)], [path, condition]])).matches(checked));
      return [{
        path,
        wanted: `${shown(condition.items)} in the same element of a list as ${(beside.length > 0 ? beside : before).join(', ')}`,
        found: foundAt(path, checked),
      }];
    }
  }
  return [];
}

/** What stands where a plain value is wanted. */
function noScalarAt(names: string[], fields: unknown): string {
  const standing = names.reduce<unknown[]>((values, name) => values
    .filter((value): value is Record<string, unknown> => typeof value === 'object' && value !== null && Object.hasOwn(value, name))
    .flatMap((value) => value[name]), [fields]);
  const [object] = standing;
  if (typeof object === 'object' && object !== null) {
    const below = Object.keys(object);
    return below.length === 0 ? 'an empty object' : `an object with the fields ${printable(below.slice(0, 5).join(', '))}${below.length > 5 ? ', ...' : ''}`;
  }
  return isEmptyListAt(names, fields) ? 'an empty list' : 'nothing';
}

function isEmptyListAt(names: string[], fields: unknown): boolean {
  const value = names.reduce<any>((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name] : undefined), fields);
  return Array.isArray(value) && value.length === 0;
}

function foundAt(path: string, { fields, hasDottedNames }: CheckedEvent): string {
  const values = [...new FieldPath(path).valuesIn(fields, hasDottedNames)].map(({ value }) => value);
  if (values.length === 0) {
    return noScalarAt(path.split('.'), fields);
  }
  return values.length === 1 ? shown(values[0]) : `one of ${shown(values)}`;
}
