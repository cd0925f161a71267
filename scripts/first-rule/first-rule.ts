/**
 * Makes the compiled library fast up to its first rule, and small.
 *
 * An app pays at every synthesis for each module that it loads: most of the time goes into finding and reading files. So
 * modules load what they import when they first use it, those that every app needs that makes a rule stand in one file, and
 * the others in a file for each room. Which the first are is found by making a rule. One file for all modules would be slower:
 * most of it would be read for nothing.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { FIRST_RULE, fileOfRoom } from './files-of-modules';
import { loopedConstants } from './looped-constants';
import { modulesOfFirstRule } from './modules-of-first-rule';
import { canMove, importedModule, inOneFile, onItsOwn, requireOf } from './one-file';

const lib = resolve(__dirname, '..', '..', 'lib');
/** What is made by other steps, or runs elsewhere. */
const APART = /^(?:command|redrive\/function|redrive\/handler)\//;
/** The names of the events of one service. */
const OF_ONE_SERVICE = /^catalog\/events\//;

const pathOf = (file: string) => relative(lib, file).replaceAll('\\', '/').replace(/\.js$/, '');
const isIndex = (path: string) => basename(path) === 'index';
const read = (path: string) => readFileSync(resolve(lib, `${path}.js`), 'utf8');
const write = (path: string, code: string) => writeFileSync(resolve(lib, `${path}.js`), code);

const paths = (readdirSync(lib, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.js'))
  .map((file) => pathOf(resolve(lib, file)))
  .filter((path) => !APART.test(path));

/** The modules that each file is made of. */
function filesOf(compiled: Map<string, string>): Map<string, string[]> {
  const together = (path: string) => compiled.has(path) && !OF_ONE_SERVICE.test(path) && canMove(compiled.get(path)!);
  const first = new Set(modulesOfFirstRule(lib).map(pathOf).filter(together));
  const files = new Map([[FIRST_RULE, [...first]]]);
  for (const path of [...compiled.keys()].filter((module) => together(module) && !first.has(module)).sort()) {
    const file = fileOfRoom(path.split('/')[0]);
    files.set(file, [...files.get(file) ?? [], path]);
  }
  return files;
}

if (!paths.includes(FIRST_RULE)) {
  const compiled = new Map(paths.filter((path) => !isIndex(path)).map((path) => [path, loopedConstants(read(path))]));
  compiled.forEach((code, path) => write(path, onItsOwn(path, code, () => undefined)));

  const files = filesOf(compiled);
  const fileOfModule = new Map([...files].flatMap(([file, modules]) => modules.map((module) => [module, file])));
  const fileOf = (module: string) => fileOfModule.get(module);
  for (const [path, code] of compiled) {
    if (fileOf(path) === undefined) {
      write(path, onItsOwn(path, code, fileOf));
    } else {
      rmSync(resolve(lib, `${path}.js`));
    }
  }
  for (const [file, modules] of files) {
    write(file, inOneFile(new Map(modules.map((path) => [path, compiled.get(path)!])), file, fileOf));
  }
  for (const path of paths.filter(isIndex)) {
    write(path, read(path).replace(/\brequire\("(\.[^"]*)"\)/g, (_all, from) => requireOf(from, importedModule(from, path), path, fileOf)));
  }
}
