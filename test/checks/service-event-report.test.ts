import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Duration, Stack, Stage, Validations, attachCustomSynthesis } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AwsService, CheckSeverity, DeliveryDefaults, DeliveryType, ServiceEventChecks, ServiceEventProtection, ServiceEventReport, ServiceEventRule,
  ServiceEventBus, ServiceEventSource, ServiceEventSubscriber,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import { checkedApp, refusalOf } from '../support/findings';

function written(app: App, file: string): string {
  return readFileSync(join(app.synth().directory, file), 'utf8');
}

function report(app: App): any {
  return JSON.parse(written(app, 'service-events.json'));
}

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-west-1' } });
});

function topic(): targets.SnsTopic {
  return new targets.SnsTopic((stack.node.tryFindChild('Topic') as sns.Topic | undefined) ?? new sns.Topic(stack, 'Topic'));
}

test('a rule of this library is told of with service, channel, promise, Region, targets, queue, retry and alarms', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, detailTypes: ['Batch Job State Change'], targets: [topic()] });
  ServiceEventReport.of(app).write({ faults: false });
  expect(report(app)).toEqual({
    version: 1,
    rules: [{
      rule: 'Stack/Rule',
      stack: 'Stack',
      account: '111111111111',
      region: 'eu-west-1',
      services: ['AWS Batch'],
      detailTypes: ['Batch Job State Change'],
      channel: 'native',
      deliveryType: 'GUARANTEED',
      eventBus: 'default',
      state: 'ENABLED',
      eventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] },
      targets: [{
        id: 'Target0',
        type: 'AWS::SNS::Topic',
        resource: 'Stack/Topic',
        deadLetterQueue: 'Stack/ServiceEventDeadLetterQueue',
        retryAttempts: 185,
        maxEventAgeSeconds: 86400,
      }],
      alarms: [
        { alarm: 'Stack/Rule/Alarms/Lost', metric: 'InvocationsFailedToBeSentToDlq' },
        { alarm: 'Stack/Rule/Alarms/Failed', metric: 'FailedInvocations' },
        { alarm: 'Stack/Rule/Alarms/Failed', metric: 'DeadLetterInvocations' },
        { alarm: 'Stack/Rule/Alarms/Retrying', metric: 'RetryInvocationAttempts' },
      ],
      findings: [],
    }],
    elsewhere: [],
  });
});

test('what the user knows better of a promise counts', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, delivery: { deliveryType: DeliveryType.GUARANTEED } });
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0].deliveryType).toBe('GUARANTEED');
});

test('the alarms of a rule on another bus are found by the name in its ARN', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, eventBus: new events.EventBus(stack, 'Bus'), targets: [topic()] });
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0]).toMatchObject({ eventBus: 'Stack/Bus', alarms: [{}, {}, {}, {}] });
});

test.each<[string, events.RuleProps, string]>([
  ['API calls', { eventPattern: { source: ['aws.iam'], detailType: ['AWS API Call via CloudTrail'] } }, 'CloudTrail'],
  ['a source alone', { eventPattern: { source: ['aws.ecs'] } }, 'native and CloudTrail'],
  ['events of the app\'s own', { eventPattern: { source: ['com.example.shop'] } }, 'not of AWS services'],
  ['a schedule', { schedule: events.Schedule.rate(Duration.days(1)) }, 'schedule'],
])('the channel of %s is told', (_what, props, channel) => {
  new events.Rule(stack, 'Rule', props);
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0].channel).toBe(channel);
});

test.each<[string, object, string]>([
  ['branches of $or that all come through CloudTrail', { $or: [{ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] }, { 'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail'] }] }, 'CloudTrail'],
  ['branches of $or on both channels', { $or: [{ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] }, { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }] }, 'native and CloudTrail'],
  ['a branch of $or on events of the app\'s own, beside one on a service', { $or: [{ source: ['com.example.shop'] }, { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }] }, 'native'],
  ['branches of $or on events of the app\'s own', { $or: [{ source: ['com.example.shop'] }, { source: ['com.example.bank'] }] }, 'not of AWS services'],
  ['whatever an account sends', { account: ['111111111111'] }, 'any'],
])('the channel of %s is told', (_what, eventPattern, channel) => {
  new events.CfnRule(stack, 'Rule', { eventPattern });
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0].channel).toBe(channel);
});

