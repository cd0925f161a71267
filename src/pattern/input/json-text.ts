/** A container's own text, where it was read by `parseJson`. */
const TEXTS = new WeakMap<object, string>();
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const NUMBER = /-?\d[\d.eE+-]*/y;
const WORDS: Record<string, unknown> = { t: true, f: false, n: null };
const WORD_LENGTHS: Record<string, number> = { t: 4, f: 5, n: 4 };

/**
 * A number that JavaScript cannot hold, or would write in another way: 9007199254740993, 243.0.
 */
export class JsonNumber {
  constructor(
    /** As the document spells it. */
    public readonly text: string,
  ) {
  }

  public toString(): string {
    return this.text;
  }
}

/** A list or an object that is being read. */
interface Open {
  readonly start: number;
  readonly list?: unknown[];
  readonly entries?: [string, unknown][];
  key?: string;
}

/**
 * Reads a JSON document so that `jsonText` can write every part of it as it was: numbers beyond what JavaScript holds, the
 * order of keys, and white space.
 *
 * @throws when the text is no JSON
 */
export function parseJson(text: string): unknown {
  // Finds every fault of the grammar, so that what follows need not.
  JSON.parse(text);
  const open: Open[] = [];
  for (let at = 0; ;) {
    const first = text[at];
    let value: unknown;
    switch (first) {
      case '{':
        open.push({ start: at, entries: [] });
        at += 1;
        continue;
      case '[':
        open.push({ start: at, list: [] });
        at += 1;
        continue;
      case '}':
      case ']':
        at += 1;
        value = close(open.pop()!, text, at);
        break;
      case '"': {
        const token = tokenAt(STRING, text, at);
        at += token.length;
        value = JSON.parse(token);
        const container = open.at(-1);
        if (container?.entries && container.key === undefined) {
          container.key = value as string;
          continue;
        }
        break;
      }
      case 't':
      case 'f':
      case 'n':
        at += WORD_LENGTHS[first];
        value = WORDS[first];
        break;
      case '-':
      case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': {
        const token = tokenAt(NUMBER, text, at);
        at += token.length;
        value = String(Number(token)) === token ? Number(token) : new JsonNumber(token);
        break;
      }
      default:
        // White space, a comma or a colon.
        at += 1;
        continue;
    }
    const container = open.at(-1);
    if (!container) {
      return value;
    }
    put(value, container);
  }
}

/**
 * A value as JSON: the parts that `parseJson` has read, as they were written.
 */
export function jsonText(value: unknown): string {
  return typeof value === 'object' && value !== null ? TEXTS.get(value) ?? write(value, jsonText) : JSON.stringify(value);
}

/**
 * A value as JSON without white space and needless escapes, its numbers as they were written.
 */
export function compactJson(value: unknown): string {
  return typeof value === 'object' && value !== null ? write(value, compactJson) : JSON.stringify(value);
}

function write(value: object, writePart: (part: unknown) => string): string {
  if (value instanceof JsonNumber) {
    return value.text;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((element) => writePart(element ?? null)).join(',')}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${writePart(member)}`).join(',')}}`;
}

function put(value: unknown, container: Open): void {
  if (container.list) {
    container.list.push(value);
  } else {
    container.entries!.push([container.key!, value]);
    container.key = undefined;
  }
}

/** `fromEntries` makes members called `__proto__`, too. */
function close({ start, list, entries }: Open, text: string, end: number): object {
  const value = list ?? Object.fromEntries(entries!);
  TEXTS.set(value, text.slice(start, end));
  return value;
}

function tokenAt(kind: RegExp, text: string, at: number): string {
  kind.lastIndex = at;
  return kind.exec(text)![0];
}
