import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeArchiveCommand, DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand, PutEventsCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionEventInvokeConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { publishFileAssets } from './file-assets';
import { MotoDeployment } from './moto-deployment';
import { BEHAVIOUR_GAPS, EXAMPLE_GAPS, MotoGap, PROPERTY_GAPS, TYPE_GAPS } from './moto-gaps';
import { MotoServer } from '../../scripts/moto/moto-server';
import { Lists } from '../support/every-of';
import { EXAMPLE_ENVIRONMENT, exampleStacks } from '../support/example-stacks';
import { matchingEvent } from '../support/matching-event';
import { testApp } from '../support/test-app';

const { account, region } = EXAMPLE_ENVIRONMENT;
const QUEUE_ARN = /^arn:aws:sqs:/;
const DELIVERED_BY_MOTO = /^arn:aws:(sqs|logs|events):/;

let server: MotoServer;
let eventBridge: EventBridgeClient;
let cloudWatch: CloudWatchClient;
let functions: LambdaClient;
let sqs: SQSClient;
const typesSeen = new Set<string>();
const gapsMet = new Set<string>();
const lists = new Lists();
let deliveries = 0;

beforeAll(async () => {
  server = await MotoServer.start();
  eventBridge = new EventBridgeClient(server.clientConfig(region));
  cloudWatch = new CloudWatchClient(server.clientConfig(region));
  functions = new LambdaClient(server.clientConfig(region));
  sqs = new SQSClient(server.clientConfig(region));
});

afterAll(async () => {
  await server?.stop();
  tellGaps();
});

const alone = exampleStacks().filter(({ standsAlone, name }) => standsAlone && !(name in EXAMPLE_GAPS));
const refused = exampleStacks().filter(({ name }) => name in EXAMPLE_GAPS);
const together = exampleStacks().filter(({ standsAlone }) => !standsAlone);

