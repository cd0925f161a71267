import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Step {
  readonly spawn?: string;
  readonly exec?: string;
  readonly execArgs?: string[];
}

const { tasks } = JSON.parse(readFileSync(resolve(__dirname, '..', '..', '.projen', 'tasks.json'), 'utf8')) as { tasks: Record<string, { steps?: Step[] }> };

/** All commands that a task runs, in order. */
function commandsOf(task: string): string[] {
  return (tasks[task].steps ?? []).flatMap(({ spawn, exec = '', execArgs }) => {
    const [, together] = /^tsx scripts\/side-by-side\.ts (.*)$/.exec(exec) ?? [];
    return (spawn ?? together)?.split(' ').flatMap(commandsOf) ?? [execArgs?.join(' ') ?? exec];
  });
}

const count = (task: string, word: string) => commandsOf(task).filter((command) => command.startsWith(word)).length;

test.each(['jsii ', 'jsii-docgen', 'jsii-rosetta', 'jest', 'tsc ', 'eslint --ext', 'tsx scripts/lazy-index.ts'])('a build runs %s once', (command) => {
  expect(count('build', command)).toBe(1);
});

test('a build makes the project files, tests and packs', () => {
  expect(tasks.build.steps!.map(({ spawn }) => spawn)).toEqual(['default', 'pre-compile', 'test', 'package']);
});

test('the tests compile the library themselves', () => {
  expect(count('test', 'jsii ')).toBe(1);
});

test('a release builds once', () => {
  expect(count('release', 'jsii ')).toBe(1);
});
