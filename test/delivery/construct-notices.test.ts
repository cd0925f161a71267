import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { AcmEvents, AwsService, ServiceEventChecks, ServiceEventRule } from 'cdk-service-events';
import { ALL_CHECKS } from '../../src/checks/all-checks';
import { messagesOf, testApp } from '../support/test-app';

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
