/**
 * Takes comments and indentation out of the compiled JavaScript. The declarations keep the documentation; in the package
 * it would stand twice, and make a fifth of its size. The index files stay as they are, for the step that makes them lazy.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { compactJavaScript } from './compact-javascript';

const lib = resolve(__dirname, '..', 'lib');
for (const file of readdirSync(lib, { recursive: true }) as string[]) {
  if (file.endsWith('.js') && basename(file) !== 'index.js') {
    const path = resolve(lib, file);
    writeFileSync(path, compactJavaScript(readFileSync(path, 'utf8')));
  }
}
