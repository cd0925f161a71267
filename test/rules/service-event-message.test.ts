import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  AcmEvents, AwsService, CodepipelineEvents, EcsEvents, RdsEvents, ServiceEventMessage, ServiceEventMessageOptions, ServiceEventRule,
  StatesEvents, testing,
} from 'cdk-service-events';
import { INPUT_TRANSFORMER } from '../../src/catalog/quotas';
import { targetInput } from '../../src/pattern/input/target-input';
import { CALLS, eventOf } from '../support/documented-records';
import { everyOf } from '../support/every-of';
import { onlyResourceOf, testStack } from '../support/test-app';

const OCCASION = { ruleArn: 'arn:aws:events:eu-west-1:111122223333:rule/example' };
const PIPELINE = [CodepipelineEvents.CODEPIPELINE_PIPELINE_EXECUTION_STATE_CHANGE];

/** The target of a rule that sends such input, as it stands in the template. */
function targetOf(input: events.RuleTargetInput, stack: Stack = testStack()): any {
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.x'] }, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { message: input })] });
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0];
}

/** What arrives of an event. */
function arriving(input: events.RuleTargetInput, sample: Record<string, any>, stack?: Stack): string {
  return targetInput(targetOf(input, stack), sample, OCCASION);
}

const failed = testing.SampleEvents.of(AwsService.CODEPIPELINE, PIPELINE[0], {
  account: '111122223333',
  region: 'eu-west-1',
  time: '2026-01-02T03:04:05Z',
  resources: ['arn:aws:codepipeline:eu-west-1:111122223333:web'],
  detail: { 'pipeline': 'web', 'state': 'FAILED', 'execution-id': '01234567-0123-0123-0123-012345678901' },
});

describe('as text', () => {
  test('says what happened, when, where, to what, and where to look', () => {
    expect(arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asText(), failed).split('\n')).toEqual(expect.arrayContaining([
      '"AWS CodePipeline: CodePipeline Pipeline Execution State Change"',
      '"When: 2026-01-02T03:04:05Z"',
      '"Where: account 111122223333, eu-west-1"',
      '"pipeline: web"',
      '"state: FAILED"',
      '"Resources: [arn:aws:codepipeline:eu-west-1:111122223333:web]"',
      '"Console: https://console.aws.amazon.com/codesuite/codepipeline/home?region=eu-west-1"',
    ]));
  });

  test('names what the events are about first, and how it ended', () => {
    const lines = arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asText(), failed).split('\n');
    expect(lines.slice(3, 5)).toEqual(['"pipeline: web"', '"state: FAILED"']);
  });

  test('has the sentences of an event, which JSON could not hold', () => {
    const stopped = testing.SampleEvents.of(AwsService.ECS, EcsEvents.ECS_DEPLOYMENT_STATE_CHANGE, { detail: { reason: 'task "web" failed' } });
    const message = ServiceEventMessage.of(AwsService.ECS, [EcsEvents.ECS_DEPLOYMENT_STATE_CHANGE]);
    expect(arriving(message.asText(), stopped)).toContain('reason: task "web" failed');
    expect(JSON.stringify(targetOf(message.asChatNotification()))).not.toContain('reason');
    expect(JSON.stringify(targetOf(message.asTeamsCard()))).not.toContain('reason');
  });

  test('links to the console of the partition', () => {
    const message = ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asText();
    const at = (region: string) => arriving(message, failed, testStack({ env: { region } }));
    expect(at('cn-north-1')).toContain('https://console.amazonaws.cn/codesuite');
    expect(at('us-gov-west-1')).toContain('https://console.amazonaws-us-gov.com/codesuite');
    expect(at('us-iso-east-1')).not.toContain('Console');
  });

  test('links nowhere where the address of the console is not known', () => {
    expect(arriving(ServiceEventMessage.of(AwsService.CHIME).asText(), failed)).not.toContain('Console');
  });
});

