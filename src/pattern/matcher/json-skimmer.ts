import { JsonBytes } from './json-bytes';
import { WantedFields } from './wanted-fields';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const LIST = 0x5b;
const LIST_END = 0x5d;
const F = 0x66;
const N = 0x6e;
const T = 0x74;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** The bytes of the text that is skimmed, one at a time. */
const json = new JsonBytes();

/**
 * Takes the wanted fields out of the objects that JSON texts hold. A text is gone through once, and no other field is made a value.
 *
 * Nothing comes of a text that has anything unusual: besides what is no JSON, characters outside ASCII, names with dots or
 * escapes, exponents, more than a number of levels, a great length. So what comes of a text is what `JSON.parse` makes of it.
 */
export class JsonSkimmer {
  private text = '';
  /** What was last made a value. */
  private value: unknown;

  constructor(private readonly wanted: WantedFields, private readonly mostLevels: number) {
  }

  public skim(text: string): Record<string, unknown> | undefined {
    if (!json.take(text)) {
      return undefined;
    }
    this.text = text;
    const begin = json.afterSpace(0);
    const end = json.bytes[begin] === OBJECT ? json.afterSpace(this.afterObject(begin + 1, 1, this.wanted)) : json.nowhere;
    const fields = this.value as Record<string, unknown>;
    this.text = '';
    this.value = undefined;
    return end === text.length ? fields : undefined;
  }

  private afterValue(at: number, level: number, wanted?: WantedFields): number {
    switch (json.bytes[at]) {
      case QUOTE: return this.afterText(at + 1, wanted);
      case OBJECT: return this.afterObject(at + 1, level + 1, wanted);
      case LIST: return this.afterList(at + 1, level + 1, wanted);
      case T: return this.afterWord(at, 'true', true);
      case F: return this.afterWord(at, 'false', false);
      case N: return this.afterWord(at, 'null', null);
      default: return this.afterNumber(at, wanted);
    }
  }

  private afterObject(begin: number, level: number, wanted?: WantedFields): number {
    if (level > this.mostLevels) {
      return json.nowhere;
    }
    const object: Record<string, unknown> | undefined = wanted && {};
    let at = json.afterSpace(begin);
    if (json.bytes[at] !== OBJECT_END) {
      at = this.afterField(at, level, wanted, object);
      while (json.bytes[at] === COMMA) {
        at = this.afterField(json.afterSpace(at + 1), level, wanted, object);
      }
    }
    this.value = object;
    return json.bytes[at] === OBJECT_END ? at + 1 : json.nowhere;
  }

  private afterField(begin: number, level: number, wanted?: WantedFields, object?: Record<string, unknown>): number {
    const end = json.bytes[begin] === QUOTE ? json.afterName(begin + 1) : json.nowhere;
    const colon = json.afterSpace(end);
    if (json.bytes[colon] !== COLON) {
      return json.nowhere;
    }
    const child = wanted?.find(this.text, begin + 1, end - 1);
    const at = this.afterValue(json.afterSpace(colon + 1), level, child);
    if (child) {
      put(object!, child.name, this.value);
    }
    return json.afterSpace(at);
  }

  private afterList(begin: number, level: number, wanted?: WantedFields): number {
    if (level > this.mostLevels) {
      return json.nowhere;
    }
    const list: unknown[] | undefined = wanted && [];
    let at = json.afterSpace(begin);
    if (json.bytes[at] !== LIST_END) {
      at = this.afterElement(at, level, wanted, list);
      while (json.bytes[at] === COMMA) {
        at = this.afterElement(json.afterSpace(at + 1), level, wanted, list);
      }
    }
    this.value = list;
    return json.bytes[at] === LIST_END ? at + 1 : json.nowhere;
  }

  private afterElement(begin: number, level: number, wanted?: WantedFields, list?: unknown[]): number {
    const at = this.afterValue(begin, level, wanted);
    list?.push(this.value);
    return json.afterSpace(at);
  }

  private afterText(begin: number, wanted?: WantedFields): number {
    const end = json.afterText(begin);
    if (wanted && end !== json.nowhere) {
      const written = this.text.slice(begin, end - 1);
      this.value = written.includes('\\') ? JSON.parse(`"${written}"`) : written;
    }
    return end;
  }

  private afterNumber(begin: number, wanted?: WantedFields): number {
    const end = json.afterNumber(begin);
    if (wanted) {
      this.value = Number(this.text.slice(begin, end));
    }
    return end;
  }

  private afterWord(at: number, word: string, meant: boolean | null): number {
    this.value = meant;
    return this.text.startsWith(word, at) ? at + word.length : json.nowhere;
  }
}

/** A field, also one that has the name of the prototype. */
function put(object: Record<string, unknown>, name: string, held: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value: held, configurable: true, enumerable: true });
  } else {
    object[name] = held;
  }
}
