import { CheckSeverity } from '../../src/checks/check-severity';
import { Finding, adviceOf, findingsIn } from '../../src/checks/finding';
import { many, ruleTo, templatesOf } from '../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const found = (severities: Record<string, CheckSeverity>, ...[resources]: Parameters<typeof templatesOf>[0][]) =>
  findingsIn(templatesOf([resources as never]), severities).map(({ check, severity }) => `${check.id} ${severity}`);
const RULE = { Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.ecs'] } }) } as never;

test('advice has what is in an app only where it is asked for, and where there is any', () => {
  const finding = { fix: 'Do it.', inApp: 'There is a class.' } as Finding;
  expect([adviceOf(finding, true), adviceOf(finding, false), adviceOf({ ...finding, inApp: undefined }, true)]).toEqual(['Do it. There is a class.', 'Do it.', 'Do it.']);
});

test('a check that is off says nothing, and one whose severity is given has that', () => {
  expect(found({}, RULE)).toEqual(expect.arrayContaining(['source-alone warning', 'no-dead-letter-queue warning']));
  const changed = found({ 'source-alone': CheckSeverity.OFF, 'no-dead-letter-queue': CheckSeverity.ERROR }, RULE);
  expect(changed).toContain('no-dead-letter-queue error');
  expect(changed.filter((text) => text.startsWith('source-alone'))).toEqual([]);
});

test('what one case is surer of than its check stands, unless a severity is given', () => {
  const machineless = { Rule: ruleTo(QUEUE, { EventPattern: { 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { anything: ['x'] } } }) } as never;
  const of = (severities: Record<string, CheckSeverity>) => found(severities, machineless).filter((text) => text.startsWith('unknown-detail-field'));
  expect([of({}), of({ 'unknown-detail-field': CheckSeverity.ERROR })]).toEqual([['unknown-detail-field info'], ['unknown-detail-field error']]);
});

describe('the same is said of a resource', () => {
  const misspelt = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'] };
  const about = (...patterns: object[]) => findingsIn(templatesOf([many(patterns.length, 'Rule', (n) => ruleTo(QUEUE, { EventPattern: patterns[n] }))]), {})
    .filter(({ check }) => check.id === 'unknown-detail-type').map(({ resource, message }) => `${resource.logicalId}: ${/'([^']+ No\w+)'/.exec(message)![1]}`);

  test('once', () => {
    expect(about({ $or: [misspelt, { ...misspelt, region: ['eu-west-1'] }] })).toHaveLength(1);
  });

  test('of each', () => {
    expect(about(misspelt, misspelt)).toEqual(['Rule0: EC2 Instance State-change Notifcation', 'Rule1: EC2 Instance State-change Notifcation']);
  });

  test('and what is different as well', () => {
    expect(about({ $or: [misspelt, { ...misspelt, 'detail-type': ['EC2 Instance State-chang Notification'] }] })).toHaveLength(2);
  });
});

test('findings that were found before are found again', () => {
  const app = templatesOf([RULE]);
  expect(findingsIn(app, {})).toEqual(findingsIn(app, {}));
  expect(findingsIn(app, {}).length).toBeGreaterThan(0);
});
