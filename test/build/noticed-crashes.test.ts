import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { everyOf } from '../support/every-of';

interface Step {
  readonly exec?: string;
  readonly shell?: string;
}

const { tasks } = JSON.parse(readFileSync(resolve(__dirname, '../../.projen/tasks.json'), 'utf8')) as { tasks: Record<string, { steps?: Step[] }> };

test.each(['check', 'test', 'test:deploy', 'test:page'])('%s fails where the tests, the compiler or the linter are killed, such as without memory: the shell of projen would not', (task) => {
  const steps = (tasks[task].steps ?? []).filter(({ exec }) => /^(jest|tsc|eslint) /.test(exec ?? ''));
  expect(everyOf(steps).filter(({ shell }) => shell !== 'system')).toEqual([]);
});
