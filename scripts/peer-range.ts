/**
 * Compiles the library, checks the types and runs all tests in a copy of the project, with one end of the range of peers that the library allows.
 *
 *   npm run test:oldest   the lowest versions
 *   npm run test:newest   the highest versions that there are
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

interface Manifest {
  readonly peerDependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const ENDS: Record<string, (name: string, range: string) => string> = {
  oldest: (_, range) => range.replace(/^\^/, ''),
  newest: (name, range) => {
    const versions = JSON.parse(execFileSync('npm', ['view', `${name}@${range}`, 'version', '--json'], { encoding: 'utf8' }));
    return [versions].flat().sort(byVersion).at(-1);
  },
};

function byVersion(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

function run(folder: string, command: string, args: string[]): void {
  console.log(`+ ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
}

/** What is committed, or will be; what tests ask git about is asked in the copy. */
function copyProject(folder: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean)) {
    cpSync(join(ROOT, file), join(folder, file));
  }
  run(folder, 'git', ['init', '--quiet']);
  run(folder, 'git', ['add', '--all']);
}

const [end, ...jest] = process.argv.slice(2);
const versionAt = ENDS[end];
if (!versionAt) {
  throw new Error(`Say which end of the range: ${Object.keys(ENDS).join(' or ')}.`);
}
const folder = mkdtempSync(join(tmpdir(), `cdk-service-events-${end}-`));
try {
  copyProject(folder);
  const path = join(folder, 'package.json');
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, range] of Object.entries(manifest.peerDependencies)) {
    manifest.devDependencies[name] = versionAt(name, range);
    console.log(`${name} ${manifest.devDependencies[name]}`);
  }
  writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
  run(folder, 'npm', ['install', '--no-audit', '--no-fund']);
  run(folder, 'npx', ['projen', 'compile']);
  run(folder, 'npx', ['tsc', '-p', 'tsconfig.dev.json']);
  process.exitCode = spawnSync('npx', ['jest', '--ci', ...jest], { cwd: folder, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
