import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ServiceEventChecks } from 'cdk-service-events';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { adviceOf, findingsIn } from '../../src/checks/finding';
import { readApp } from '../../src/checks/model/read-app';
import { reportOf } from '../support/findings';

const EXAMPLES = join(__dirname, '../../examples/checks');
const CONTEXT = { 'aws:cdk:disable-stack-trace': true };

interface Example {
  readonly failing: (stack: Stack) => void;
  readonly passing: (stack: Stack) => void;
}

function exampleOf(id: string): Example {
  return jest.requireActual(join(EXAMPLES, id));
}

function reportOn(build: (stack: Stack) => void) {
  const app = new App({ context: CONTEXT });
  build(new Stack(app, 'Stack'));
  return reportOf(app).findings;
}

test('every check has an example, and every example a check', () => {
  expect(readdirSync(EXAMPLES).map((file) => file.replace('.ts', '')).sort()).toEqual(ALL_CHECKS.map(({ id }) => id).sort());
});

test('every check has an id of its own, which the plugin names', () => {
  expect(new ServiceEventChecks().ruleIds).toEqual([...new Set(ALL_CHECKS.map(({ id }) => id))]);
});

describe.each(ALL_CHECKS.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('finds what is wrong, where it stands, and says what to do', () => {
    const found = reportOn(exampleOf(id).failing).filter((finding) => finding.id === id);
    expect(found.length).toBeGreaterThan(0);
    for (const { path, location, text, fix } of found) {
      expect(path).toMatch(/^(Stack|Late)\//);
      expect(location).toMatch(/^Properties/);
      expect(text.length).toBeGreaterThan(20);
      expect(fix.length).toBeGreaterThan(10);
    }
    expect(found.map(({ severity }) => severity)).toContain(check.severity);
  });

  test('says what to do without a word that only an app of the CDK knows', () => {
    const app = new App({ context: CONTEXT });
    exampleOf(id).failing(new Stack(app, 'Stack'));
    app.synth({ skipValidation: true });
    const ofTemplate = findingsIn(readApp(app), {}).filter(({ check: { id: found } }) => found === id && id !== 'unprotected-rule');
    expect(ofTemplate.map((finding) => adviceOf(finding, false)).join(' '))
      .not.toMatch(/\b(ServiceEvent\w+|ApiCallRule|CfnRule|EventRegions|QueueEncryption|addEventPattern|events\.Match|targets\.|aws-events-targets|this library|AwsService)\b/);
  });

  test('finds nothing where it is done right', () => {
    expect(reportOn(exampleOf(id).passing).filter((finding) => finding.id === id)).toEqual([]);
  });
});
