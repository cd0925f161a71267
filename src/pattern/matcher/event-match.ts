import { CheckedEvent } from './checked-event';
import { FieldTree } from './field-tree';
import { FieldPath } from './field-values';
import { JointMatch } from './joint-match';
import { Scalar } from './value-condition';
import { Alternative } from '../algebra/pattern-alternatives';

/**
 * Decides whether events have what one alternative of a pattern wants.
 *
 * Almost always every field has one place in the event, and is looked up there. Where names with dots, lists and fields
 * that may be absent leave a choice, the choices are gone through.
 */
export class AlternativeMatch {
  private readonly wanted: FieldTree;
  private readonly absent: FieldPath[];
  private readonly isPlain: boolean;
  private jointOnce?: JointMatch;

  constructor(private readonly alternative: Alternative) {
    const present = new Map([...alternative].filter(([, condition]) => condition.takesValues));
    this.wanted = FieldTree.of(present);
    this.absent = [...alternative].filter(([, condition]) => condition.takesAbsence).map(([path]) => new FieldPath(path));
    this.isPlain = !hasOverlap(alternative) && ![...present.values()].some(({ takesAbsence }) => takesAbsence);
  }

  public matches(checked: CheckedEvent): boolean {
    if (checked.hasDottedNames || !this.isPlain || this.absent.some((path) => !path.valuesIn(checked.fields, false).next().done)) {
      return (this.jointOnce ??= new JointMatch(this.alternative)).matches(checked);
    }
    return holds(this.wanted, checked.fields);
  }
}

/** Whether a field is wanted to have a value and to have fields itself. */
function hasOverlap(alternative: Alternative): boolean {
  for (const path of alternative.keys()) {
    for (let dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (alternative.has(path.slice(0, dot))) {
        return true;
      }
      if (dot === 0) {
        break;
      }
    }
  }
  return false;
}

/** Calls go down with the levels of the event, of which a checked event has few. */
function holds(place: FieldTree, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return value !== undefined && place.condition !== undefined && place.condition.holds(value as Scalar);
  }
  if (Array.isArray(value)) {
    for (const element of value) {
      if (holds(place, element)) {
        return true;
      }
    }
    return place.condition === undefined && place.names.length === 0;
  }
  if (place.condition) {
    return false;
  }
  const { names, inherited: inheritedNames, children } = place;
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    const inherited = inheritedNames[at] && !Object.hasOwn(value, name);
    if (!holds(children[at], inherited ? undefined : (value as Record<string, unknown>)[name])) {
      return false;
    }
  }
  return true;
}
