import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(__dirname, '..', '..', 'src');
/** What a file loads when it runs: types are gone by then. */
const RUN_TIME = /^(?:import (?!type )[^;]*?from|export (?!type )[^;]*? from|import) '([^']+)'|\brequire\('([^']+)'\)/gm;

function filesOf(folder: string): string[] {
  return (readdirSync(join(SRC, folder), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).map((file) => join(SRC, folder, file));
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(RUN_TIME)].map(([, one, other]) => one ?? other);
}

/** What is loaded from outside, with the file that does it, when a file is. */
function loadedBy(files: string[]): string[] {
  const [open, seen, outside] = [[...files], new Set<string>(), new Set<string>()];
  while (open.length > 0) {
    const file = open.pop()!;
    if (!seen.has(file)) {
      seen.add(file);
      for (const name of importsOf(file)) {
        const path = name.startsWith('.') ? resolve(dirname(file), name) : undefined;
        if (path === undefined) {
          outside.add(`${relative(SRC, file)}: ${name}`);
        } else if (!path.endsWith('.json')) {
          open.push(existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts'));
        }
      }
    }
  }
  return [...outside].sort();
}

const CDK = /: (aws-cdk-lib|constructs)(\/|$)/;

test('what reads templates loads nothing of the CDK, so that a template that no app of the CDK made can be read', () => {
  const files = filesOf('template');
  expect(files.length).toBeGreaterThan(5);
  expect(loadedBy(files).filter((name) => CDK.test(name))).toEqual([]);
});

test('the walk sees what a room with constructs loads', () => {
  expect(loadedBy(filesOf('checks')).some((name) => CDK.test(name))).toBe(true);
});
