import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LineCounter, Node, ParsedNode, Scalar, isCollection, isMap, isPair, isScalar, parseDocument } from 'yaml';
import { JsonLines } from './json-lines';
import { UsageError } from '../usage-error';

const MB = 1024 * 1024;
/** A template of CloudFormation may have 1 MB; a plan of Terraform many. */
const MAX_BYTES = 64 * MB;
/** YAML is read a hundred times more slowly than JSON. */
const MAX_BYTES_OF_YAML = 2 * MB;
/** Where a place in a file is looked up: beyond that, the file is read without. */
const MAX_BYTES_WITH_LINES = 16 * MB;
const MAX_LEVELS = 200;

/** A JSON or YAML file that was read. */
export interface Document {
  readonly path: string;
  readonly value: any;
  /** The line, from 1, at which something stands, by its names and indexes; the nearest above it where it has no line. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/**
 * Reads a file of JSON or YAML, with the short forms of CloudFormation's functions (`!Ref`, `!Sub`).
 *
 * @throws UsageError when it cannot be read
 */
export function readDocument(path: string): Document {
  return parseText(path, readText(path));
}

function readText(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readWhole(path, file);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  } finally {
    if (file !== undefined) {
      closeSync(file);
    }
  }
}

/** As much of a file as tells what it may be. */
export function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(64 * 1024);
    return chunk.toString('utf8', 0, readSync(file, chunk, 0, chunk.length, 0));
  } finally {
    closeSync(file);
  }
}

/** What a pipe or a device holds is known only when it has been read, so no more is read than can be used. */
function readWhole(path: string, file: number): string {
  const { size } = fstatSync(file);
  const chunks: Buffer[] = [];
  let total = 0;
  for (let read = -1; read !== 0 && total <= MAX_BYTES && size <= MAX_BYTES;) {
    const chunk = Buffer.allocUnsafe(MB);
    read = readSync(file, chunk, 0, chunk.length, null);
    chunks.push(chunk.subarray(0, read));
    total += read;
  }
  if (Math.max(total, size) > MAX_BYTES) {
    throw new UsageError(`${path} has ${size > MAX_BYTES ? Math.round(size / MB) : `more than ${MAX_BYTES / MB}`} MB, and files of up to ${MAX_BYTES / MB} MB are read.`);
  }
  return Buffer.concat(chunks).toString('utf8').replace(/^\ufeff/, '');
}

/**
 * @throws UsageError when it is neither JSON nor YAML
 */
export function parseText(path: string, text: string): Document {
  if (/^\s*[{[]/.test(text)) {
    const value = parsedJson(path, text);
    if (value !== undefined) {
      requireLevels(path, value);
      let lines: JsonLines | undefined;
      return { path, value, lineOf: (place) => (text.length > MAX_BYTES_WITH_LINES ? undefined : (lines ??= new JsonLines(text)).lineOf(place)) };
    }
  }
  if (text.length > MAX_BYTES_OF_YAML) {
    throw new UsageError(`${path} has ${Math.ceil(text.length / MB)} MB of YAML, and up to ${MAX_BYTES_OF_YAML / MB} MB are read; JSON may have ${MAX_BYTES / MB} MB.`);
  }
  const lines = new Lines(path, text);
  return { path, value: lines.value(), lineOf: (place) => lines.lineOf(place) };
}

/** What reads a template goes down into it. */
function requireLevels(path: string, value: unknown): void {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_LEVELS) {
      throw new UsageError(`${path} cannot be read: it is nested deeper than ${MAX_LEVELS} levels`);
    }
    const inner: unknown[] = [];
    for (const entry of level) {
      if (typeof entry === 'object' && entry !== null) {
        for (const found of Object.values(entry)) {
          inner.push(found);
        }
      }
    }
    level = inner;
  }
}

/** Nothing where the text may be YAML in flow style. */
function parsedJson(path: string, text: string): any {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (path.endsWith('.json')) {
      throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
    }
    return undefined;
  }
}

class Lines {
  private readonly counter = new LineCounter();
  private readonly contents: ParsedNode | null;
  private readonly toValue: () => any;

  constructor(private readonly path: string, text: string) {
    const document = parseDocument(text, { lineCounter: this.counter, customTags: SHORT_FORMS, uniqueKeys: true, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) {
      throw new UsageError(`${path} is neither JSON nor YAML: ${error.message.split('\n')[0]}`);
    }
    this.contents = document.contents;
    this.toValue = () => document.toJS({ maxAliasCount: 100 });
  }

  public value(): any {
    try {
      return expanded(this.toValue());
    } catch (error) {
      throw new UsageError(`${this.path} cannot be read: ${(error as Error).message}`);
    }
  }

  public lineOf(place: readonly (string | number)[]): number | undefined {
    let at: Node | null = this.contents;
    let line = lineAt(at, this.counter);
    for (const name of place) {
      const pair: any = isMap(at) ? at.items.find(({ key }) => isScalar(key) && String(key.value) === String(name)) : undefined;
      const next: unknown = pair ? pair.value : isCollection(at) && !isMap(at) ? at.items[Number(name)] : undefined;
      if (!next) {
        break;
      }
      line = lineAt(pair ? pair.key as Node : next as Node, this.counter) ?? line;
      at = (isPair(next) ? next.value : next) as Node;
    }
    return line;
  }
}

function lineAt(node: Node | null, counter: LineCounter): number | undefined {
  return node?.range ? counter.linePos(node.range[0]).line : undefined;
}

/** A short form stands for an object of one key; the marker is made into it once the document is an ordinary value. */
class ShortForm {
  constructor(public readonly name: string, public readonly value: unknown) {
  }
}

const NAMES = [
  'Ref', 'Condition', 'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'Rain::Embed',
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const SHORT_FORMS: any[] = NAMES.flatMap((name) => ['scalar', 'seq', 'map'].map((kind) => ({
  tag: `!${name}`,
  ...(kind !== 'scalar' && { collection: kind }),
  resolve: (node: any) => Object.assign(new Scalar(new ShortForm(name, node)), { range: node.range }),
})));

/** Functions in their full form, and no value that is deeper than a template may be. */
function expanded(value: any, level = 0): any {
  if (level > MAX_LEVELS) {
    throw new Error(`it is nested deeper than ${MAX_LEVELS} levels`);
  }
  if (value instanceof ShortForm) {
    return fullForm(value.name, expanded((value.value as any).toJSON?.() ?? value.value, level + 1));
  }
  if (Array.isArray(value)) {
    return value.map((entry) => expanded(entry, level + 1));
  }
  if (value instanceof Date) {
    return value.toISOString().slice(0, 10);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, expanded(entry, level + 1)]))
    : value;
}

function fullForm(name: string, value: unknown): object {
  if (name === 'Ref' || name === 'Condition') {
    return { [name]: value };
  }
  const isPath = name === 'GetAtt' && typeof value === 'string';
  return { [`Fn::${name}`]: isPath ? [value.split('.')[0], value.split('.').slice(1).join('.')] : value };
}
