/**
 * Leaves the declarations in the package that its index leads to. The package exports nothing else, and the others are two
 * thirds of the files. The names of events, a small file for each service, come together in the file that leads to them.
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

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

const events = resolve(lib, 'catalog', 'events', 'index.d.ts');
writeFileSync(events, readFileSync(events, 'utf8').replace(/^export \* from '(\..*)';$/gm, (_line, from) => {
  const file = `${resolve(dirname(events), from)}.d.ts`;
  const declarations = readFileSync(file, 'utf8').trimEnd();
  if (/^(?:import|export [*{])/m.test(declarations)) {
    throw new Error(`${file} takes something from other files: it cannot be put into one with others.`);
  }
  rmSync(file);
  return declarations;
}));