describe.each(alone)('example $name', ({ name, create }) => {
  let deployment: MotoDeployment;

  beforeAll(async () => {
    await server.reset();
    await MotoDeployment.bootstrap(server, region);
    const app = testApp();
    const { stackName } = create(app);
    const stack = app.synth().getStackByName(stackName);
    await publishFileAssets(server, stack);
    deployment = await MotoDeployment.create(server, EXAMPLE_ENVIRONMENT, name, stack.template);
  });

  test('is created by CloudFormation, but for what moto is known to lack', () => {
    deployment.missingTypes.forEach((type) => gapsMet.add(type));
    [...deployment.createdTypes, ...deployment.missingTypes].forEach((type) => typesSeen.add(type));
    expect(deployment.missingTypes.filter((type) => !(type in TYPE_GAPS))).toEqual([]);
  });

  test('has rules in the state and with the pattern of the template', async () => {
    for (const [, properties] of lists.everyOf('rules', rules(deployment))) {
      const rule = await eventBridge.send(new DescribeRuleCommand({ Name: properties.name, EventBusName: properties.EventBusName }));
      expect(rule.State).toBe(properties.State);
      expect(rule.ScheduleExpression).toBe(properties.ScheduleExpression);
      expect(rule.EventPattern && JSON.parse(rule.EventPattern)).toEqual(properties.EventPattern);
    }
  });

  test('has targets with a dead-letter queue that exists, and retries', async () => {
    for (const [, properties] of lists.everyOf('rules with targets', rules(deployment))) {
      const { Targets = [] } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: properties.name, EventBusName: properties.EventBusName }));
      expect(Targets).toHaveLength(properties.Targets?.length ?? 0);
      for (const { DeadLetterConfig, RetryPolicy } of lists.everyOf('targets', Targets)) {
        expect(RetryPolicy?.MaximumRetryAttempts).toBeGreaterThanOrEqual(0);
        expect(await attributesOf(DeadLetterConfig!.Arn!)).toMatchObject({ QueueArn: DeadLetterConfig!.Arn });
      }
    }
  });

  test('has dead-letter queues to which only EventBridge rules of this account and Region write, over TLS', async () => {
    const targets: any[] = rules(deployment).flatMap(([, { Targets = [] }]) => Targets);
    for (const arn of lists.everyOf('dead-letter queues', new Set<string>(targets.map(({ DeadLetterConfig }) => DeadLetterConfig.Arn)))) {
      const attributes = await attributesOf(arn);
      const statements: any[] = JSON.parse(attributes.Policy).Statement;
      expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:${region}:${account}:rule/*` } },
      })]);
      expect(statements.filter(({ Effect }) => Effect === 'Deny')).toEqual([expect.objectContaining({
        Principal: { AWS: '*' }, Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      })]);
      expect(attributes.KmsMasterKeyId ?? attributes.SqsManagedSseEnabled).toMatch(/^(true|arn:.*|[0-9a-f-]{36})$/);
    }
  });

  test('has alarms on metrics of rules and queues that exist', async () => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const expected = deployment.resourcesOf('AWS::CloudWatch::Alarm');
    expect(MetricAlarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(expected.map(([logicalId]) => deployment.alarmName(logicalId)).sort());
    const ruleNames = rules(deployment).map(([, { name: ruleName }]) => ruleName);
    for (const alarm of lists.everyOf('alarms', MetricAlarms)) {
      const [, properties] = expected.find(([logicalId]) => deployment.alarmName(logicalId) === alarm.AlarmName)!;
      const { Threshold, TreatMissingData } = properties;
      expect(alarm).toMatchObject({ Threshold, TreatMissingData });
      expect(alarm.MetricName).toBe(properties.MetricName);
      expect((alarm.Metrics ?? []).map(({ Expression }) => Expression)).toEqual((properties.Metrics ?? []).map(({ Expression }: any) => Expression));
      expect(alarm.AlarmActions ?? []).toEqual(properties.AlarmActions ?? []);
      const ruleName = alarm.Dimensions?.find(({ Name }) => Name === 'RuleName')?.Value;
      expect(ruleName === undefined || ruleNames.includes(ruleName)).toBe(true);
    }
  });

  test('has functions whose failures go to a dead-letter queue that exists', async () => {
    for (const [, { FunctionName, DestinationConfig, MaximumRetryAttempts }] of lists.everyOf('functions', deployment.resourcesOf('AWS::Lambda::EventInvokeConfig'))) {
      const config = await functions.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
      expect(config.MaximumRetryAttempts).toEqual(MaximumRetryAttempts);
      expect(config.DestinationConfig?.OnFailure?.Destination).toEqual(DestinationConfig?.OnFailure.Destination);
      if (DestinationConfig) {
        expect(await attributesOf(DestinationConfig.OnFailure.Destination)).toMatchObject({ QueueArn: DestinationConfig.OnFailure.Destination });
      }
    }
  });

  test('has archives with the pattern of the template', async () => {
    for (const [logicalId, { EventPattern, RetentionDays, SourceArn }] of lists.everyOf('archives', deployment.resourcesOf('AWS::Events::Archive'))) {
      const archive = await eventBridge.send(new DescribeArchiveCommand({ ArchiveName: logicalId }));
      expect(archive).toMatchObject({ EventSourceArn: SourceArn, RetentionDays, State: 'ENABLED' });
      expect(JSON.parse(archive.EventPattern!)).toEqual(EventPattern);
    }
  });

  test('has dashboards that show rules and alarms that exist', async () => {
    const { DashboardEntries = [] } = await cloudWatch.send(new ListDashboardsCommand({}));
    expect(DashboardEntries).toHaveLength(deployment.resourcesOf('AWS::CloudWatch::Dashboard').length);
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const alarmArns = MetricAlarms.map(({ AlarmArn }) => AlarmArn);
    const ruleNames = rules(deployment).map(([, { name: ruleName }]) => ruleName);
    for (const { DashboardName } of lists.everyOf('dashboards', DashboardEntries)) {
      const { DashboardBody } = await cloudWatch.send(new GetDashboardCommand({ DashboardName }));
      const widgets: any[] = JSON.parse(DashboardBody!).widgets;
      const alarms = widgets.flatMap(({ properties }) => properties.alarms ?? []);
      const metrics: any[] = widgets.flatMap(({ properties }) => properties.metrics ?? []).filter(([namespace]) => namespace === 'AWS/Events');
      expect(alarms.filter((arn) => !alarmArns.includes(arn))).toEqual([]);
      expect(metrics.filter(([, , dimension, value]) => dimension !== 'RuleName' || !ruleNames.includes(value))).toEqual([]);
      expect(metrics.length).toBeGreaterThan(0);
    }
  });

  test('carries a matching event to every queue that is a target, and no other event', async () => {
    await silenceSchedules(deployment);
    for (const [, { EventPattern, EventBusName, Targets = [] }] of lists.everyOf('rules with events', rules(deployment))) {
      const arns: string[] = Targets.map(({ Arn }: any) => Arn);
      const queues = arns.filter((arn) => QUEUE_ARN.test(arn));
      const otherAccount = EventPattern?.account && !EventPattern.account.includes(account);
      if (!EventPattern || otherAccount || queues.length === 0 || !arns.every((arn) => DELIVERED_BY_MOTO.test(arn))) {
        continue;
      }
      const sample = matchingEvent(EventPattern);
      const another = { ...sample, 'detail-type': `Not ${sample['detail-type']}`, 'source': 'aws.none' };
      await put([sample, another], EventBusName);
      for (const arn of lists.everyOf('queues', queues)) {
        const received = await receiveAll(queueUrl(arn));
        const isTransformed = Targets.some(({ Arn, InputTransformer }: any) => Arn === arn && InputTransformer);
        expect(received).toEqual([isTransformed ? expect.anything() : expect.objectContaining({
          'source': sample.source, 'detail-type': sample['detail-type'], 'detail': sample.detail, 'resources': sample.resources,
        })]);
        deliveries += 1;
      }
    }
  });
});

test('the list of what moto lacks names nothing that the examples do not have', () => {
  expect(Object.keys(TYPE_GAPS).filter((type) => typesSeen.has(type) && !gapsMet.has(type))).toEqual([]);
});

test.each(refused)('example $name is still one that moto cannot create', async ({ name, create }) => {
  await server.reset();
  await MotoDeployment.bootstrap(server, region);
  const app = testApp();
  const { stackName } = create(app);
  const { template } = app.synth().getStackByName(stackName);
  await expect(MotoDeployment.create(server, EXAMPLE_ENVIRONMENT, name, template)).rejects.toThrow();
});

test('there is something of each kind in one of the examples', () => {
  expect(lists.nowhere).toEqual([]);
});

test('at least one event has come through', () => {
  expect(deliveries).toBeGreaterThan(0);
});

function rules(deployment: MotoDeployment): [string, any][] {
  return deployment.resourcesOf('AWS::Events::Rule').map(([logicalId, properties]) => [logicalId, { ...properties, name: deployment.valueOf({ Ref: logicalId }) }]);
}

async function silenceSchedules(deployment: MotoDeployment): Promise<void> {
  for (const [, { name, ScheduleExpression, Targets = [] }] of rules(deployment)) {
    if (ScheduleExpression && Targets.length > 0) {
      await eventBridge.send(new RemoveTargetsCommand({ Rule: name, Ids: Targets.map(({ Id }: any) => Id) }));
    }
  }
}

async function put(events: any[], eventBusName?: string): Promise<void> {
  const { FailedEntryCount } = await eventBridge.send(new PutEventsCommand({
    Entries: events.map((sample) => ({
      Source: sample.source, DetailType: sample['detail-type'], Resources: sample.resources, Detail: JSON.stringify(sample.detail), EventBusName: eventBusName,
    })),
  }));
  expect(FailedEntryCount).toBe(0);
}

async function attributesOf(queueArn: string): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl(queueArn), AttributeNames: ['All'] }));
  return Attributes as Record<string, string>;
}

async function receiveAll(url: string): Promise<any[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
  for (const { ReceiptHandle } of Messages) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  }
  return Messages.map(({ Body }) => JSON.parse(Body!));
}

function queueUrl(arn: string): string {
  return `${server.endpoint}/${arn.split(':')[4]}/${arn.split(':')[5]}`;
}

function tellGaps(): void {
  const line = ([what, { reason, instead }]: [string, MotoGap]) => `  ${what}: ${reason}; ${instead}.\n`;
  const types = [
    ...Object.entries(TYPE_GAPS).filter(([type]) => gapsMet.has(type)),
    ...Object.entries(PROPERTY_GAPS).filter(([type]) => typesSeen.has(type)),
  ];
  process.stdout.write(`Not deployed, because it takes stacks in several Regions: ${together.map(({ name }) => name).join(', ')}.\n`);
  process.stdout.write(`What moto lacks, and what the tests do instead:\n${[...types, ...Object.entries(EXAMPLE_GAPS), ...Object.entries(BEHAVIOUR_GAPS)].map(line).join('')}`);
}
