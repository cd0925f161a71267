import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ServiceEventChecks } from 'cdk-service-events';
import { WORDS_OF_CHECKS } from './words-of-checks';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { adviceOf, findingsIn } from '../../src/checks/finding';
import { readApp } from '../../src/checks/model/read-app';
import { everyOf } from '../support/every-of';
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

test('every check has words that its finding is held to', () => {
  expect(Object.keys(WORDS_OF_CHECKS).sort()).toEqual(ALL_CHECKS.map(({ id }) => id).sort());
  expect(Object.values(WORDS_OF_CHECKS).filter(({ at, says, advises }) => [at, says, advises].some(({ length }) => length === 0))).toEqual([]);
});

describe.each(ALL_CHECKS.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('finds what is wrong where it stands, names it, and says what to do', () => {
    const found = reportOn(exampleOf(id).failing).filter((finding) => finding.id === id);
    const { at, location, says, advises } = WORDS_OF_CHECKS[id];
    expect(found.map(({ path }) => path)).toEqual(at);
    for (const finding of everyOf(found)) {
      expect(finding).toEqual(expect.objectContaining({ location, severity: check.severity }));
      expect(says.filter((word) => !finding.text.includes(word))).toEqual([]);
      expect(advises.filter((word) => !finding.fix.includes(word))).toEqual([]);
    }
  });

  test('says what to do without a word that only an app of the CDK knows', () => {
    const app = new App({ context: CONTEXT });
    exampleOf(id).failing(new Stack(app, 'Stack'));
    app.synth({ skipValidation: true });
    const ofTemplate = findingsIn(readApp(app), {}).filter(({ check: { id: found } }) => found === id && id !== 'unprotected-rule');
    expect(ofTemplate).toHaveLength(id === 'unprotected-rule' ? 0 : WORDS_OF_CHECKS[id].at.length);
    expect(ofTemplate.map((finding) => adviceOf(finding, false)).join(' '))
      .not.toMatch(/\b(ServiceEvent\w+|ApiCallRule|CfnRule|EventRegions|QueueEncryption|addEventPattern|events\.Match|targets\.|aws-events-targets|this library|AwsService)\b/);
  });

  test('finds nothing where it is done right', () => {
    expect(reportOn(exampleOf(id).passing).filter((finding) => finding.id === id)).toEqual([]);
  });
});
