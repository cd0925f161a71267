import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NIST80053R5Checks, NagPack, ServerlessChecks } from 'cdk-nag';
import { ApiCallRule, AwsService, DeliveryDefaults, ServiceEventDashboard, ServiceEventRule } from 'cdk-service-events';
import { ACKNOWLEDGED, Acknowledged } from './acknowledged';
import { EXAMPLE_ENVIRONMENT, exampleStacks } from '../support/example-stacks';
import { testApp } from '../support/test-app';

const PACKS: [string, (app: App) => NagPack][] = [
  ['AWS Solutions', (app) => new AwsSolutionsChecks(app)],
  ['NIST 800-53 R5', (app) => new NIST80053R5Checks(app)],
  ['Serverless', (app) => new ServerlessChecks(app)],
];

interface Finding {
  readonly example: string;
  readonly rule: string;
  /** Path below the stack, without the resource itself. */
  readonly construct: string;
}

function findingsIn(app: App, example = ''): Finding[] {
  return PACKS.flatMap(([, pack]) => pack(app).validateScope(app).violations).flatMap(({ ruleName, violatingResources }) =>
    (violatingResources as unknown as { constructPath: string }[]).map(({ constructPath }) => ({
      example, rule: ruleName, construct: constructPath.split('/').slice(1).filter((id) => id !== 'Resource').join('/'),
    })));
}

function explains({ rules, examples: only, constructs }: Acknowledged, { rule, construct, example }: Finding): boolean {
  return (only ?? [example]).includes(example) && rules.some((id) => rule === id || rule.startsWith(`${id}[`)) && constructs.test(construct);
}

const examples = exampleStacks().map(({ name, create }) => {
  const app = testApp();
  create(app);
  return { name, findings: findingsIn(app, name) };
});

test.each(examples)('example $name passes the packs of cdk-nag, but for what is explained', ({ findings }) => {
  expect(findings.filter((finding) => !ACKNOWLEDGED.some((row) => explains(row, finding)))).toEqual([]);
});

test('nothing is explained that no example has', () => {
  const findings = examples.flatMap((example) => example.findings);
  const unused = ACKNOWLEDGED.flatMap((row) => row.rules.filter((rule) => !findings.some((finding) => explains({ ...row, rules: [rule] }, finding))));
  expect(unused).toEqual([]);
});

test.each(ACKNOWLEDGED)('the page on compliance explains $rules', ({ rules, reason }) => {
  const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'compliance.md'), 'utf8');
  expect(page).toContain(`| ${rules.map((rule) => `\`${rule}\``).join(', ')} |`);
  expect(page).toContain(`| ${reason} |`);
});

test('the packs find nothing in what this library makes', () => {
  const app = testApp();
  const stack = new Stack(app, 'Stack', { env: EXAMPLE_ENVIRONMENT });
  const topic = new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:123456789012:topic'));
  DeliveryDefaults.of(stack).set({ alarmActions: { page: [topic], ticket: [topic] } });
  const queue = new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:123456789012:queue'));
  new ServiceEventRule(stack, 'Native', { service: AwsService.BATCH, targets: [queue] });
  new ApiCallRule(stack, 'Calls', { service: AwsService.IAM, operations: ['CreateUser'], targets: [queue] });
  new ServiceEventDashboard(stack, 'Dashboard');
  expect(findingsIn(app)).toEqual([]);
});

test('the packs do find what is wrong', () => {
  const app = testApp();
  new sqs.Queue(new Stack(app, 'Stack'), 'Queue');
  expect(findingsIn(app).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']));
});
