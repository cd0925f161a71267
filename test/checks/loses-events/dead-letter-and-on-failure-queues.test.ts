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

const source = (Arn?: unknown): Resources => ({
  Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch', ...(Arn !== undefined && { OnFailureConfiguration: { Arn } }) } } } },
});
const subscriber = (Arn?: unknown, more: object = {}): Resources => ({
  Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { ...(Arn !== undefined && { OnFailureConfiguration: { Arn } }), ...more } },
});

describe('an event source or subscriber without a queue for what fails', () => {
  test.each<[string, Resources, string[]]>([
    ['an event source', source(), ['Here/Source']],
    ['an event source with a queue', source(ELSEWHERE), []],
    ['an event source of a partner', { Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: {} } } }, []],
    ['a subscriber', subscriber(), ['Here/Subscriber']],
    ['a subscriber with a queue', subscriber(ELSEWHERE), []],
    ['a subscriber that is stopped', subscriber(undefined, { State: 'STOPPED' }), []],
  ])('is found: %s', (_what, resources, expected) => {
    expect(paths('no-on-failure-queue', resources)).toEqual(expected);
  });
});

describe('the queue for what fails', () => {
  const fifo = (FifoQueue: unknown): Resources => ({ Letters: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue } } });
  const kinds = (...resources: Resources[]) => found('on-failure-queue-kind', ...resources).map(({ severity, message }) => `${severity}: ${message}`);

  test.each<[unknown, number]>([[true, 1], ['true', 1], [false, 0], ['false', 0], [undefined, 0]])('of an event source is no FIFO queue: FifoQueue %j', (isFifo, count) => {
    expect(kinds(source(getAtt('Letters')), fifo(isFifo))).toEqual(Array(count).fill('error: The queue of the event source is a FIFO queue, which EventBridge refuses.'));
  });

  test.each<[string, unknown, object, string[]]>([
    ['standard, of a standard one', undefined, {}, []],
    ['FIFO, of a FIFO one', true, { Type: 'FIFO' }, []],
    ['FIFO, of a standard one', true, {}, ['warning: The queue for what fails is a FIFO queue, and the events of the subscriber belong to no group.']],
    ['standard, of a FIFO one', undefined, { Type: 'FIFO' }, ['error: The subscriber keeps the order of its events, and its queue for what fails is a standard queue.']],
  ])('of a subscriber is of its kind: %s', (_what, isFifo, more, expected) => {
    expect(kinds(subscriber(getAtt('Letters'), more), fifo(isFifo))).toEqual(expected);
    expect(kinds(subscriber(getAtt('Letters'), more), { Letters: { Type: 'AWS::SNS::Topic' } })).toEqual([]);
  });

  test.each<[string, Resources[], string[]]>([
    ['may be written for an event source', [source(getAtt('Letters')), LETTERS, policy([ALLOWED])], []],
    ['may not be written for an event source', [source(getAtt('Letters')), LETTERS], ['Here/Source']],
    ['is no queue', [source({ Ref: 'Letters' }), { Letters: { Type: 'AWS::SNS::Topic' } }], []],
    ['is made elsewhere', [source(ELSEWHERE), subscriber(ELSEWHERE)], []],
    ['is written by a role elsewhere', [subscriber(getAtt('Letters'), { InvokeConfiguration: { RoleArn: 'arn:aws:iam::111111111111:role/r' } }), LETTERS], []],
  ])('%s: %#', (_what, resources, expected) => {
    expect(paths('on-failure-queue-access', ...resources)).toEqual(expected);
  });

  test.each<[string, object[], string[]]>([
    ['may', [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: getAtt('Letters') }], []],
    ['may not', [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: getAtt('Letters') }], ['Here/Subscriber']],
  ])('%s be written by the role of a subscriber', (_what, Statement, expected) => {
    const role: Resources = { Role: { Type: 'AWS::IAM::Role' }, RolePolicy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement } } } };
    expect(paths('on-failure-queue-access', subscriber(getAtt('Letters'), { InvokeConfiguration: { RoleArn: getAtt('Role') } }), LETTERS, role)).toEqual(expected);
    expect(paths('on-failure-queue-access', subscriber(undefined, { InvokeConfiguration: { RoleArn: getAtt('Role') } }), LETTERS, role)).toEqual([]);
  });
});

