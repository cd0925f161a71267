import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ApiCallRule, AwsService, ServiceEventChecks, ServiceEventProtection } from 'cdk-service-events';
import { checkedApp, reportOf } from '../support/findings';

const BATCH = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };
const UPLOADS = { source: ['aws.s3'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['s3.amazonaws.com'], eventName: ['PutObject'] } };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack');
});

/** What the plugin hands to the CDK. */
function violationsOf(id: string) {
  const assembly = app.synth({ skipValidation: true });
  const stackTemplates = assembly.stacksRecursively.map((artifact) => ({
    stackConstructPath: artifact.hierarchicalId, templatePath: artifact.templateFullPath, accountId: undefined, region: undefined,
  }));
  const templatePaths = stackTemplates.map(({ templatePath }) => templatePath);
  return new ServiceEventChecks().validate({ appConstruct: app, stackTemplates, templatePaths }).violations
    .filter(({ ruleName }) => ruleName === id);
}

const idsOf = () => reportOf(app).findings.map(({ id }) => id);
const topic = (id: string, scope = stack) => new targets.SnsTopic(new sns.Topic(scope, id));

test('what is the same for many rules is one violation with many constructs', () => {
  ['A', 'B', 'C'].forEach((id) => new events.Rule(stack, id, { eventPattern: BATCH, targets: [topic(`Topic${id}`)] }));
  const [violation, ...others] = violationsOf('no-dead-letter-queue');
  expect(others).toEqual([]);
  expect(violation.violatingResources.map(({ constructPath }) => constructPath)).toEqual(['Stack/A/Resource', 'Stack/B/Resource', 'Stack/C/Resource']);
});

test('a rule with many targets is one construct with many places', () => {
  new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [topic('One'), topic('Two'), topic('Three')] });
  const [{ violatingResources }] = violationsOf('no-dead-letter-queue');
  expect(violatingResources).toMatchObject([{ constructPath: 'Stack/Rule/Resource', locations: [0, 1, 2].map((at) => `Properties.Targets.${at}`) }]);
});

test('a rule in three stages is one violation', () => {
  for (const name of ['Dev', 'Test', 'Prod']) {
    const inStage = new Stack(new Stage(app, name), 'Stack');
    new events.Rule(inStage, 'Rule', { eventPattern: BATCH, targets: [new targets.SnsTopic(new sns.Topic(inStage, 'Topic'), { retryAttempts: 0 })] });
  }
  expect(violationsOf('short-retry')).toHaveLength(1);
  expect(violationsOf('short-retry')[0].violatingResources).toHaveLength(3);
});

test('findings that say something else stay apart, and name logical ids', () => {
  for (const kind of ['EC2 Instance State-change Notifcation', 'EC2 Instance State-change Notificatio']) {
    new events.Rule(stack, kind.slice(-3), { eventPattern: { source: ['aws.ec2'], detailType: [kind] } });
  }
  const violations = violationsOf('unknown-detail-type');
  expect(violations).toHaveLength(2);
  expect(violations.map(({ ruleMetadata }) => ruleMetadata!.logicalIds)).toEqual([expect.stringMatching(/^ion[0-9A-F]{8}$/), expect.stringMatching(/^tio[0-9A-F]{8}$/)]);
});

test('where protection has not reached a rule, only that is said of its targets', () => {
  ServiceEventProtection.of(app).apply();
  const late = new Stack(new Stage(app, 'Late'), 'Stack');
  new events.Rule(late, 'Rule', { eventPattern: BATCH, targets: [topic('Topic', late)] });
  const ids = idsOf();
  expect(ids.includes('no-dead-letter-queue') && ids.includes('unprotected-rule')).toBe(false);
});

test('protection is not advised for a queue that it has passed by', () => {
  const deadLetterQueue = new sqs.Queue(stack, 'Queue');
  new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { deadLetterQueue })] });
  const advice = () => reportOf(app).findings.filter(({ id }) => id === 'dead-letter-queue-without-alarm').map(({ fix }) => fix).join();
  ServiceEventProtection.of(app).apply();
  expect(advice()).not.toMatch(/ServiceEventProtection/);
});

test('a function of a rule that is guarded is information, no more', () => {
  const handler = new lambda.Function(stack, 'Function', { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'i.h', code: lambda.Code.fromInline('//') });
  new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [new targets.LambdaFunction(handler)] });
  ServiceEventProtection.of(app).apply();
  expect(reportOf(app).findings.filter(({ id }) => id === 'unguarded-function').map(({ severity }) => severity)).toEqual(['info']);
});

describe('service events on a custom bus', () => {
  const onBus = () => new events.Rule(stack, 'Rule', { eventPattern: BATCH, eventBus: new events.EventBus(stack, 'Bus'), targets: [topic('Topic')] });

  test('are suspect where nothing forwards', () => {
    onBus();
    expect(idsOf()).toContain('service-events-on-custom-bus');
  });

  test('are not where something forwards to what only the deployment knows', () => {
    onBus();
    const bus = events.EventBus.fromEventBusArn(stack, 'Central', new CfnParameter(stack, 'BusArn').valueAsString);
    new events.Rule(stack, 'Forward', { eventPattern: BATCH, targets: [new targets.EventBus(bus)] });
    expect(idsOf()).not.toContain('service-events-on-custom-bus');
  });
});

describe('calls that are data events', () => {
  test('are suspect in an app without a trail that selects them', () => {
    new events.Rule(stack, 'Rule', { eventPattern: UPLOADS });
    new cloudtrail.Trail(stack, 'Trail');
    expect(idsOf()).toContain('unrecorded-data-event');
  });

  test('are not where a trail selects them, whichever way', () => {
    new events.Rule(stack, 'Rule', { eventPattern: UPLOADS });
    new cloudtrail.CfnTrail(stack, 'Trail', {
      isLogging: true,
      s3BucketName: 'logs',
      advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equalTo: ['Data'] }, { field: 'resources.type', equalTo: ['AWS::S3::Object'] }] }],
    });
    expect(idsOf()).not.toContain('unrecorded-data-event');
  });

  test('are said by a rule of this library itself', () => {
    new ApiCallRule(stack, 'Rule', { service: AwsService.S3, operations: ['PutObject'], targets: [topic('Topic')] });
    expect(idsOf()).not.toContain('unrecorded-data-event');
  });

  test('do not matter beside management calls', () => {
    const { detail, ...envelope } = UPLOADS;
    new events.Rule(stack, 'Rule', { eventPattern: { ...envelope, detail: { ...detail, eventName: ['PutObject', 'PutBucketPolicy'] } } });
    expect(idsOf()).not.toContain('unrecorded-data-event');
  });
});
