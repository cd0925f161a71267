import { cdkLoadedByCommand, fileSystemOfCommand, nodeLoadedByCommand } from '../../scripts/loaded-by-command';

test('the command line loads nothing of the CDK', async () => {
  expect(await cdkLoadedByCommand()).toEqual([]);
});

test('the command line can reach no network, and start no program', async () => {
  const loaded = await nodeLoadedByCommand();
  expect(loaded).toContain('fs');
  expect(loaded.filter((name) => /^(https?|http2|net|tls|dgram|dns|child_process|worker_threads)\b/.test(name))).toEqual([]);
});

test('the command line reads files, and writes to its output alone', async () => {
  expect(await fileSystemOfCommand()).toEqual([
    'closeSync', 'existsSync', 'fstatSync', 'openSync', 'readFileSync', 'readSync', 'readdirSync', 'statSync', 'writeSync',
  ]);
});
