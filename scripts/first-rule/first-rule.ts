/**
 * Makes the compiled library fast up to its first rule.
 *
 * An app pays at every synthesis for each module that it loads: most of the time goes into finding and reading files. So
 * modules load what they import when they first use it, and those that every app needs that makes a rule stand in one
 * file. Which these are is found by making one. One file for all modules would be slower: most of it would be read for nothing.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { loopedConstants } from './looped-constants';
import { modulesOfFirstRule } from './modules-of-first-rule';
import { inOneFile, onItsOwn, requireOf } from './one-file';

const lib = resolve(__dirname, '..', '..', 'lib');
const FILE = 'first-rule';
/** What is made by other steps, or runs elsewhere. */
const APART = /^(?:command|redrive\/function|redrive\/handler)\//;
/** The names of the events of one service. */
const OF_ONE_SERVICE = /^catalog\/events\//;

const pathOf = (file: string) => relative(lib, file).replaceAll('\\', '/').replace(/\.js$/, '');
const paths = (readdirSync(lib, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.js'))
  .map((file) => pathOf(resolve(lib, file)))
  .filter((path) => !APART.test(path) && path !== FILE);
const isIndex = (path: string) => basename(path) === 'index';
const read = (path: string) => readFileSync(resolve(lib, `${path}.js`), 'utf8');
const write = (path: string, code: string) => writeFileSync(resolve(lib, `${path}.js`), code);

if (paths.some((path) => path === 'rules/service-rule')) {
  const compiled = new Map(paths.filter((path) => !isIndex(path)).map((path) => [path, loopedConstants(read(path))]));
  const nothing = new Set<string>();
  compiled.forEach((code, path) => write(path, onItsOwn(path, code, FILE, nothing)));

  const needed = new Set(modulesOfFirstRule(lib).map(pathOf).filter((path) => compiled.has(path) && !OF_ONE_SERVICE.test(path)));
  write(FILE, inOneFile(new Map([...needed].map((path) => [path, compiled.get(path)!])), FILE));
  for (const [path, code] of compiled) {
    if (needed.has(path)) {
      rmSync(resolve(lib, `${path}.js`));
    } else {
      write(path, onItsOwn(path, code, FILE, needed));
    }
  }
  for (const path of paths.filter(isIndex)) {
    write(path, read(path).replace(/\brequire\("(\.[^"]*)"\)/g, (_all, from) => requireOf(from, path, FILE, needed)));
  }
}
