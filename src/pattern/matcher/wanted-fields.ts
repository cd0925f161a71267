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

  /** What is wanted below, by slot; those that share one stand one behind the other. */
  private slots: (WantedFields | undefined)[] = [undefined];
  private readonly children = new Map<string, WantedFields>();
  private next?: WantedFields;

  private constructor(public readonly name: string) {
  }

  /** What is wanted below a name, which begins and ends in a JSON text between its quotes. */
  public find(text: string, begin: number, end: number): WantedFields | undefined {
    let child = this.slots[hashOf(text, begin, end) % this.slots.length];
    while (child !== undefined && !(child.name.length === end - begin && text.startsWith(child.name, begin))) {
      child = child.next;
    }
    return child;
  }

  private grow(name: string): WantedFields {
    const known = this.children.get(name);
    if (known) {
      return known;
    }
    const child = new WantedFields(name);
    this.children.set(name, child);
    if (this.children.size > this.slots.length / 4) {
      this.slots = new Array(this.slots.length * 8).fill(undefined);
      this.children.forEach((each) => this.shelve(each));
    } else {
      this.shelve(child);
    }
    return child;
  }

  private shelve(child: WantedFields): void {
    const slot = hashOf(`"${child.name}"`, 1, child.name.length + 1) % this.slots.length;
    child.next = this.slots[slot];
    this.slots[slot] = child;
  }
}

/** A number that names rarely share. Of an empty name, both its quotes count. */
function hashOf(text: string, begin: number, end: number): number {
  return (end - begin) * 7 + text.charCodeAt(begin) * 5 + text.charCodeAt(end - 1);
}
