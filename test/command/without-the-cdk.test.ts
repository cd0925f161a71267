import { cdkLoadedByCommand } from '../../scripts/loaded-by-command';

test('the command line loads nothing of the CDK', async () => {
  expect(await cdkLoadedByCommand()).toEqual([]);
});
