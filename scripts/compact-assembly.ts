/**
 * Makes the assembly small: without white space, and without the lines of the source where things stand, which is not in the
 * package. Whatever documents or translates the library takes the rest.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';

const ASSEMBLY = resolve(__dirname, '..', '.jsii.gz');

/** The assembly as a text without the places in the source. */
export function compactAssembly(assembly: unknown): string {
  return JSON.stringify(assembly, (key, value) => (key === 'locationInModule' && 'filename' in Object(value) ? undefined : value));
}

if (require.main === module) {
  const assembly = JSON.parse(gunzipSync(readFileSync(ASSEMBLY)).toString('utf8'));
  writeFileSync(ASSEMBLY, gzipSync(compactAssembly(assembly), { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL }));
}