test('the page on notifications shows an e-mail as it arrives', () => {
  const [, shown] = /^```text\n(.*?)\n```$/ms.exec(readFileSync(resolve(__dirname, '..', '..', 'docs', 'notifications.md'), 'utf8'))!;
  const { 'stop-execution-comments': _nobodyStoppedIt, ...detail } = failed.detail as Record<string, unknown>;
  const sent = arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asText(), { ...failed, detail });
  expect(sent.split('\n')).toEqual(shown.split('\n'));
});

test('kinds of events share the fields that all of them have', () => {
  const databases = [RdsEvents.RDS_DB_INSTANCE_EVENT, RdsEvents.RDS_DB_CLUSTER_EVENT];
  const { InputTransformer: { InputPathsMap } } = targetOf(ServiceEventMessage.of(AwsService.RDS, databases).asText());
  expect(Object.values(InputPathsMap)).toEqual(expect.arrayContaining(['$.detail.EventCategories', '$.detail.SourceIdentifier', '$.detail.Message']));
  const { InputTransformer: certificates } = targetOf(ServiceEventMessage.of(AwsService.ACM, [
    AcmEvents.ACM_CERTIFICATE_APPROACHING_EXPIRATION, AcmEvents.ACM_CERTIFICATE_EXPIRED,
  ]).asText());
  expect(Object.values(certificates.InputPathsMap)).toContain('$.detail.CommonName');
  expect(Object.values(certificates.InputPathsMap)).not.toContain('$.detail.DaysToExpiry');
});

test('of the fields that all of them have, eight are shown at most', () => {
  const shown = (service: AwsService, detailTypes: string[]): string[] => {
    const { InputTransformer: { InputPathsMap } } = targetOf(ServiceEventMessage.of(service, detailTypes).asText());
    return Object.values<string>(InputPathsMap).filter((path) => path.startsWith('$.detail.'));
  };
  const counts = AwsService.all().flatMap((service) => service.detailTypes.slice(0, 3).map((kind) => shown(service, [kind]).length));
  expect(Math.max(...counts)).toBe(8);
});

test('a chat notification is the schema of Amazon Q Developer', () => {
  expect(JSON.parse(arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asChatNotification(), failed))).toMatchObject({
    version: '1.0',
    source: 'custom',
    id: failed.id,
    content: {
      textType: 'client-markdown',
      title: 'AWS CodePipeline: CodePipeline Pipeline Execution State Change',
      description: expect.stringContaining('Account 111122223333, eu-west-1, 2026-01-02T03:04:05Z\npipeline: web\nstate: FAILED\n'),
      nextSteps: ['Open https://console.aws.amazon.com/codesuite/codepipeline/home?region=eu-west-1'],
    },
  });
});

test('a card for Teams has texts for all facts, numbers and lists included', () => {
  const kind = AcmEvents.ACM_CERTIFICATE_APPROACHING_EXPIRATION;
  const expiring = testing.SampleEvents.of(AwsService.ACM, kind, { detail: { DaysToExpiry: 31, CommonName: 'example.com' } });
  const card = JSON.parse(arriving(ServiceEventMessage.of(AwsService.ACM, [kind]).asTeamsCard(), expiring));
  const { body: [title, { facts }], actions } = card.attachments[0].content;
  expect(title.text).toBe('AWS Certificate Manager: ACM Certificate Approaching Expiration');
  expect(Object.fromEntries(facts.map((fact: any) => [fact.title, fact.value.trim()]))).toMatchObject({ DaysToExpiry: '31', CommonName: 'example.com' });
  expect(facts.every((fact: any) => typeof fact.value === 'string')).toBe(true);
  expect(actions[0]).toMatchObject({ type: 'Action.OpenUrl', url: expect.stringContaining('/acm/home?region=') });
});

