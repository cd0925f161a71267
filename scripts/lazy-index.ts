/**
 * Rewrites the compiled index files so that an export is loaded when it is first used.
 *
 * A CDK app pays for every module of every library it imports, so importing this one must cost next to nothing.
 * TypeScript compiles `export * from './x'` to an eager `require`; here each name becomes a getter that requires its file
 * once and then replaces itself with the value. The annotation at the end tells Node which names an ES module may import.
 * A name leads to its own file at once; the index files between are not needed then, and go.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, relative, resolve } from 'node:path';

const load = createRequire(__filename);

const LAZY = 'function lazy(name, load) {';
const STAR = /^__exportStar\(require\("(\.[^"]+)"\), exports\);$/;
/** What the compiler makes of `export { Name } from './file'`: the file in a variable, and a getter. */
const VARIABLE = /^(?:var|const) (\w+) = require\("(\.[^"]+)"\);$/;
const NAMED = /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\1; \} \}\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\("(\.[^"]+)"\)\);$/;

interface LazyExport {
  readonly name: string;
  /** The file that has it. */
  readonly file: string;
  /** Whether it is all that the file exports. */
  readonly whole?: true;
}

function lazyExports(indexFile: string): LazyExport[] {
  const found: LazyExport[] = [];
  const files = new Map<string, string>();
  const fileOf = (from: string) => load.resolve(resolve(dirname(indexFile), from));
  for (const line of readFileSync(indexFile, 'utf8').split('\n')) {
    const star = STAR.exec(line);
    const namespace = NAMESPACE.exec(line);
    const variable = VARIABLE.exec(line);
    const named = NAMED.exec(line);
    if (star) {
      const file = fileOf(star[1]);
      found.push(...isIndex(file) ? lazyExports(file) : Object.keys(load(file)).map((name) => ({ name, file })));
    } else if (variable) {
      files.set(variable[1], fileOf(variable[2]));
    } else if (named && files.has(named[2])) {
      found.push({ name: named[1], file: files.get(named[2])! });
    } else if (namespace) {
      found.push({ name: namespace[1], file: fileOf(namespace[2]), whole: true });
    }
  }
  const expected = Object.keys(load(indexFile)).sort();
  const names = found.map(({ name }) => name);
  if (JSON.stringify([...names].sort()) !== JSON.stringify(expected)) {
    throw new Error(`${indexFile} exports ${expected.join(', ')}, but lazy exports were found for ${names.join(', ')} only: an index file may only hold lines that export from other files.`);
  }
  return found;
}

function lazyIndex(indexFile: string, exported: LazyExport[]): string {
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    LAZY,
    '  Object.defineProperty(exports, name, {',
    '    configurable: true,',
    '    enumerable: true,',
    '    get() {',
    '      const value = load();',
    '      Object.defineProperty(exports, name, { configurable: true, enumerable: true, value });',
    '      return value;',
    '    },',
    '  });',
    '}',
    ...exported.map(({ name, file, whole }) => {
      const from = `./${relative(dirname(indexFile), file).replaceAll('\\', '/').replace(/(?:\/index)?\.js$/, '')}`;
      return `lazy("${name}", () => require("${from}")${whole ? '' : `.${name}`});`;
    }),
    `0 && (module.exports = { ${exported.map(({ name }) => name).join(', ')} });`,
    '',
  ].join('\n');
}

function isIndex(file: string): boolean {
  return basename(file) === 'index.js';
}

const lib = resolve(__dirname, '..', 'lib');
const main = resolve(lib, 'index.js');
if (!readFileSync(main, 'utf8').includes(LAZY)) {
  const exported = lazyExports(main);
  const entered = new Map([[main, exported]]);
  for (const { file } of exported.filter(({ whole }) => whole)) {
    entered.set(file, lazyExports(file));
  }
  for (const file of (readdirSync(lib, { recursive: true }) as string[]).map((name) => resolve(lib, name)).filter(isIndex)) {
    if (entered.has(file)) {
      writeFileSync(file, lazyIndex(file, entered.get(file)!));
    } else {
      rmSync(file);
    }
  }
}
