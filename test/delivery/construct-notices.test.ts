import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { AcmEvents, AwsService, S3Events, ServiceEventChecks, ServiceEventRule } from 'cdk-service-events';
import { Construct, IConstruct } from 'constructs';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { informLate, warn } from '../../src/delivery/construct-notices';
import { messagesOf, queueIn, testApp, testStack } from '../support/test-app';

const SRC = join(__dirname, '..', '..', 'src');
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^catalog\/(events|data)\//.test(file))
  .map((file) => [file, readFileSync(join(SRC, file), 'utf8')] as const);

/** The ids that constructs speak of, as their source names them. */
const spoken = sources.flatMap(([, text]) =>
  [...text.matchAll(/\b(?:warn|inform|warnNear)\(\s*\w+,\s*'([^']+)'|new AppNotice\(\s*'([^']+)'/g)].map(([, of, app]) => of ?? app));

test('what constructs say has ids in kebab case, as what checks find', () => {
  expect(spoken.length).toBeGreaterThan(15);
  expect([...spoken, ...ALL_CHECKS.map(({ id }) => id)].filter((id) => !KEBAB.test(id))).toEqual([]);
});

test('the page on notices has a heading for each notice of an app', () => {
  const ids = sources.flatMap(([, text]) => [...text.matchAll(/new AppNotice\(\s*'([^']+)'/g)].map(([, id]) => id));
  const headings = [...readFileSync(join(SRC, '..', 'docs', 'notices.md'), 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(ids.length).toBeGreaterThanOrEqual(5);
  expect(headings).toEqual(expect.arrayContaining(ids));
});

test('constructs say everything in one way, so that no other form of id comes up', () => {
  const others = sources.filter(([file, text]) => /\.add(Warning|Info)(V2)?\(/.test(text) && !/delivery\/(construct-notices|app-notice)\.ts$/.test(file));
  expect(others.map(([file]) => file)).toEqual([]);
});

test.each([[false, 1], [true, 0]])('one acknowledgement quiets the construct and the check: %s', (acknowledged, messages) => {
  const app = testApp();
  Validations.of(app).addPlugins(new ServiceEventChecks());
  const stack = new Stack(app, 'Stack');
  const rule = new ServiceEventRule(stack, 'Rule', {
    service: AwsService.ACM, detailTypes: [AcmEvents.ACM_CERTIFICATE_EXPIRED], detail: { Domain: 'example.com' },
  });
  if (acknowledged) {
    Validations.of(rule).acknowledge({ id: 'cdk-service-events::unknown-detail-field', reason: 'seen in production' });
  }
  expect(messagesOf(stack).filter((text) => text.includes('unknown-detail-field'))).toHaveLength(messages);
});

test.each<[string, (app: App, stack: Stack, rule: ServiceEventRule) => IConstruct]>([
  ['the app', (app) => app],
  ['the stack', (_app, stack) => stack],
  ['the rule', (_app, _stack, rule) => rule],
])('a warning that is raised when the template is written can be acknowledged on %s', (_where, scopeOf) => {
  const warnings = (acknowledges: boolean) => {
    const app = testApp();
    const stack = new Stack(app, 'Stack');
    const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { bucket: { name: ['other'] } } });
    rule.node.addValidation({ validate: () => { warn(rule, 'rule-without-target', 'It has no target.'); return []; } });
    if (acknowledges) {
      Validations.of(scopeOf(app, stack, rule)).acknowledge({ id: 'cdk-service-events::rule-without-target', reason: 'a test' });
    }
    return messagesOf(stack).filter((text) => text.includes('It has no target.'));
  };
  expect(warnings(false)).toHaveLength(1);
  expect(warnings(true)).toEqual([]);
});

test.each([[false, 1], [true, 0]])('what is said late is said when the template is written, unless it is acknowledged by then: %s', (isAcknowledged, count) => {
  const stack = testStack();
  const queue = queueIn(stack);
  informLate(queue, 'one-notice', 'It is late.');
  if (isAcknowledged) {
    Validations.of(queue).acknowledge({ id: 'cdk-service-events::one-notice', reason: 'a test' });
  }
  expect(messagesOf(stack).filter((text) => text.startsWith('info: ') && text.includes('It is late.'))).toHaveLength(count);
});

test('what is said of a scope without a stack is shown with a stack of its own stage, else with any in it', () => {
  const app = testApp();
  const stacks = [new Stack(new Stage(app, 'Stage'), 'Within'), new Stack(app, 'First'), new Stack(app, 'Second')];
  stacks.forEach((stack) => queueIn(stack));
  warn(app, 'unprotected-stage', 'It was made later.');
  expect(stacks.map((stack) => stack.node.metadata.filter(({ data }) => String(data).includes('It was made later.')).length)).toEqual([0, 1, 0]);
  const empty = testApp();
  warn(empty, 'unprotected-stage', 'It was made later.');
  expect(empty.node.metadata.filter(({ data }) => String(data).includes('It was made later.'))).toHaveLength(1);
});

test('what is said of an app that has stages only is shown with the first stack in them', () => {
  const app = testApp();
  const stack = new Stack(new Stage(app, 'Stage'), 'Stack');
  queueIn(stack);
  warn(app, 'unprotected-stage', 'It was made later.');
  expect(messagesOf(stack).filter((text) => text.includes('It was made later.'))).toHaveLength(1);
});

test('what is said of a construct in a stack is shown there, whatever stacks are below it', () => {
  const construct = new Construct(testStack(), 'Construct');
  const nested = new NestedStack(construct, 'Nested');
  warn(construct, 'one-notice', 'It was made later.');
  expect([construct, nested].map(({ node }) => node.metadata.filter(({ data }) => String(data).includes('It was made later.')).length)).toEqual([1, 0]);
});
