import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ApiCallRule, AwsService, SchemaField, JsonType, ServiceEventAlarm, ServiceEventRule } from 'cdk-service-events';
import { AccountWatchStack, AlarmTopicStack } from '../../examples/typescript/account-watch-stack';
import { CustomEventBusStack } from '../../examples/typescript/custom-event-bus-stack';
import { FirstStack } from '../../examples/typescript/first-stack';
import { CentralStack as HubStack, MemberStack } from '../../examples/typescript/hub-stacks';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { RecoveryStack } from '../../examples/typescript/recovery-stack';
import { SecurityStack } from '../../examples/typescript/security-stack';
import { WatchStack } from '../../examples/typescript/watch-stack';
import { problemOfOperation } from '../../src/catalog/operation-check';
import { operationsOfService } from '../../src/catalog/operations';
import { checkedApp, idsFoundIn, reportOf, unacknowledgedIn } from '../support/findings';

const EXAMPLES = join(__dirname, '../../examples/typescript');
const ENV = { account: '111111111111', region: 'us-east-1' };

/** The stacks of each file of examples, as an app has them. */
const APPS: Record<string, (app: App) => void> = {
  'account-watch-stack.ts': (app) => {
    const alarmActions = Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
      [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { ...ENV, region } }).alarmActions]));
    new AccountWatchStack(app, 'AccountWatch', { env: { ...ENV, region: 'eu-west-1' }, alarmActions });
  },
  'custom-event-bus-stack.ts': (app) => void new CustomEventBusStack(app, 'CustomEventBus', { env: ENV }),
  'first-stack.ts': (app) => void new FirstStack(app, 'First', { env: ENV }),
  'hub-stacks.ts': (app) => {
    const { hub } = new HubStack(app, 'Hub', { env: ENV });
    for (const account of ['222222222222', '333333333333']) {
      new MemberStack(app, `Member-${account}`, { env: { ...ENV, account }, hubBus: hub.bus });
    }
  },
  'operations-stack.ts': (app) => void new OperationsStack(app, 'Operations', { env: ENV }),
  'recovery-stack.ts': (app) => void new RecoveryStack(app, 'Recovery', { env: ENV }),
  'security-stack.ts': (app) => void new SecurityStack(app, 'Security', { env: ENV }),
  'watch-stack.ts': (app) => void new WatchStack(app, 'Watch', { env: ENV }),
};

const SERVICES = AwsService.all();
const RULES_A_STACK = 300;
const WITH_EVENTS = SERVICES.filter((service) => service.emitsEvents && service.detailTypes.length > 0);

/** A value that the field can have. */
function valueOf(field: SchemaField): any {
  if (field.allowedValues) {
    return field.allowedValues[0];
  }
  switch (field.jsonType) {
    case JsonType.NUMBER:
    case JsonType.INTEGER:
      return 1;
    case JsonType.BOOLEAN:
      return true;
    case JsonType.OBJECT:
      return field.fields && field.fields.length > 0
        ? Object.fromEntries(field.fields.map((inner) => [inner.name, liftedValueOf(inner)])) : { anything: ['value'] };
    case JsonType.STRING:
    case JsonType.ANY:
      return 'value';
  }
}

function liftedValueOf(field: SchemaField): any {
  const value = valueOf(field);
  return typeof value === 'object' ? value : [value];
}

/** Filters on one field each, of all fields of an event's schema. */
function filtersOf(service: AwsService, detailType: string): Record<string, any>[] {
  const schema = service.schemaOf(detailType);
  return schema ? schema.fields.map((field) => ({ [field.name]: liftedValueOf(field) })) : [];
}

test('the examples have no findings', () => {
  const app = checkedApp();
  new OperationsStack(app, 'Operations', { env: { region: 'us-east-1' } });
  new OperationsStack(new Stage(app, 'Prod', { env: { region: 'us-east-1' } }), 'Operations');
  const alarmActions = Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
    [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { region } }).alarmActions]));
  new AccountWatchStack(app, 'AccountWatch', { env: { region: 'eu-west-1' }, alarmActions });
  expect(reportOf(app)).toEqual({ success: true, findings: [] });
});

/** What is found in an example and is true, by file, path and check, with the reason why the example is as it is. */
const TRUE_BY_DESIGN: Record<string, Record<string, string>> = {
  'hub-stacks.ts': Object.fromEntries(['Hub/Hub/Own', 'Member-222222222222/Spoke/Forward', 'Member-333333333333/Spoke/Forward'].map((forwarding) =>
    [`${forwarding}/ApiCalls1/Rule/Resource: api-call-without-event-name`, 'all calls are forwarded, since which ones matter is for the rules at the hub to say; the library acknowledges it'])),
};

test.each(readdirSync(EXAMPLES).filter((file) => /-stacks?\.ts$/.test(file)))('what is found in the stacks of %s is true by design', (file) => {
  const app = checkedApp();
  APPS[file](app);
  const { findings } = reportOf(app);
  const found = findings.filter(({ severity }) => severity !== 'info').map(({ id, path }) => `${path}: ${id}`);
  expect([...new Set(found)].sort()).toEqual(Object.keys(TRUE_BY_DESIGN[file] ?? {}).sort());
  expect(unacknowledgedIn(app)).toEqual([]);
});

