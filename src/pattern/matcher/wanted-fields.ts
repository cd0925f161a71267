/** In how many parts the fields of a place are sorted. Few share one. */
const SLOTS = 64;

/**
 * The fields that patterns look at, arranged as an event is. Their names are found where they stand in a text, without a text of
 * their own.
 */
export class WantedFields {
  /**
   * @param paths names of fields with dots between them
   */
  public static of(paths: Iterable<string>): WantedFields {
    const root = new WantedFields('');
    for (const path of paths) {
      let place = root;
      for (const name of path.split('.')) {
        place = place.grow(name);
      }
    }
    return root;
  }

  private readonly slots = new Array<WantedFields | undefined>(SLOTS);

  /**
   * @param next another field in the same slot
   */
  private constructor(public readonly name: string, private readonly next?: WantedFields) {
  }

  /** What is wanted below a name, which begins and ends in a JSON text between its quotes. */
  public find(text: string, begin: number, end: number): WantedFields | undefined {
    let child = this.slots[slotOf(text, begin, end)];
    while (child !== undefined && !(child.name.length === end - begin && text.startsWith(child.name, begin))) {
      child = child.next;
    }
    return child;
  }

  private grow(name: string): WantedFields {
    const text = `"${name}"`;
    const end = text.length - 1;
    const known = this.find(text, 1, end);
    if (known) {
      return known;
    }
    const slot = slotOf(text, 1, end);
    const child = new WantedFields(name, this.slots[slot]);
    this.slots[slot] = child;
    return child;
  }
}

/** A slot that names rarely share. Of an empty name, its quotes count. */
function slotOf(text: string, begin: number, end: number): number {
  return ((end - begin) * 7 + text.charCodeAt(begin) * 5 + text.charCodeAt(end - 1)) % SLOTS;
}
