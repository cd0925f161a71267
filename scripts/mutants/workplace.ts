import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Mutation } from './mutation';

const ROOT = resolve(__dirname, '..', '..');
const NEEDED = ['.eslintrc.json', '.npmignore', '.projen', 'benchmark', 'docs', 'examples', 'facts', 'jest.config.json', 'lib', 'package.json', 'projenrc', 'README.md', 'scripts', 'src', 'test', 'tsconfig.dev.json', 'tsconfig.json'];

export type Outcome = 'killed' | 'survived' | 'timed out';

/** A copy of the project outside of it, in which mistakes are made and undone. */
export class Workplace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk-service-events-mutants-'));

  constructor() {
    for (const name of NEEDED) {
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true, force: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Runs the tests with the mistake in its place. */
  public async try({ file, start, end, replacement }: Mutation, tests: string[], timeout: number): Promise<Outcome> {
    const path = join(this.folder, file);
    const code = readFileSync(path, 'utf8');
    writeFileSync(path, code.slice(0, start) + replacement + code.slice(end));
    try {
      return await this.test(tests, timeout);
    } finally {
      writeFileSync(path, code);
    }
  }

  /** Runs the tests; `survived` says that all passed. */
  public test(tests: string[], timeout: number): Promise<Outcome> {
    return new Promise((done) => {
      const jest = spawn(process.execPath, [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--silent', '--bail', '--runInBand', '--testSequencer', join(__dirname, 'as-given.js'), '--runTestsByPath', ...tests], {
        cwd: this.folder, stdio: 'ignore', detached: true, env: { ...process.env, TESTS_IN_ORDER: tests.join(' ') },
      });
      const timer = setTimeout(() => process.kill(-jest.pid!, 'SIGKILL'), timeout);
      jest.on('exit', (status, signal) => {
        clearTimeout(timer);
        done(signal ? 'timed out' : status === 0 ? 'survived' : 'killed');
      });
    });
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