test('a card for Teams is one that Teams shows: its title in bold, all of it, and a link', () => {
  const input = ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE, { title: 'Failed', fields: [], consoleUrl: 'https://example.com' }).asTeamsCard();
  const { type, attachments: [{ contentType, content }] } = JSON.parse(arriving(input, failed));
  expect([type, contentType]).toEqual(['message', 'application/vnd.microsoft.card.adaptive']);
  expect(content).toEqual({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', size: 'Medium', weight: 'Bolder', wrap: true, text: 'Failed' },
      {
        type: 'FactSet',
        facts: [
          { title: 'When', value: '2026-01-02T03:04:05Z ' },
          { title: 'Where', value: 'account 111122223333, eu-west-1 ' },
          { title: 'Resources', value: '[arn:aws:codepipeline:eu-west-1:111122223333:web] ' },
        ],
      },
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Open the console', url: 'https://example.com' }],
  });
});

test('a card or notification links nowhere where there is no address', () => {
  const message = ServiceEventMessage.ofAnything();
  const card = JSON.parse(arriving(message.asTeamsCard(), failed)).attachments[0].content;
  expect([card.actions, JSON.parse(arriving(message.asChatNotification(), failed)).content.nextSteps]).toEqual([undefined, undefined]);
});

test('fields that are named stand in the order that is given, by what they are called', () => {
  const lines = arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE, { fields: ['$.detail.state', '$.id', '$.detail.execution-id'] }).asText(), failed).split('\n');
  expect(lines.slice(3, 6)).toEqual(['"state: FAILED"', expect.stringMatching(/^"id: .+"$/), '"execution-id: 01234567-0123-0123-0123-012345678901"']);
});

test('a message about API calls says who called what, from where', () => {
  const sample = eventOf({
    page: '', detail: { ...CALLS.createUser.detail, userIdentity: { arn: 'arn:aws:iam::111122223333:user/Mateo' }, sourceIPAddress: '192.0.2.0' },
  });
  expect(arriving(ServiceEventMessage.ofApiCalls().asText(), sample).split('\n')).toEqual(expect.arrayContaining([
    '"CreateUser in account 111122223333"', '"userIdentity.arn: arn:aws:iam::111122223333:user/Mateo"', '"sourceIPAddress: 192.0.2.0"', '"errorCode: "',
  ]));
});

test('a message about kinds that are not named is one about all that the service sends', () => {
  const kind = new CfnParameter(testStack(), 'Kind').valueAsString;
  const [all, ...others] = [undefined, events.Match.prefix('CodePipeline'), [...PIPELINE, kind]]
    .map((kinds) => arriving(ServiceEventMessage.of(AwsService.CODEPIPELINE, kinds).asText(), failed));
  expect(others).toEqual([all, all]);
});

test('a service that is known by its API calls alone has the same message', () => {
  expect(arriving(ServiceEventMessage.of(AwsService.IAM).asText(), eventOf(CALLS.createUser))).toContain('eventName: CreateUser');
});

test('a message about anything holds what every event has', () => {
  expect(JSON.parse(arriving(ServiceEventMessage.ofAnything().asChatNotification(), failed)).content.title)
    .toBe('CodePipeline Pipeline Execution State Change (aws.codepipeline)');
});

test('title, fields and address are the user\'s, values of the event in them', () => {
  const message = ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE, {
    title: `Pipeline ${events.EventField.fromPath('$.detail.pipeline')}: ${events.EventField.fromPath('$.detail.state')}`,
    fields: ['$.detail.execution-id', '$.id'],
    consoleUrl: `https://example.com/${events.EventField.fromPath('$.detail.pipeline')}`,
  });
  const lines = arriving(message.asText(), failed).split('\n');
  expect(lines[0]).toBe('"Pipeline web: FAILED"');
  expect(lines).toContain(`"id: ${failed.id}"`);
  expect(lines).not.toContain('"state: FAILED"');
  expect(lines.at(-1)).toBe('"Console: https://example.com/web"');
});

