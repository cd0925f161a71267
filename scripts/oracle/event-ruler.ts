import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from '../../test/pattern/event-ruler/questions';

/** What Event Ruler answers to a question: which events match, or why it refuses the pattern. */
export type Answer = { readonly matches: boolean[] } | { readonly refused: string };

const PROJECT = __dirname;
const CLASS_PATH = join(PROJECT, 'target', 'classpath.txt');

/**
 * Event Ruler, the engine that AWS publishes, in a Java program beside this file.
 *
 * @see https://github.com/aws/event-ruler
 */
export class EventRuler {
  /** Event Ruler, or nothing where Java or Maven is missing; then it is said which. */
  public static find(): EventRuler | undefined {
    for (const [command, flag] of [['java', '-version'], ['mvn', '--version']]) {
      if (spawnSync(command, [flag]).status !== 0) {
        console.log(`Skipped: ${command} is not installed, and Event Ruler is a Java library that Maven fetches.`);
        return undefined;
      }
    }
    return new EventRuler();
  }

  private constructor() {
    const built = spawnSync('mvn', ['--quiet', '--batch-mode', 'compile', 'dependency:build-classpath', `-Dmdep.outputFile=${CLASS_PATH}`], {
      cwd: PROJECT, encoding: 'utf8',
    });
    if (built.status !== 0 || !existsSync(CLASS_PATH)) {
      throw new Error(`Maven could not build ${PROJECT}:\n${built.stdout}${built.stderr}`);
    }
  }

  /** Answers all questions, in their order. */
  public ask(questions: Question[]): Answer[] {
    const lines = this.run('oracle.Oracle', [], questions.map((question) => JSON.stringify(question)).join('\n') + '\n');
    return lines.map((line) => JSON.parse(line));
  }

  /** The lines that a program of the project writes. */
  public run(program: string, args: string[], input: string): string[] {
    const classPath = `${join(PROJECT, 'target', 'classes')}:${readFileSync(CLASS_PATH, 'utf8').trim()}`;
    const { status, stdout, stderr, error } = spawnSync('java', ['-cp', classPath, program, ...args], {
      input, encoding: 'utf8', maxBuffer: 1024 ** 3,
    });
    if (status !== 0) {
      throw new Error(`${program} failed: ${error ?? stderr}`);
    }
    return stdout.trim().split('\n');
  }
}
