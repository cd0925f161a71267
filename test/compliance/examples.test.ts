import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ACKNOWLEDGED } from './acknowledged';
import { everythingMade } from './everything-made';
import { explains, findingsIn } from './findings';
import { reportedBy, reportedOnPage } from '../../scripts/compliance/report';
import { exampleStacks } from '../support/example-stacks';
import { testApp } from '../support/test-app';

const examples = exampleStacks().map(({ name, create }) => {
  const app = testApp();
  create(app);
  return { name, findings: findingsIn(app, name) };
});

const made = findingsIn(everythingMade(), 'Made');

test.each(examples)('example $name passes the packs of cdk-nag, but for what is explained', ({ findings }) => {
  expect(findings.filter((finding) => !ACKNOWLEDGED.some((row) => explains(row, finding)))).toEqual([]);
});

test('nothing is explained that no example has', () => {
  const findings = examples.flatMap((example) => example.findings).concat(made);
  const unused = ACKNOWLEDGED.flatMap((row) => row.rules.filter((rule) => !findings.some((finding) => explains({ ...row, rules: [rule] }, finding))));
  expect(unused).toEqual([]);
});

test.each(ACKNOWLEDGED)('the page on compliance explains $rules', ({ rules, reason }) => {
  const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'compliance.md'), 'utf8');
  expect(page).toContain(`| ${rules.map((rule) => `\`${rule}\``).join(', ')} |`);
  expect(page).toContain(`| ${reason} |`);
});

test('the packs find nothing in what this library makes, synthesized, but for what is explained', () => {
  expect(made.filter((finding) => !ACKNOWLEDGED.some((row) => explains(row, finding)))).toEqual([]);
});

test('the page lists what the packs of cdk-nag 3 report of everything that this library makes', () => {
  const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'compliance.md'), 'utf8');
  expect(reportedOnPage(page)).toEqual(reportedBy(made));
});

test('the packs find nothing in rules, alarms, dead-letter queues, event buses, event sources and dashboards', () => {
  const explained = /Role(\/DefaultPolicy)?$|^(Redrive|Again)\/|^CloudTrailEvents\//;
  expect(made.filter(({ construct }) => !explained.test(construct))).toEqual([]);
});

test('the packs do find what is wrong', () => {
  const app = testApp();
  new sqs.Queue(new Stack(app, 'Stack'), 'Queue');
  expect(findingsIn(app).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']));
});
