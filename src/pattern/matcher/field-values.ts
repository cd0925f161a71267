import { Scalar } from './value-condition';

/**
 * Which elements of lists a field of an event is in.
 */
export interface Membership {
  readonly list: readonly unknown[];
  readonly element: number;
  /** The lists around this one. */
  readonly outer?: Membership;
}

/** A value of a field, and where in lists it stands. */
export interface FieldValue {
  readonly value: Scalar;
  readonly membership?: Membership;
}

/** Which element of a list is meant, where only one is. */
export type ChosenElements = ReadonlyMap<readonly unknown[], number>;

/**
 * The values that a field has in an event: several when lists are on the way to it.
 *
 * A dot in a name and a step into an object are the same to EventBridge: `{"a.b": 1}` has the field `a.b`, as
 * `{"a": {"b": 1}}` has. An object or a list that stands in a list belongs to its element; a plain value in a list does not.
 */
export class FieldPath {
  private readonly names: string[];

  constructor(public readonly path: string) {
    this.names = path.split('.');
  }

  /**
   * @param chosen elements of lists that are settled; values in other elements of those lists are left out
   */
  public* valuesIn(fields: Record<string, unknown>, hasDottedNames: boolean, chosen: ChosenElements = new Map()): Generator<FieldValue> {
    const open: { value: unknown; taken: number; membership?: Membership }[] = [{ value: fields, taken: 0 }];
    while (open.length > 0) {
      const { value, taken, membership } = open.pop()!;
      const settled = Array.isArray(value) ? chosen.get(value) : undefined;
      if (Array.isArray(value) && settled !== undefined && taken < this.names.length) {
        open.push({ value: value[settled], taken, membership: { list: value, element: settled, outer: membership } });
      } else if (Array.isArray(value)) {
        for (let element = value.length - 1; element >= 0; element--) {
          const within = typeof value[element] === 'object' && value[element] !== null;
          if (!within) {
            open.push({ value: value[element], taken, membership });
          } else if ((settled ?? element) === element) {
            open.push({ value: value[element], taken, membership: { list: value, element, outer: membership } });
          }
        }
      } else if (typeof value === 'object' && value !== null) {
        for (const [below, steps] of this.below(value as Record<string, unknown>, taken, hasDottedNames)) {
          open.push({ value: below, taken: taken + steps, membership });
        }
      } else if (value !== undefined && taken === this.names.length) {
        yield { value: value as Scalar, membership };
      }
    }
  }

  /** What the next field on the way holds, and how many names of the path it takes. */
  private below(object: Record<string, unknown>, taken: number, hasDottedNames: boolean): [unknown, number][] {
    const found: [unknown, number][] = [];
    const last = hasDottedNames ? this.names.length : Math.min(taken + 1, this.names.length);
    let name = '';
    for (let end = taken + 1; end <= last; end++) {
      name = end === taken + 1 ? this.names[taken] : `${name}.${this.names[end - 1]}`;
      if (Object.hasOwn(object, name)) {
        found.push([object[name], end - taken]);
      }
    }
    return found;
  }
}