test('an alarm on events, whose rule has no target, has no findings', () => {
  const app = checkedApp();
  new ServiceEventAlarm(new Stack(app, 'Stack', { env: ENV }), 'JobFailed', {
    service: AwsService.BATCH, detailTypes: ['Batch Job State Change'], detail: { status: 'FAILED' },
  });
  expect(reportOf(app).findings).toEqual([]);
});

test.each([
  ['captureHandlerFailures keeps what a function does not manage', { captureHandlerFailures: true }, []],
  ['without it, what a function does not manage is lost', { captureHandlerFailures: false }, ['unguarded-function']],
])('%s', (_what, delivery, ids) => {
  const app = checkedApp();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const handler = new lambda.Function(stack, 'Handler', {
    code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
  new ServiceEventRule(stack, 'Rule', {
    service: AwsService.BATCH, detailTypes: ['Batch Job State Change'], targets: [new targets.LambdaFunction(handler)], delivery,
  });
  expect(idsFoundIn(app)).toEqual(ids);
});

test('no rule on a detail-type of the catalogue, with each field of its schema as a filter, has a finding', () => {
  const app = checkedApp();
  let rules = 0;
  let stack: Stack;
  for (const service of WITH_EVENTS) {
    for (const detailType of service.detailTypes) {
      for (const detail of [undefined, ...filtersOf(service, detailType)]) {
        stack = rules % RULES_A_STACK === 0 ? new Stack(app, `Stack${rules}`) : stack!;
        rules += 1;
        new events.CfnRule(stack, `Rule${rules}`, { eventPattern: { 'source': [service.source], 'detail-type': [detailType], detail } });
      }
    }
  }
  const { findings: found } = reportOf(app);
  expect(rules).toBeGreaterThan(3000);
  expect(found.map(({ id, value, text }) => `${id}: ${value}: ${text}`)).toEqual([]);
});

test('no rule of this library, on the events or the API calls of a service, has a finding', () => {
  const app = checkedApp();
  for (const service of SERVICES) {
    const stack = new Stack(app, `S-${service._slug.replace(/[^A-Za-z0-9-]/g, '')}`);
    // A topic that is told of what is published to topics would be a loop.
    const topic = service.source === 'aws.sns' ? new targets.SqsQueue(new sqs.Queue(stack, 'Queue')) : new targets.SnsTopic(new sns.Topic(stack, 'Topic'));
    new ServiceEventRule(stack, 'All', { service, targets: [topic] });
    const called = { slug: service._slug, serviceName: service.serviceName, eventSources: service._eventSources };
    const operations = operationsOfService(service._slug, service._eventSources)
      ?.filter((operation) => problemOfOperation(called, operation) === undefined).slice(0, 5);
    if (service.cloudTrailEventSource && operations && operations.length > 0) {
      new ApiCallRule(stack, 'Calls', { service, operations, targets: [topic] });
    }
  }
  const acknowledged = ['api-call-without-event-name'];
  const found = reportOf(app).findings.filter(({ id }) => !acknowledged.includes(id));
  expect(found.map(({ id, path, text }) => `${id}: ${path}: ${text}`)).toEqual([]);
});

test('correct rules made by hand have no findings', () => {
  const app = checkedApp();
  const stack = new Stack(app, 'Stack');
  const patterns: events.EventPattern[] = [
    { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'], detail: { 'state': ['running'], 'instance-id': events.Match.prefix('i-') } },
    { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: ['b'] }, object: { size: events.Match.greaterThan(0), key: events.Match.anyOf(events.Match.prefix('a/'), events.Match.suffix('.png')) } } },
    { source: ['aws.guardduty'], detailType: ['GuardDuty Finding'], detail: { severity: events.Match.interval(7, 9) } },
    { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser', 'DeleteUser'], errorCode: events.Match.doesNotExist() } },
    { source: ['aws.lambda'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['lambda.amazonaws.com'], eventName: ['CreateFunction20150331', 'UpdateFunctionCode20150331v2'] } },
    { source: ['aws.signin'], detailType: ['AWS Console Sign In via CloudTrail'], detail: { userIdentity: { type: ['Root'] } } },
    { detailType: ['AWS API Call via CloudTrail'], source: events.Match.prefix('aws.'), detail: { userIdentity: { type: ['Root'] } } },
    { source: ['aws.codebuild'], detailType: ['CodeBuild Build State Change'], detail: { 'build-status': ['FAILED'] } },
    { source: ['aws.ecs'], detailType: ['ECS Task State Change'], detail: { lastStatus: ['STOPPED'], containers: { exitCode: events.Match.anythingBut(0) } } },
    { source: ['aws.health'], detailType: ['AWS Health Event'], detail: { service: ['EC2'] } },
    { source: ['aws.cloudwatch'], detailType: ['CloudWatch Alarm State Change'], detail: { state: { value: ['ALARM'] } } },
    { source: ['aws.events'], detailType: ['Scheduled Event'] },
    { account: ['111111111111'] },
  ];
  patterns.forEach((eventPattern, n) => new events.Rule(stack, `Rule${n}`, { eventPattern }));
  expect(idsFoundIn(app)).toEqual([]);
});