test('services, detail-types and the weakest promise of all branches of $or are told', () => {
  const branches = [{ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }, { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] }];
  new events.CfnRule(stack, 'Rule', { eventPattern: { $or: branches } });
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0]).toMatchObject({
    services: ['AWS Batch', 'Amazon Elastic Compute Cloud'],
    detailTypes: ['Batch Job State Change', 'EC2 Instance State-change Notification'],
    deliveryType: 'BEST_EFFORT',
  });
});

test('a rule on service events on a custom bus is told of as one', () => {
  const bus = new events.EventBus(stack, 'Bus');
  const eventPattern = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };
  new events.Rule(stack, 'Forward', { eventPattern, targets: [new targets.EventBus(bus)] });
  new events.Rule(stack, 'Rule', { eventBus: bus, eventPattern });
  ServiceEventReport.of(app).write();
  expect(report(app).rules.map(({ channel }: any) => channel)).toEqual(['native', 'native']);
});

test('findings stand with their rule, those elsewhere with their construct, and say whether they are acknowledged', () => {
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [topic()] });
  Validations.of(rule).acknowledge({ id: 'cdk-service-events::no-dead-letter-queue', reason: 'a cache' });
  new events.Rule(stack, 'Other', {
    eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Watched'), { deadLetterQueue: new sqs.Queue(stack, 'Dead') })],
  });
  ServiceEventReport.of(app).write();
  const { rules, elsewhere } = report(app);
  expect(rules.map(({ rule: name, findings }: any) => [name, findings.map(({ check, acknowledged }: any) => `${check} ${acknowledged}`)])).toEqual([
    ['Stack/Other', []],
    ['Stack/Rule', ['no-dead-letter-queue true']],
  ]);
  expect(elsewhere).toMatchObject([{ construct: 'Stack/Dead', findings: [{ check: 'dead-letter-queue-without-alarm', acknowledged: false }] }]);
});

test('a finding has advice for an app of the CDK', () => {
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] }, targets: [topic()] });
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0].findings.map(({ fix }: any) => fix)).toEqual([expect.stringContaining('ServiceEventProtection.of(app).apply() gives every rule one')]);
});

test('what ServiceEventProtection has given is told', () => {
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] }, targets: [topic()] });
  ServiceEventProtection.of(app).apply();
  ServiceEventReport.of(app).write();
  expect(report(app).rules[0].protection).toEqual({ deadLetterQueues: 1, retryPolicies: 1, alarms: 3 });
});

test('rules of all stages are in the report of the app', () => {
  for (const id of ['Beta', 'Prod']) {
    new ServiceEventRule(new Stack(new Stage(app, id), 'Stack'), 'Rule', { service: AwsService.BATCH });
  }
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  ServiceEventReport.of(app).write();
  expect(report(app).rules.map(({ rule }: any) => rule)).toEqual(['Beta/Stack/Rule', 'Prod/Stack/Rule', 'Stack/Rule']);
});

test('neither the report nor the checks change a template', () => {
  const make = (isLookedAt: boolean) => {
    const looked = new App();
    const inside = new Stack(looked, 'Stack');
    new events.Rule(inside, 'Rule', { eventPattern: { source: ['aws.batch'], detailType: ['Batch Job State Change'] } });
    new ServiceEventRule(inside, 'Guarded', { service: AwsService.BATCH });
    if (isLookedAt) {
      ServiceEventReport.of(looked).write();
      Validations.of(looked).addPlugins(new ServiceEventChecks());
    }
    return looked.synth().getStackByName('Stack').template;
  };
  expect(make(true)).toEqual(make(false));
});

