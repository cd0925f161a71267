const ESCAPE = '\\';

/**
 * A text in which `*` stands for any characters, or none.
 *
 * The pieces between the wildcards are looked for one after the other, each at the first place that it has: no choice is
 * ever taken back, so no pattern takes longer than its length times that of the text.
 */
export class Wildcard {
  /**
   * @throws when EventBridge refuses the text, with what is wrong with it
   */
  public static of(text: string): Wildcard {
    const pieces = [''];
    for (let at = 0; at < text.length; at++) {
      if (text[at] === ESCAPE) {
        at += 1;
        if (text[at] !== '*' && text[at] !== ESCAPE) {
          throw new Error(`has a backslash before ${at < text.length ? `'${text[at]}'` : 'its end'}: a backslash may stand before '*' and before another backslash only`);
        }
        pieces[pieces.length - 1] += text[at];
      } else if (text[at] === '*') {
        if (text[at + 1] === '*') {
          throw new Error('has two wildcards in a row, which match no more than one does: write one');
        }
        pieces.push('');
      } else {
        pieces[pieces.length - 1] += text[at];
      }
    }
    return new Wildcard(pieces);
  }

  private constructor(private readonly pieces: string[]) {
  }

  public matches(text: string): boolean {
    const first = this.pieces[0];
    const last = this.pieces[this.pieces.length - 1];
    if (this.pieces.length === 1) {
      return text === first;
    }
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    let place = first.length;
    for (let at = 1; at < this.pieces.length - 1; at++) {
      const found = text.indexOf(this.pieces[at], place);
      if (found < 0) {
        return false;
      }
      place = found + this.pieces[at].length;
    }
    return place <= end;
  }
}