describe('a subscriber', () => {
  const METADATA = (pattern: object) => ({ FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify(pattern) }] } });
  const BATCH = METADATA({ 'aws:Source': ['aws.batch'], 'aws:DetailType': ['Batch Job State Change'] });
  const shortOf = (more: object) => found('subscriber-short-retry', subscriber(ELSEWHERE, more)).map(({ value, location, message }) => [value, location, message]);

  test.each<[string, object, unknown[]]>([
    ['by default', {}, [[300, 'Properties', expect.stringContaining('tries for 300 seconds only')]]],
    ['that never tries again', { RetryPolicy: { MaxRetryAttempts: 0, MaxEventAgeInSeconds: 86_400 } }, [[0, 'Properties.RetryPolicy', expect.stringContaining('never tries again')]]],
    ['that tries for long enough', { RetryPolicy: { MaxEventAgeInSeconds: 600 } }, []],
    ['that tries for a time that only the deployment knows', { RetryPolicy: { MaxEventAgeInSeconds: { 'Fn::ImportValue': 'age' } } }, []],
    ['that is stopped', { State: 'STOPPED' }, []],
    ['on best-effort events', METADATA({ 'aws:Source': ['aws.ec2'], 'aws:DetailType': ['EC2 Instance State-change Notification'] }), []],
    ['on what is not known', { FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: { Ref: 'Pattern' } }] } }, []],
  ])('gives guaranteed events up too early, %s: %#', (_what, more, expected) => {
    expect(shortOf({ ...BATCH, ...more })).toEqual(expected);
  });

  test.each<[string, object, boolean]>([
    ['starts with the latest by default', {}, true],
    ['starts with the latest in words', { StartingPosition: 'LATEST' }, true],
    ['starts with the earliest', { StartingPosition: 'TRIM_HORIZON' }, false],
  ])('that %s misses events when it is replaced: %#', (_what, more, isFound) => {
    expect(paths('replaced-subscriber', subscriber(ELSEWHERE, more))).toEqual(isFound ? ['Here/Subscriber'] : []);
  });

  test.each<[string, string, boolean]>([
    ['Subscriber1a2b3c4d', 'orders-1a2b3c4d', false], ['Subscriber1a2b3c4d', 'orders', true], ['Subscriber', 'orders-1a2b3c4d', true], ['Subscriber1a2b3c4d', 'orders-00000000', true],
  ])('with the id %s and the name %s misses events when it is replaced: %s', (logicalId, Name, isFound) => {
    expect(paths('replaced-subscriber', { [logicalId]: { Type: 'AWS::EventsV2::Subscriber', Properties: { Name } } })).toHaveLength(isFound ? 1 : 0);
  });

  test.each<[string, unknown, object, boolean]>([
    ['a function', getAtt('Target'), { Type: 'AWS::Lambda::Function' }, true],
    ['a state machine', { Ref: 'Target' }, { Type: 'AWS::StepFunctions::StateMachine' }, true],
    ['a queue', getAtt('Target'), { Type: 'AWS::SQS::Queue' }, false],
    ['a function elsewhere', 'arn:aws:lambda:eu-west-1:111111111111:function:f', {}, true],
    ['a queue elsewhere', WORK, {}, false],
    ['what is not known', { 'Fn::ImportValue': 'x' }, {}, false],
  ])('sends lists to %s: %#', (_what, TargetArn, Target, isFound) => {
    const resources = (more: object = {}) => ({ ...subscriber(ELSEWHERE, { InvokeConfiguration: { TargetArn }, ...more }), ...('Type' in Target && { Target: Target as Resources[string] }) });
    expect(paths('subscriber-lists', resources())).toEqual(isFound ? ['Here/Subscriber'] : []);
    expect(paths('subscriber-lists', resources({ BatchConfiguration: {} }))).toEqual(isFound ? ['Here/Subscriber'] : []);
    expect(paths('subscriber-lists', resources({ BatchConfiguration: { MaxBatchSize: 1 } }))).toEqual([]);
  });
});