test('a Markdown table is written on request', () => {
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [topic()] });
  ServiceEventReport.of(app).write();
  expect(existsSync(join(app.synth().directory, 'service-events.md'))).toBe(false);
  ServiceEventReport.of(app).write({ markdown: true });
  const [, , row] = readFileSync(join(app.synth({ force: true }).directory, 'service-events.md'), 'utf8').split('\n');
  expect(row).toBe('| Stack/Rule | AWS Batch | native | guaranteed | eu-west-1 | SNS Topic Stack/Topic | Stack/ServiceEventDeadLetterQueue | 185 times in 24 h | InvocationsFailedToBeSentToDlq, FailedInvocations, DeadLetterInvocations, RetryInvocationAttempts |  |');
});

describe('what single faults do', () => {
  beforeEach(() => {
    const tickets = new sns.Topic(stack, 'Tickets');
    DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new actions.SnsAction(tickets)] } });
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [topic()] });
    new events.Rule(stack, 'Plain', { eventPattern: { source: ['aws.batch'] }, targets: [topic()] });
  });

  test('stands in the report of each rule, with whom the alarms tell', () => {
    ServiceEventReport.of(app).write();
    const [plain, rule] = report(app).rules.map(({ faults }: any) => faults);
    const of = (faults: any[], name: string) => faults.filter(({ fault }) => fault === name);
    expect(of(rule, 'target-throttles')).toEqual([
      { fault: 'target-throttles', lastsSeconds: 3600, end: 'DELIVERED', afterSeconds: 3927, tells: [] },
      { fault: 'target-throttles', end: 'DEAD_LETTERED', afterSeconds: 86_400, deadLetterQueue: 'Stack/ServiceEventDeadLetterQueue', tells: ['Stack/Tickets'] },
    ]);
    expect(of(plain, 'target-is-gone')).toEqual([{ fault: 'target-is-gone', end: 'LOST', afterSeconds: 0, tells: [] }]);
    expect(rule.map(({ fault }: any) => fault)).not.toContain('handler-fails');
  });

  test('is a second table for people', () => {
    ServiceEventReport.of(app).write({ markdown: true });
    const text = readFileSync(join(app.synth().directory, 'service-events.md'), 'utf8');
    const kept = 'kept in Stack/ServiceEventDeadLetterQueue, tells Stack/Tickets';
    expect(text.slice(text.indexOf('What becomes')).split('\n')).toEqual([
      'What becomes of an event of each rule when one thing breaks:',
      '',
      '| Rule | Target throttles for an hour | Target throttles, or is slow, for good | Target refuses, or is gone | Event is too large |',
      '| --- | --- | --- | --- | --- |',
      '| Stack/Plain | delivered, 1 h 5 min late | **lost**, tells nobody | **lost**, tells nobody | **lost**, tells nobody |',
      `| Stack/Rule | delivered, 1 h 5 min late | ${kept} | ${kept} | ${kept} |`,
      '',
    ]);
  });

  test('keeps its columns, whatever stands in a path', () => {
    new events.Rule(new Construct(stack, 'this|that'), 'Rule', { eventPattern: { source: ['aws.batch'] }, targets: [topic()] });
    ServiceEventReport.of(app).write({ markdown: true });
    const rows = readFileSync(join(app.synth().directory, 'service-events.md'), 'utf8').split('\n').filter((line) => line.includes('this'));
    expect(rows).toHaveLength(2);
    expect(rows.filter((row) => /^\| Stack\/this\\\|that \| /.test(row))).toEqual(rows);
  });

  test('can be left out', () => {
    ServiceEventReport.of(app).write({ faults: false, markdown: true });
    expect(report(app).rules[0].faults).toBeUndefined();
    expect(readFileSync(join(app.synth().directory, 'service-events.md'), 'utf8')).not.toContain('What becomes');
  });
});

test('the severities of the plugin that is given count', () => {
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.batch'] }, targets: [topic()] });
  ServiceEventReport.of(app).write({ checks: new ServiceEventChecks({ severities: { 'no-dead-letter-queue': CheckSeverity.ERROR, 'source-alone': CheckSeverity.OFF } }) });
  expect(report(app).rules[0].findings).toMatchObject([{ check: 'no-dead-letter-queue', severity: 'error' }]);
});

