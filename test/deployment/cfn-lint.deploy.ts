import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithRequirements } from '../../scripts/moto/python-environment';
import { exampleStacks } from '../support/example-stacks';
import { testApp } from '../support/test-app';

const CFN_LINT = ['-c', 'from cfnlint.runner import main; main()'];
/** A dependency that is already there: the AWS CDK writes one from every function to its role. */
const HARMLESS = 'W3005';
/** Types that cfn-lint does not know yet; the AWS CDK's own rules, which know them, are errors in the tests. */
const TOO_NEW = /^E3006 Resource type 'AWS::EventsV2::\w+' does not exist in '[a-z0-9-]+'\n.*\n+/gm;

function lint(file: string): string {
  const options = ['--regions', 'us-east-1', '--ignore-checks', HARMLESS, '--', file];
  const { stdout, stderr } = spawnSync(pythonWithRequirements(), [...CFN_LINT, ...options], { encoding: 'utf8' });
  return (stdout + stderr).replace(TOO_NEW, '');
}

test.each(exampleStacks())('cfn-lint finds nothing in the template of example $name', ({ create }) => {
  const app = testApp();
  const { stackName } = create(app);
  expect(lint(app.synth().getStackByName(stackName).templateFullPath)).toBe('');
});

test('cfn-lint does find what is wrong', () => {
  const file = join(testApp().outdir, 'wrong.template.json');
  writeFileSync(file, JSON.stringify({ Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { State: 'SOMETIMES' } } } }));
  expect(lint(file)).toContain('SOMETIMES');
});
