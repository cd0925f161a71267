/** The list, of which a test expects something of every element: expecting it of none proves nothing. */
export function everyOf<T>(elements: Iterable<T>): T[] {
  const all = [...elements];
  if (all.length === 0) {
    throw new Error('There is nothing in the list that this test looks at.');
  }
  return all;
}

/** Lists of which some may be empty, as long as one of each kind is not: what is nowhere is asked for at the end. */
export class Lists {
  private readonly elements = new Map<string, number>();

  public everyOf<T>(kind: string, elements: Iterable<T>): T[] {
    const all = [...elements];
    this.elements.set(kind, (this.elements.get(kind) ?? 0) + all.length);
    return all;
  }

  /** The kinds of which every list was empty. */
  public get nowhere(): string[] {
    return [...this.elements].filter(([, count]) => count === 0).map(([kind]) => kind);
  }
}