test('the checks see the app anew in every synthesis', () => {
  ServiceEventReport.of(app).write();
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
  expect(refusalOf(app)).toBeUndefined();
  new events.Rule(stack, 'Wrong', { eventPattern: { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notifcation'] } });
  expect(() => app.synth({ force: true })).toThrow('Stack/Wrong/Resource');
});

test('an app that has a custom synthesis of its own is refused', () => {
  attachCustomSynthesis(app, { onSynthesize: () => undefined });
  expect(() => ServiceEventReport.of(app).write()).toThrow('an app can have one only');
});

test('event sources and subscribers are told of like rules, with what faults do to their events', () => {
  const eventBus = new ServiceEventBus(stack, 'Bus');
  const selection = { eventBus, service: AwsService.BATCH, detailTypes: ['Batch Job State Change'] };
  new ServiceEventSource(stack, 'Source', selection);
  new ServiceEventSubscriber(stack, 'Subscriber', { ...selection, target: topic() });
  ServiceEventReport.of(app).write({ markdown: true });
  const { rules: [source, subscriber] } = report(app);
  expect(source).toMatchObject({
    kind: 'event source',
    rule: 'Stack/Source',
    eventBus: 'default',
    state: 'ENABLED',
    services: ['AWS Batch'],
    channel: 'native',
    deliveryType: 'GUARANTEED',
    targets: [{ type: 'AWS::EventsV2::EventBus', resource: 'Stack/Bus', deadLetterQueue: 'Stack/ServiceEventDeadLetterQueue' }],
  });
  expect(subscriber).toMatchObject({
    kind: 'subscriber',
    rule: 'Stack/Subscriber',
    eventBus: 'Stack/Bus',
    state: 'RUNNING',
    services: ['AWS Batch'],
    channel: 'native',
    deliveryType: 'GUARANTEED',
    targets: [{ type: 'AWS::SNS::Topic', deadLetterQueue: 'Stack/SubscriberDeadLetterQueue', retryAttempts: 185, maxEventAgeSeconds: 86_400 }],
  });
  expect(subscriber.alarms.map(({ metric }: any) => metric)).toEqual(expect.arrayContaining(['OnFailureDestinationFailed', 'OnFailureDestinationDelivered', 'ApproximateBacklogAge']));
  expect(subscriber.faults).toContainEqual(expect.objectContaining({
    fault: 'target-is-gone', end: 'DEAD_LETTERED', afterSeconds: 86_400, deadLetterQueue: 'Stack/SubscriberDeadLetterQueue',
  }));
  expect(source.faults).toContainEqual(expect.objectContaining({ fault: 'target-refuses', end: 'DEAD_LETTERED', deadLetterQueue: 'Stack/ServiceEventDeadLetterQueue' }));
  const markdown = written(app, 'service-events.md');
  expect(markdown).toContain('| subscriber Stack/Subscriber |');
  expect(markdown).toContain('| event source Stack/Source |');
});

test.each<[string, [scope: string, pattern: object][], boolean]>([
  ['also looks at the source in the system metadata', [['DATA', { source: ['aws.batch'] }], ['SYSTEM_METADATA', { 'aws:Source': ['aws.batch'] }]], true],
  ['wants metadata, which events of AWS services lack,', [['DATA', { source: ['aws.batch'] }], ['METADATA', { team: ['blue'] }]], false],
])('a subscriber that %s is told what faults do if it gets events', (_what, filters, getsEvents) => {
  const eventBus = new ServiceEventBus(stack, 'Bus');
  const selection = { eventBus, service: AwsService.BATCH, detailTypes: ['Batch Job State Change'] };
  new ServiceEventSource(stack, 'Source', selection);
  const subscriber = new ServiceEventSubscriber(stack, 'Subscriber', { ...selection, target: topic() });
  const resource = subscriber.node.findAll().find((node): node is CfnResource => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::EventsV2::Subscriber')!;
  resource.addPropertyOverride('FilterConfiguration.Filters', filters.map(([Scope, pattern]) => ({ Scope, Pattern: JSON.stringify(pattern) })));
  ServiceEventReport.of(app).write();
  const { faults = [] } = report(app).rules.find(({ kind }: any) => kind === 'subscriber');
  expect(faults.map(({ end }: any) => end)).not.toContain('NOT_MATCHED');
  expect(faults.length > 0).toBe(getsEvents);
});
