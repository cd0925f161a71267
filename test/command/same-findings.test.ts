import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { findingsIn } from '../../src/checks/finding';
import { readApp } from '../../src/checks/model/read-app';
import { runCommand } from '../../src/command/command-line';
import { exampleStacks } from '../support/example-stacks';

const CHECK_EXAMPLES = resolve(__dirname, '..', '..', 'examples', 'checks');
const CONTEXT = { 'aws:cdk:disable-stack-trace': true };
/** What such a check finds no template shows, and what is advised instead where it does not speak, the plugin leaves out. */
const OF_APP_ALONE = ['unprotected-rule'];

function told(check: string, severity: string, path: string, location: string, message: string, fix: string): string {
  return [check, severity, path, location, message, fix].join(' | ');
}

function foundByCommand(directory: string): string[] {
  let written = '';
  runCommand(['check', directory, '--format', 'json', '--fail-on', 'never'], {
    write: (text) => { written += text; }, writeError: (text) => { throw new Error(text); }, isTerminal: false, readInput: () => '', version: '0',
  });
  return JSON.parse(written).findings
    .map(({ check, severity, construct, location, message, fix }: any) => told(check, severity, construct, location, message, fix)).sort();
}

function foundInApp(app: App): string[] {
  return findingsIn(readApp(app), {}).filter(({ check: { id } }) => !OF_APP_ALONE.includes(id))
    .map(({ check, severity, resource, location, message, fix, inApp }) => told(check.id, severity, resource.path, location, message, inApp === undefined ? fix : `${fix} ${inApp}`))
    .sort();
}

function expectTheSame(app: App): void {
  const { directory } = app.synth({ skipValidation: true });
  expect(foundByCommand(directory)).toEqual(foundInApp(app));
}

test.each(exampleStacks().map((example) => [example.name, example] as const))('the command finds in the example %s what the plugin finds', (_, example) => {
  const app = new App({ context: CONTEXT });
  example.create(app);
  expectTheSame(app);
});

describe('the command finds what the plugin finds, where each check finds something:', () => {
  test('every check has an example', () => {
    expect(readdirSync(CHECK_EXAMPLES)).toHaveLength(ALL_CHECKS.length);
  });

  test.each(ALL_CHECKS.map(({ id }) => id).filter((id) => !OF_APP_ALONE.includes(id)))('%s', (id) => {
    const app = new App({ context: CONTEXT });
    jest.requireActual(join(CHECK_EXAMPLES, id)).failing(new Stack(app, 'Stack'));
    expectTheSame(app);
  });
});
