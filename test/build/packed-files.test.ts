import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** What npm packs of these files, by the rules of this project. */
function packed(files: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'packed-files-'));
  try {
    copyFileSync(join(ROOT, '.npmignore'), join(folder, '.npmignore'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "packed", "version": "0.0.0", "main": "lib/index.js" }');
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    const [{ files: found }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return found.map(({ path }: { path: string }) => path).filter((path: string) => path !== 'package.json').sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the package holds the compiled library, its data and the function of a redrive, and nothing that made them', () => {
  const wanted = [
    '.jsii',
    '.jsii.gz',
    '.jsii.tabl.json.gz',
    'LICENSE',
    'README.md',
    'lib/catalog/data/services.json',
    'lib/index.d.ts',
    'lib/index.js',
    'lib/redrive/dead-letter-redrive.js',
    'lib/redrive/function/redrive.js',
  ];
  const unwanted = [
    '.ci/run',
    '.eslintrc.json',
    '.github/workflows/check.yml',
    '.projenrc.ts',
    'API.md',
    'CHECKS.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'benchmark/import.ts',
    'cdk.out/manifest.json',
    'docs/delivery.md',
    'examples/python/app.py',
    'facts/regions.jsonl',
    'jest.config.json',
    'lib/redrive/handler/handler.d.ts',
    'lib/redrive/handler/handler.js',
    'projenrc/rooms.ts',
    'scripts/lazy-index.ts',
    'src/index.ts',
    'test/build/packed-files.test.ts',
    'tsconfig.dev.json',
  ];
  expect(packed([...wanted, ...unwanted])).toEqual(wanted);
});
