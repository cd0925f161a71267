/** A value of a JSON text: the line, from 1, on which it stands or its name does, and what is in it. */
interface Place {
  readonly line: number;
  readonly inner?: Map<string, Place>;
}

const SPACE = new Set([' ', '\t', '\r', '\n']);
const END = new Set([',', '}', ']', ' ', '\t', '\r', '\n']);

/** Where the values of a JSON text stand. The text is one that `JSON.parse` has read. */
export class JsonLines {
  private readonly root: Place;
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {
    this.skipSpace();
    this.root = this.place(this.line);
  }

  /** The line of what the path leads to; the nearest above it where there is no such value. */
  public lineOf(path: readonly (string | number)[]): number {
    let found = this.root;
    for (const name of path) {
      const next = found.inner?.get(String(name));
      if (!next) {
        break;
      }
      found = next;
    }
    return found.line;
  }

  private place(line: number): Place {
    const opening = this.text[this.at];
    if (opening !== '{' && opening !== '[') {
      this.skipScalar();
      return { line };
    }
    const inner = new Map<string, Place>();
    this.at += 1;
    for (this.skipSpace(); this.text[this.at] !== '}' && this.text[this.at] !== ']'; this.skipSpace()) {
      const ownLine = this.line;
      const name = opening === '{' ? this.name() : String(inner.size);
      inner.set(name, this.place(ownLine));
      this.skipSpace();
      if (this.text[this.at] === ',') {
        this.at += 1;
      }
    }
    this.at += 1;
    return { line, inner };
  }

  private name(): string {
    const begin = this.at;
    this.skipScalar();
    const name = JSON.parse(this.text.slice(begin, this.at)) as string;
    this.skipSpace();
    this.at += 1;
    this.skipSpace();
    return name;
  }

  private skipScalar(): void {
    if (this.text[this.at] !== '"') {
      while (this.at < this.text.length && !END.has(this.text[this.at])) {
        this.at += 1;
      }
      return;
    }
    for (this.at += 1; this.text[this.at] !== '"'; this.at += 1) {
      if (this.text[this.at] === '\\') {
        this.at += 1;
      }
    }
    this.at += 1;
  }

  private skipSpace(): void {
    for (; SPACE.has(this.text[this.at]); this.at += 1) {
      if (this.text[this.at] === '\n') {
        this.line += 1;
      }
    }
  }
}
