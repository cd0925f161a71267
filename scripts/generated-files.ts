import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/**
 * A file that a generator makes and the repository keeps.
 */
export interface GeneratedFile {
  /** Path from the root of the project. */
  readonly path: string;
  readonly content: string;
}

export interface Generation {
  /** What is generated, in a word. */
  readonly what: string;
  /** The command that generates it. */
  readonly command: string;
  /** Nothing is written: the process fails when writing would change anything. */
  readonly check: boolean;
}

/** Writes what has changed, or checks that nothing has. */
export function writeOrCheck(files: GeneratedFile[], { what, command, check }: Generation): void {
  const stale = files.filter(({ path, content }) => {
    const target = resolve(ROOT, path);
    return !existsSync(target) || readFileSync(target, 'utf8') !== content;
  });
  if (check && stale.length > 0) {
    console.error(`Regenerating would change ${stale.map(({ path }) => path).join(', ')}: run "${command}" and commit the result.`);
    process.exitCode = 1;
    return;
  }
  for (const { path, content } of stale) {
    mkdirSync(dirname(resolve(ROOT, path)), { recursive: true });
    writeFileSync(resolve(ROOT, path), content);
    console.log(`wrote ${path}`);
  }
  console.log(`${what}: ${files.length} generated files, ${check ? 'all as committed' : `${stale.length} changed`}`);
}
