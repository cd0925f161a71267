import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { everyOf } from '../support/every-of';
import { checkedApp, reportOf } from '../support/findings';

const EXAMPLES = join(__dirname, '../../examples/checks');
/** It protects every other rule of the app. */
const ALONE = 'unprotected-rule';

test('in an app in which everything is wrong, everything is found', () => {
  const app = checkedApp();
  const ids = readdirSync(EXAMPLES).map((file) => file.replace('.ts', '')).filter((id) => id !== ALONE);
  for (const id of ids) {
    const { failing } = jest.requireActual<{ failing: (scope: Construct) => void }>(join(EXAMPLES, id));
    failing(new Stack(app, id));
  }
  const { success, findings } = reportOf(app);
  expect(success).toBe(false);
  for (const id of everyOf(ids)) {
    expect(findings).toContainEqual(expect.objectContaining({ id, path: expect.stringMatching(new RegExp(`^${id}/`)) }));
  }
  expect(new Set(findings.map(({ id }) => id)).size).toBe(ALL_CHECKS.length - 1);
});