test('every kind of events of every service has messages within the limits of input transformers', () => {
  const rule = events.Rule.fromEventRuleArn(testStack(), 'Rule', OCCASION.ruleArn);
  const subjects = AwsService.all().flatMap((one) => [undefined, ...one.detailTypes.map((kind) => [kind])].map((kinds) => [one, kinds] as const));
  for (const [service, detailTypes] of everyOf(subjects)) {
    const message = ServiceEventMessage.of(service, detailTypes);
    for (const input of [message.asText(), message.asChatNotification(), message.asTeamsCard()]) {
      const { inputPathsMap = {}, inputTemplate = '' } = input.bind(rule);
      expect(Object.keys(inputPathsMap).length).toBeLessThanOrEqual(INPUT_TRANSFORMER.variables);
      expect(inputTemplate.length).toBeLessThanOrEqual(INPUT_TRANSFORMER.templateCharacters);
      expect(Object.values(inputPathsMap).every((path) => path.length <= INPUT_TRANSFORMER.pathCharacters)).toBe(true);
    }
  }
});

test('a sample of every documented kind makes JSON', () => {
  for (const [service, detailType] of [
    [AwsService.STATES, StatesEvents.STEP_FUNCTIONS_EXECUTION_STATUS_CHANGE], [AwsService.ECS, EcsEvents.ECS_TASK_STATE_CHANGE],
    [AwsService.RDS, RdsEvents.RDS_DB_INSTANCE_EVENT],
  ] as const) {
    const sample = testing.SampleEvents.of(service, detailType);
    const message = ServiceEventMessage.of(service, [detailType]);
    expect(JSON.parse(arriving(message.asChatNotification(), sample)).content.title).toContain(detailType);
    expect(arriving(message.asTeamsCard(), sample)).toContain(detailType);
    expect(JSON.parse(arriving(message.asTeamsCard(), sample)).type).toBe('message');
  }
});

test('a rule with such a message is matched and guarded as any', () => {
  const stack = testStack();
  new ServiceEventRule(stack, 'Failed', {
    service: AwsService.CODEPIPELINE,
    detailTypes: PIPELINE,
    detail: { state: 'FAILED' },
    targets: [new targets.SnsTopic(new sns.Topic(stack, 'Team'), { message: ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE).asText() })],
  });
  testing.RuleTester.fromStack(stack).expectMatch(failed, { rule: 'Failed' });
});

describe('refuses', () => {
  const made = (options: ServiceEventMessageOptions) => () => ServiceEventMessage.of(AwsService.CODEPIPELINE, PIPELINE, options);

  test.each<[string, () => unknown, RegExp]>([
    ['no service', () => ServiceEventMessage.of(undefined as any), /service of a ServiceEventMessage is null: give one of the constants of AwsService/],
    ['a service by its name', () => ServiceEventMessage.of('ec2' as any), /service of a ServiceEventMessage is "ec2"/],
    ['events that the service does not send', () => ServiceEventMessage.of(AwsService.CODEPIPELINE, ['CodePipeline Pipeline Execution State Chang']), /Nearest/],
    ['detail-types that are no list', () => ServiceEventMessage.of(AwsService.CODEPIPELINE, 'x' as any), /detailTypes of a ServiceEventMessage is "x"/],
    ['an empty list', () => ServiceEventMessage.of(AwsService.CODEPIPELINE, []), /is an empty list/],
    ['an empty title', made({ title: '' }), /title of a ServiceEventMessage is ""/],
    ['a title with a variable', made({ title: 'Failed: <state>' }), /events\.EventField\.fromPath/],
    ['a title of two lines', made({ title: 'a\nb' }), /one line/],
    ['a title of 251 characters', made({ title: 'x'.repeat(251) }), /250 characters/],
    ['a field by its name', made({ fields: ['state'] }), /"state" is no JSON path/],
    ['21 fields', made({ fields: Array(21).fill('$.id') }), /at most 20 JSON paths/],
    ['an address without https', made({ consoleUrl: 'www.example.com' }), /begins with https:\/\//],
    ['an option that is misspelt', () => ServiceEventMessage.ofAnything({ titel: 'x' } as any), /title is meant/],
    ['options that are a text', () => ServiceEventMessage.ofApiCalls('x' as any), /The options of a ServiceEventMessage are "x"/],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(message);
  });
});
