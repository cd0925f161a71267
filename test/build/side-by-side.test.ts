import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const sideBySide = (...tasks: string[]) => spawnSync('npx', ['tsx', 'scripts/side-by-side.ts', ...tasks], { cwd: ROOT, encoding: 'utf8' });

test('tasks side by side fail when one of them does, which is named', () => {
  const { status, stderr } = sideBySide('pre-compile', 'no-such-task');
  expect(status).toBe(1);
  expect(stderr).toContain('Failed: no-such-task\n');
});

test('tasks side by side end well when all do', () => {
  expect(sideBySide('pre-compile', 'pre-compile')).toMatchObject({ status: 0, stderr: '' });
});
