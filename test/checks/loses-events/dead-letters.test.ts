import { CheckSeverity } from '../../../src/checks/check-severity';
import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const WORK = 'arn:aws:sqs:eu-west-1:111111111111:work';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:111111111111:letters';
const LETTERS: Resources = { Letters: { Type: 'AWS::SQS::Queue' } };
const policy = (Statement: object[], queue = 'Letters'): Resources => ({ Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement } } } });
const ALLOWED = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' };
const with_ = (Arn: unknown, properties: object = {}): Resources => ({ Rule: ruleTo(WORK, properties, { DeadLetterConfig: { Arn } }) });
const found = (check: string, ...resources: Resources[]) => foundBy(check, [Object.assign({}, ...resources)]);
const paths = (check: string, ...resources: Resources[]) => found(check, ...resources).map(({ resource }) => resource.path);

describe('a target without a dead-letter queue', () => {
  const targets = (...more: object[]): Resources => ({ Rule: ruleTo(undefined, { Targets: more.map((target, at) => ({ Id: `T${at}`, Arn: WORK, ...target })) }) });
  const HAS = { DeadLetterConfig: { Arn: ELSEWHERE } };

  test('is found, and others of its rule in the same finding', () => {
    expect(found('no-dead-letter-queue', targets({}, HAS, {})).map(({ value, location, others }) => [value, location, others])).toEqual([
      ['T0, T2', 'Properties.Targets.0', ['Properties.Targets.2']],
    ]);
  });

  test.each<[string, Resources]>([
    ['that has one', targets(HAS)],
    ['of a rule that is off', { Rule: ruleTo(WORK, { State: 'DISABLED' }) }],
    ['of a rule on events of an app', { Rule: ruleTo(WORK, { EventPattern: { source: ['my.app'] } }) }],
    ['that is a bus elsewhere, which is another finding', targets({ Arn: 'arn:aws:events:us-east-1:111111111111:event-bus/central' })],
  ])('is not one %s', (_what, resources) => {
    expect(found('no-dead-letter-queue', resources)).toEqual([]);
  });

  test.each<[string, object, number]>([
    ['in another Region', { Arn: 'arn:aws:events:us-east-1:111111111111:event-bus/central' }, 1],
    ['in another account', { Arn: 'arn:aws:events:eu-west-1:222222222222:event-bus/central' }, 1],
    ['here', { Arn: 'arn:aws:events:eu-west-1:111111111111:event-bus/central' }, 0],
    ['that has one, in another Region', { Arn: 'arn:aws:events:us-east-1:111111111111:event-bus/central', ...HAS }, 0],
    ['in a Region that only the deployment knows', { Arn: { 'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/central' } }, 0],
  ])('that is a bus %s is an unguarded hop: %#', (_what, target, count) => {
    expect(found('unguarded-forward', targets(target))).toHaveLength(count);
  });

  test('is no unguarded hop of a rule that is off', () => {
    expect(found('unguarded-forward', { Rule: ruleTo('arn:aws:events:us-east-1:111111111111:event-bus/central', { State: 'DISABLED' }) })).toEqual([]);
  });
});

describe('the policy of a dead-letter queue', () => {
  test.each<[string, Resources[], number]>([
    ['lets EventBridge write', [policy([ALLOWED])], 0],
    ['lets somebody else write', [policy([{ ...ALLOWED, Principal: { Service: 's3.amazonaws.com' } }])], 1],
    ['is not there', [], 1],
  ])('%s: %#', (_what, more, count) => {
    expect(found('dead-letter-queue-policy', LETTERS, with_(getAtt('Letters')), ...more).map(({ location, severity, value }) => [location, severity, value]))
      .toEqual(Array(count).fill(['Properties.Targets.0.DeadLetterConfig', CheckSeverity.ERROR, 'T']));
  });

  test('of a queue elsewhere is unknown', () => {
    expect(found('dead-letter-queue-policy', with_(ELSEWHERE)).map(({ severity, message }) => [severity, message])).toEqual([
      [CheckSeverity.WARNING, expect.stringContaining('is made elsewhere, and this app cannot write its policy')],
    ]);
    expect(found('dead-letter-queue-policy', with_({ 'Fn::ImportValue': 'letters' }))).toEqual([]);
  });
});

describe('the key of a dead-letter queue', () => {
  const encrypted: Resources = { Letters: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: getAtt('Key') } } };
  const key = (...actions: string[]): Resources => ({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: actions.map((Action) => ({ ...ALLOWED, Action })) } } } });

  test.each<[string[], number]>([[['kms:Decrypt', 'kms:GenerateDataKey'], 0], [['kms:*'], 0], [['kms:Decrypt'], 1], [['kms:GenerateDataKey'], 1], [[], 1]])('that lets EventBridge do %j: findings %d', (actions, count) => {
    expect(paths('dead-letter-queue-key', encrypted, key(...actions), with_(getAtt('Letters')))).toEqual(Array(count).fill('Here/Letters'));
  });

  test('is none where the queue has none', () => {
    expect(paths('dead-letter-queue-key', LETTERS, key(), with_(getAtt('Letters')))).toEqual([]);
  });
});

describe('a dead-letter queue that nobody watches', () => {
  const alarm: Resources = { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: getAtt('Letters', 'QueueName') }] } } };

  test('is found once, whatever number of rules use it', () => {
    expect(paths('dead-letter-queue-without-alarm', LETTERS, with_(getAtt('Letters')), { Other: with_(getAtt('Letters')).Rule })).toEqual(['Here/Letters']);
  });

  test.each<[string, Resources[]]>([
    ['is watched', [LETTERS, with_(getAtt('Letters')), alarm]],
    ['is that of a rule that is off', [LETTERS, with_(getAtt('Letters'), { State: 'DISABLED' })]],
    ['is made elsewhere', [with_(ELSEWHERE)]],
    ['is no queue', [{ Letters: { Type: 'AWS::SNS::Topic' } }, with_({ Ref: 'Letters' })]],
    ['is that of nobody', [LETTERS, { Rule: ruleTo(WORK) }]],
  ])('is not one that %s', (_what, resources) => {
    expect(paths('dead-letter-queue-without-alarm', ...resources)).toEqual([]);
  });
});
