import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface WithShell {
  readonly shell?: unknown;
  readonly steps?: WithShell[];
}

const { shell, tasks } = JSON.parse(readFileSync(resolve(__dirname, '../../.projen/tasks.json'), 'utf8')) as { shell?: unknown; tasks: Record<string, WithShell> };

test('a task fails where one of its programs is killed, such as without memory: the shell of projen would not', () => {
  expect(shell).toBe('system');
  const others = Object.entries(tasks).filter(([, task]) => [task, ...task.steps ?? []].some((one) => one.shell !== undefined));
  expect(others.map(([name]) => name)).toEqual([]);
});
