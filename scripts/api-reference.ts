/**
 * Moves the constants out of API.md, where they would bury the constructs, into a page of their own.
 *
 * jsii-docgen writes a section of some 15 lines for each constant. Here each class of constants becomes a table.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const API = resolve(ROOT, 'API.md');
const PAGE = 'docs/constants.md';
const CONSTANTS = '\n#### Constants ';
/** A class with fewer constants than this reads well as it is. */
const MANY = 20;

const library = createRequire(__filename)(resolve(ROOT, 'lib')) as Record<string, Record<string, unknown>>;

interface Constant {
  readonly name: string;
  readonly description: string;
}

interface Section {
  readonly className: string;
  /** What stands before the constants: the class itself. */
  readonly head: string;
  readonly introduction: string;
  readonly constants: Constant[];
  /** The class has nothing but constants. */
  readonly only: boolean;
}

function readSection(text: string): Section | undefined {
  const at = text.indexOf(CONSTANTS);
  if (at < 0) {
    return undefined;
  }
  const head = text.slice(0, at);
  const constants = [...text.slice(at).matchAll(/^\| <code><a href="[^"]*">([^<]+)<\/a><\/code> \| .*? \| (.*) \|$/gm)]
    .map(([, name, description]) => ({ name, description }));
  const only = !head.includes('\n#### ');
  return {
    className: /^### (\w+)/.exec(text)![1],
    head: head.trimEnd(),
    // The comment of a class lists its constants too, for languages that show no others.
    introduction: head.split('\n').slice(1).filter((line) => !/^- [A-Z0-9_]+: "/.test(line)).join('\n').replace(/\n{3,}/g, '\n\n').trim(),
    constants,
    only: only && constants.every(({ name }) => name === name.toUpperCase()),
  };
}

/** `"Object Created", guaranteed.` becomes `Guaranteed.`: the value has a column of its own. */
function withoutValue(description: string, value: string): string {
  const rest = description.replace(`"${value}", `, '');
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

function pageSection({ className, introduction, constants, only }: Section): string {
  const values = library[className];
  const rows = constants.map(({ name, description }) => {
    const value = values[name];
    return typeof value === 'string'
      ? `| \`${name}\` | \`${value}\` | ${withoutValue(description, value)} |`
      : `| \`${name}\` | ${description} |`;
  });
  const headings = only ? ['Constant', 'Value', 'Description'] : ['Constant', 'Description'];
  return [
    `## ${className}`,
    ...only ? ['', introduction] : [],
    '',
    `| ${headings.join(' | ')} |`,
    `|${headings.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

function summary({ className, introduction, constants }: Section): string {
  return `| [${className}](${PAGE}#${className.toLowerCase()}) | ${introduction.split('\n')[0]} | ${constants.length} |`;
}

const parts = readFileSync(API, 'utf8').split(/^(?=## |### )/m);
const sections = parts.map((text) => (text.startsWith('### ') ? readSection(text) : undefined));
const moved = sections.filter((section) => section && (section.only || section.constants.length >= MANY)) as Section[];
if (moved.length === 0) {
  throw new Error('API.md has no constants to move: it is not as jsii-docgen writes it.');
}
const kept = parts.map((text, at) => {
  const section = sections[at];
  if (!section || !moved.includes(section)) {
    return text;
  }
  return section.only ? '' : `${section.head}\n\n#### Constants\n\n${section.constants.length} constants, listed in [${PAGE}](${PAGE}#${section.className.toLowerCase()}).\n\n`;
}).join('').trimEnd();
writeFileSync(API, [
  kept,
  '\n## Names of events\n',
  `One class of string constants for each service that sends events, listed in [${PAGE}](${PAGE}).\n`,
  '| Class | Description | Constants |',
  '|---|---|---|',
  ...moved.filter(({ only }) => only).map(summary),
  '',
].join('\n'));
writeFileSync(resolve(ROOT, PAGE), [
  '# Constants\n',
  'What the classes of constants hold. The constructs are described in [API.md](../API.md).\n',
  moved.map(pageSection).join('\n\n'),
  '',
].join('\n'));
