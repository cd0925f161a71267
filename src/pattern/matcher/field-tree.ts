import { FieldCondition } from './field-condition';
import { Alternative } from '../algebra/pattern-alternatives';

/**
 * The fields of an alternative, arranged as an event is.
 */
export class FieldTree {
  public static of(alternative: Alternative): FieldTree {
    const root = new FieldTree();
    for (const [path, condition] of alternative) {
      root.grow(path.split('.')).condition = condition;
    }
    return root;
  }

  /** What is wanted of the field that ends here. */
  public condition?: FieldCondition;
  /** Names of the fields of an object at this place, and where they lead. */
  public readonly names: string[] = [];
  /** Which of them every object has from its prototype, such as `constructor`. */
  public readonly inherited: boolean[] = [];
  public readonly children: FieldTree[] = [];

  private grow(names: string[]): FieldTree {
    let place: FieldTree = this;
    for (const name of names) {
      let at = place.names.indexOf(name);
      if (at < 0) {
        at = place.names.push(name) - 1;
        place.inherited.push(name in Object.prototype);
        place.children.push(new FieldTree());
      }
      place = place.children[at];
    }
    return place;
  }
}
