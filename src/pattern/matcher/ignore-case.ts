/** What may stand for one character of the pattern. */
type Spellings = readonly string[];

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Compares texts as EventBridge does when it ignores case: each character of the pattern stands for its small and its
 * capital form, which can have several characters (`ß` and `SS`). The event's text is not folded, so a `ß` in the event
 * is no `SS` of the pattern. Characters that UTF-16 writes as a pair are compared as `??`, hence never found.
 */
export class IgnoreCase {
  private readonly spellings: Spellings[];
  /** Both forms of every character have one character, which almost all texts allow. */
  private readonly simple: boolean;

  constructor(text: string) {
    this.spellings = text.split('').map((character) => SURROGATE.test(character)
      ? ['?']
      : [...new Set([character.toLowerCase(), character.toUpperCase()])]);
    this.simple = this.spellings.every((spellings) => spellings.every(({ length }) => length === 1));
  }

  public equals(text: string): boolean {
    return this.ends(text, 0).includes(text.length);
  }

  public startsOf(text: string): boolean {
    return this.ends(text, 0).length > 0;
  }

  public endOf(text: string): boolean {
    if (this.simple) {
      return this.ends(text, text.length - this.spellings.length).length > 0;
    }
    const shortest = this.spellings.reduce((sum, forms) => sum + Math.min(...forms.map(({ length }) => length)), 0);
    const longest = this.spellings.reduce((sum, forms) => sum + Math.max(...forms.map(({ length }) => length)), 0);
    for (let length = shortest; length <= Math.min(longest, text.length); length++) {
      if (this.ends(text, text.length - length).includes(text.length)) {
        return true;
      }
    }
    return false;
  }

  /** Where in a text the pattern can end when it begins at a place. */
  private ends(text: string, from: number): number[] {
    if (from < 0) {
      return [];
    }
    let places = [from];
    for (const spellings of this.spellings) {
      const next = new Set<number>();
      for (const place of places) {
        for (const spelling of spellings) {
          if (text.startsWith(spelling, place)) {
            next.add(place + spelling.length);
          }
        }
      }
      if (next.size === 0) {
        return [];
      }
      places = [...next];
    }
    return places;
  }
}
