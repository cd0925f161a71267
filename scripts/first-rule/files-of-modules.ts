import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { FileOf } from './one-file';

/** The file that holds what a first rule needs. */
export const FIRST_RULE = 'first-rule';

/** The file that holds the other modules of a room. */
export function fileOfRoom(room: string): string {
  return `${room}/modules`;
}

/** Where the modules of a library are that has been put into a few files. */
export function filesOfModules(lib: string): FileOf {
  const load = createRequire(__filename);
  const files = (readdirSync(lib, { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/').replace(/\.js$/, ''))
    .filter((file) => file === FIRST_RULE || file === fileOfRoom(file.split('/')[0]));
  // No module runs: each is a function of the file.
  const found = new Map(files.flatMap((file) => Object.keys(load(resolve(lib, file))).map((module): [string, string] => [module, file])));
  return (module) => found.get(module);
}
