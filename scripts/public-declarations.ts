/**
 * Leaves the declarations in the package that its index leads to. The package exports nothing else, and the others are two
 * thirds of the files. What stays is where the assembly says that it is, so that examples can be translated.
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { withoutListOfConstants } from './list-of-constants';

const lib = resolve(__dirname, '..', 'lib');
const FROM = /\bfrom '(\.[^']*)'|\bimport\(["'](\.[^"']*)["']\)|^import '(\.[^']*)'/gm;

function reachable(file: string, found = new Set<string>()): Set<string> {
  if (!found.has(file)) {
    found.add(file);
    for (const [, ...ways] of readFileSync(file, 'utf8').matchAll(FROM)) {
      const from = resolve(dirname(file), ways.find((way) => way !== undefined)!);
      const declarations = [`${from}.d.ts`, resolve(from, 'index.d.ts')].find(existsSync);
      if (!declarations) {
        throw new Error(`${file} takes types from ${from}, which has no declarations.`);
      }
      reachable(declarations, found);
    }
  }
  return found;
}

const kept = reachable(resolve(lib, 'index.d.ts'));
for (const file of (readdirSync(lib, { recursive: true }) as string[]).map((name) => resolve(lib, name))) {
  if (file.endsWith('.d.ts') && !kept.has(file)) {
    rmSync(file);
  }
}
for (const file of kept) {
  const declarations = readFileSync(file, 'utf8');
  const shorter = withoutListOfConstants(declarations);
  if (shorter !== declarations) {
    writeFileSync(file, shorter);
  }
}
