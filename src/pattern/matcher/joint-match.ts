import { CheckedEvent } from './checked-event';
import { FieldCondition } from './field-condition';
import { FieldPath, Membership } from './field-values';
import { Alternative } from '../algebra/pattern-alternatives';

/** How many choices of list elements are followed before an event is given up. Real events need a handful. */
const MAX_CHOICES = 2_000_000;

/** The elements that were chosen of the lists which later fields are in too. */
type Choice = ReadonlyMap<readonly unknown[], number>;

/**
 * Whether an event has all fields of an alternative in the same elements of its lists.
 *
 * The fields are gone through in the order of their paths, as the engine of EventBridge does. That matters for absent
 * fields: one is absent when it is in none of the elements that fields before it have chosen. All choices that are still
 * possible are kept side by side; a list that no later field is in is forgotten, so there are never more choices than
 * the lists around one field have elements.
 *
 * @throws when the event can be read in too many ways, which takes lists below names with dots
 */
export class JointMatch {
  private readonly fields: { readonly at: FieldPath; readonly condition: FieldCondition }[];

  constructor(alternative: Alternative) {
    this.fields = [...alternative].sort(([one], [other]) => one < other ? -1 : 1)
      .map(([path, condition]) => ({ at: new FieldPath(path), condition }));
  }

  public matches({ fields, hasDottedNames }: CheckedEvent): boolean {
    const lists = new Lists();
    this.fields.forEach(({ at }, order) => {
      for (const { membership } of at.valuesIn(fields, hasDottedNames)) {
        lists.note(membership, order);
      }
    });
    let choices: Choice[] = [new Map()];
    let followed = 0;
    for (let order = 0; order < this.fields.length && choices.length > 0; order++) {
      const { at, condition } = this.fields[order];
      const next = new Map<string, Choice>();
      for (const choice of choices) {
        let absent = true;
        for (const { value, membership } of at.valuesIn(fields, hasDottedNames, choice)) {
          absent = false;
          followed += 1;
          if (followed > MAX_CHOICES) {
            throw new Error(`The event has lists in lists that can be combined in more than ${MAX_CHOICES} ways: make them shorter.`);
          }
          if (condition.holds(value)) {
            lists.keep(next, choice, membership, order);
          }
        }
        if (absent && condition.takesAbsence) {
          lists.keep(next, choice, undefined, order);
        }
      }
      choices = [...next.values()];
    }
    return choices.length > 0;
  }
}

/** The lists of an event that hold fields of a pattern. */
class Lists {
  private readonly numbers = new Map<readonly unknown[], number>();
  private readonly lastUse = new Map<readonly unknown[], number>();

  public note(membership: Membership | undefined, order: number): void {
    for (let at = membership; at && this.lastUse.get(at.list) !== order; at = at.outer) {
      this.lastUse.set(at.list, order);
      this.numbers.set(at.list, this.numbers.get(at.list) ?? this.numbers.size);
    }
  }

  public keep(next: Map<string, Choice>, choice: Choice, membership: Membership | undefined, order: number): void {
    const chosen = new Map(choice);
    for (let at = membership; at; at = at.outer) {
      chosen.set(at.list, at.element);
    }
    for (const list of chosen.keys()) {
      if (this.lastUse.get(list)! <= order) {
        chosen.delete(list);
      }
    }
    const key = [...chosen].map(([list, element]) => `${this.numbers.get(list)}:${element}`).sort().join();
    next.set(key, chosen);
  }
}
