/**
 * Rewrites the compiled index files so that an export is loaded when it is first used.
 *
 * A CDK app pays for every module of every library it imports, so importing this one must cost next to nothing.
 * TypeScript compiles `export * from './x'` to an eager `require`; here each name becomes a getter that requires its file
 * once and then replaces itself with the value. The annotation at the end tells Node which names an ES module may import.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve, sep } from 'node:path';

const load = createRequire(__filename);

const LAZY = 'function lazy(name, load) {';
const STAR = /^__exportStar\(require\("(\.[^"]+)"\), exports\);$/;
/** What the compiler makes of `export { Name } from './file'`: the file in a variable, and a getter. */
const VARIABLE = /^(?:var|const) (\w+) = require\("(\.[^"]+)"\);$/;
const NAMED = /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\1; \} \}\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\(require\("(\.[^"]+)"\)\);$/;

interface LazyExport {
  readonly name: string;
  readonly expression: string;
}

function lazyExports(indexFile: string): LazyExport[] {
  const found: LazyExport[] = [];
  const files = new Map<string, string>();
  for (const line of readFileSync(indexFile, 'utf8').split('\n')) {
    const star = STAR.exec(line);
    const namespace = NAMESPACE.exec(line);
    const variable = VARIABLE.exec(line);
    const named = NAMED.exec(line);
    if (star) {
      const names = Object.keys(load(resolve(dirname(indexFile), star[1])));
      found.push(...names.map((name) => ({ name, expression: `require("${star[1]}").${name}` })));
    } else if (variable) {
      files.set(variable[1], variable[2]);
    } else if (named && files.has(named[2])) {
      found.push({ name: named[1], expression: `require("${files.get(named[2])}").${named[1]}` });
    } else if (namespace) {
      found.push({ name: namespace[1], expression: `require("${namespace[2]}")` });
    }
  }
  return found;
}

function makeLazy(indexFile: string): void {
  if (readFileSync(indexFile, 'utf8').includes(LAZY)) {
    return;
  }
  const exported = lazyExports(indexFile);
  const expected = Object.keys(load(indexFile)).sort();
  const names = exported.map(({ name }) => name);
  if (JSON.stringify([...names].sort()) !== JSON.stringify(expected)) {
    throw new Error(`${indexFile} exports ${expected.join(', ')}, but lazy exports were found for ${names.join(', ')} only: an index file may only hold lines that export from other files.`);
  }
  writeFileSync(indexFile, [
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
    ...exported.map(({ name, expression }) => `lazy("${name}", () => ${expression});`),
    `0 && (module.exports = { ${names.join(', ')} });`,
    '',
  ].join('\n'));
}

const lib = resolve(__dirname, '..', 'lib');
const indexFiles = (readdirSync(lib, { recursive: true }) as string[]).filter((file) => basename(file) === 'index.js');
// The rooms first: the main index asks them for their names.
for (const file of indexFiles.sort((one, other) => other.split(sep).length - one.split(sep).length)) {
  makeLazy(resolve(lib, file));
}
