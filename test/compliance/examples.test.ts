import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NIST80053R5Checks, NagPack, ServerlessChecks } from 'cdk-nag';
import {
  ApiCallRule, AwsService, DeadLetterRedrive, DeliveryDefaults, EventRegions, ServiceEventAlarm, ServiceEventBus, ServiceEventDashboard, ServiceEventHub,
  ServiceEventRule, ServiceEventSource, ServiceEventSpoke, ServiceEventSubscriber, SubscriberRedrive, Trails,
} from 'cdk-service-events';
import { ACKNOWLEDGED, Acknowledged } from './acknowledged';
import { exampleStacks } from '../support/example-stacks';
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

/** What the packs find in an app with everything that this library makes; alarms have actions, and what is made at synthesis is there. */
function madeByThisLibrary(): Finding[] {
  const app = testApp();
  const env = { account: '111111111111', region: 'eu-west-1' };
  const stack = new Stack(app, 'Stack', { env });
  const member = new Stack(app, 'Member', { env: { ...env, account: '222222222222' } });
  const actionsOf = (region: string, scope: Stack, id: string) => {
    const topic = new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(scope, id, `arn:aws:sns:${region}:111111111111:topic`));
    return { page: [topic], ticket: [topic] };
  };
  DeliveryDefaults.of(stack).set({ alarmActions: actionsOf('eu-west-1', stack, 'Topic') });
  DeliveryDefaults.of(member).set({ alarmActions: actionsOf('eu-west-1', member, 'Topic') });
  const queue = new targets.SqsQueue(sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:queue'));
  const eventRegions = EventRegions.forward({ alarmActions: { 'us-east-1': actionsOf('us-east-1', stack, 'Elsewhere') } });

  new ServiceEventRule(stack, 'Native', { service: AwsService.BATCH, targets: [queue], delivery: { archive: Duration.days(3), expectEvery: Duration.days(1) } });
  new ApiCallRule(stack, 'Calls', { service: AwsService.IAM, operations: ['CreateUser'], targets: [queue], eventRegions });
  new ServiceEventAlarm(stack, 'Failed', { service: AwsService.BACKUP });
  const hub = new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5', services: [AwsService.GUARDDUTY] });
  new ServiceEventSpoke(member, 'Spoke', { hubBus: hub.bus, services: [AwsService.GUARDDUTY] });
  new DeadLetterRedrive(stack, 'Redrive');
  const eventBus = new ServiceEventBus(stack, 'Bus');
  new ServiceEventSource(stack, 'Source', { eventBus, service: AwsService.EC2 });
  const subscriber = new ServiceEventSubscriber(stack, 'Subscriber', { eventBus, service: AwsService.EC2, target: queue });
  new SubscriberRedrive(stack, 'Again', { subscriber });
  new ServiceEventDashboard(stack, 'Dashboard');
  Trails.of(stack).create();
  app.synth();
  return findingsIn(app, 'Made');
}

function explains({ rules, examples: only, constructs }: Acknowledged, { rule, construct, example }: Finding): boolean {
  return (only ?? [example]).includes(example) && rules.some((id) => rule === id || rule.startsWith(`${id}[`)) && constructs.test(construct);
}

const examples = exampleStacks().map(({ name, create }) => {
  const app = testApp();
  create(app);
  return { name, findings: findingsIn(app, name) };
});

const made = madeByThisLibrary();

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

test('the packs find nothing in rules, alarms, dead-letter queues, event buses, event sources and dashboards', () => {
  const explained = /Role(\/DefaultPolicy)?$|^(Redrive|Again)\/|^CloudTrailEvents\//;
  expect(made.filter(({ construct }) => !explained.test(construct))).toEqual([]);
});

test('the packs do find what is wrong', () => {
  const app = testApp();
  new sqs.Queue(new Stack(app, 'Stack'), 'Queue');
  expect(findingsIn(app).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']));
});
