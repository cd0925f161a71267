/** The longest text that is taken. Almost every event is far shorter. */
const MOST_CHARACTERS = 64 * 1024;
/** The longest number that is taken: one with so many digits is finite. */
const MOST_DIGITS = 300;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
const A = 0x61;
const F = 0x66;
const U = 0x75;
/** What may stand behind a backslash, besides `u` and four digits. */
const ESCAPED = new Set([...'"\\/bfnrt'].map((character) => character.charCodeAt(0)));

/* eslint-disable no-bitwise -- four bytes are looked at together, as one number. */
const ONES = 0x01010101;
const TOP_BITS = 0x80808080 | 0;

/**
 * The bytes of a JSON text of ASCII, and where each part of it ends.
 *
 * What is no JSON, or is unusual, ends nowhere: behind every text, where there are zeros. These fit nothing that JSON has, so what
 * is looked for there ends nowhere too, and one look at the end of a text tells whether all of it was taken.
 */
export class JsonBytes {
  public readonly nowhere = MOST_CHARACTERS + 1;
  public readonly bytes = new Uint8Array(MOST_CHARACTERS + 8);
  private readonly room = this.bytes.subarray(0, MOST_CHARACTERS);
  private readonly words = new DataView(this.bytes.buffer);
  private readonly encoder = new TextEncoder();

  /** Takes a text; not one that is long, or has anything besides ASCII. */
  public take(text: string): boolean {
    const { length } = text;
    if (length > MOST_CHARACTERS) {
      return false;
    }
    const { read, written } = this.encoder.encodeInto(text, this.room);
    this.bytes[length] = 0;
    return read === length && written === length;
  }

  public afterSpace(begin: number): number {
    const { bytes } = this;
    let at = begin;
    while (bytes[at] <= SPACE && (bytes[at] === SPACE || bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN || bytes[at] === TAB)) {
      at++;
    }
    return at;
  }

  /** After a name without dots and escapes, which begins behind its quote. */
  public afterName(begin: number): number {
    for (let at = begin; ; at += 4) {
      const word = this.words.getInt32(at, true);
      const found = ~(ordinary(word) & unlike(word, DOT * ONES)) & TOP_BITS;
      if (found !== 0) {
        const end = at + firstOf(found);
        return this.bytes[end] === QUOTE ? end + 1 : this.nowhere;
      }
    }
  }

  /** After a text, which begins behind its quote. */
  public afterText(begin: number): number {
    let at = this.endOfOrdinary(begin);
    while (this.bytes[at] === BACKSLASH) {
      at = this.endOfOrdinary(this.afterEscape(at + 1));
    }
    return this.bytes[at] === QUOTE ? at + 1 : this.nowhere;
  }

  /** After a number without an exponent. */
  public afterNumber(begin: number): number {
    const whole = this.bytes[begin] === MINUS ? begin + 1 : begin;
    let end = this.bytes[whole] === ZERO ? whole + 1 : this.afterDigits(whole);
    if (this.bytes[end] === DOT) {
      end = this.afterDigits(end + 1);
    }
    return end - begin > MOST_DIGITS ? this.nowhere : end;
  }

  private afterDigits(begin: number): number {
    let at = begin;
    while (isDigit(this.bytes[at])) {
      at++;
    }
    return at === begin ? this.nowhere : at;
  }

  /** The first byte that cannot stand in a text as it is. */
  private endOfOrdinary(begin: number): number {
    for (let at = begin; ; at += 4) {
      const found = ~ordinary(this.words.getInt32(at, true)) & TOP_BITS;
      if (found !== 0) {
        return at + firstOf(found);
      }
    }
  }

  private afterEscape(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== U) {
      return ESCAPED.has(bytes[at]) ? at + 1 : this.nowhere;
    }
    for (let digit = at + 1; digit <= at + 4; digit++) {
      const small = bytes[digit] | SPACE;
      if (!isDigit(bytes[digit]) && !(small >= A && small <= F)) {
        return this.nowhere;
      }
    }
    return at + 5;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** The top bits of those bytes of a word that can stand in a text as they are. */
function ordinary(word: number): number {
  return ((word | TOP_BITS) - SPACE * ONES) & unlike(word, QUOTE * ONES) & unlike(word, BACKSLASH * ONES);
}

/** The top bits of those bytes of a word that differ from those of another. No byte of ASCII has its top bit set itself. */
function unlike(word: number, other: number): number {
  return ((word ^ other) | TOP_BITS) - ONES;
}

/** The first byte of a word that has its top bit. */
function firstOf(tops: number): number {
  return (31 - Math.clz32(tops & -tops)) >> 3;
}
