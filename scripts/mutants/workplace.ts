import { ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Mutation } from './mutation';

const ROOT = resolve(__dirname, '..', '..');
const NEEDED = ['.eslintrc.json', '.npmignore', '.projen', 'benchmark', 'docs', 'examples', 'facts', 'jest.config.json', 'lib', 'package.json', 'projenrc', 'README.md', 'scripts', 'src', 'test', 'tsconfig.dev.json', 'tsconfig.json'];
/** What a process that ran many tests may hold before another takes its place. */
const MOST_BYTES = 3_000_000_000;

export type Outcome = 'killed' | 'survived' | 'timed out';

interface Answer {
  readonly passed: boolean;
  readonly bytes: number;
}

/** A copy of the project outside of it, in which mistakes are made and undone, with a process that runs its tests. */
export class Workplace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk-service-events-mutants-'));
  private running?: ChildProcess;

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

  /** Runs the tests until one fails; `survived` says that all passed. */
  public test(tests: string[], timeout: number): Promise<Outcome> {
    const jest = this.running ??= fork(join(this.folder, 'scripts', 'mutants', 'warm-jest.js'), { cwd: this.folder, stdio: 'ignore', execArgv: [] });
    return new Promise((done) => {
      const end = (outcome: Outcome, goesOn: boolean) => {
        clearTimeout(timer);
        jest.removeAllListeners();
        if (!goesOn) {
          this.stop();
        }
        done(outcome);
      };
      const timer = setTimeout(() => end('timed out', false), timeout);
      jest.once('exit', () => end('killed', false));
      jest.once('message', ({ passed, bytes }: Answer) => end(passed ? 'survived' : 'killed', bytes < MOST_BYTES));
      jest.send(tests);
    });
  }

  public remove(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private stop(): void {
    this.running?.kill('SIGKILL');
    this.running = undefined;
  }
}
