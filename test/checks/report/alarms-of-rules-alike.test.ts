import { RulesAlike } from '../../../src/checks/report/rules-alike';
import { Resources, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

const metric = (Name: string, Value: unknown, MetricName = 'M') => ({ MetricName, Dimensions: [{ Name, Value }] });
const alarm = (Properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
const sum = (...metrics: object[]) => alarm({ Metrics: [{ Expression: 'a + b' }, ...metrics.map((Metric) => ({ MetricStat: { Metric } }))] });
const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:news';

describe('of rules that are alike', () => {
  const ALIKE: Resources = {
    A: ruleTo(TOPIC),
    B: ruleTo(TOPIC),
    Queue: { Type: 'AWS::SQS::Queue' },
    OfA: alarm(metric('RuleName', { Ref: 'A' })),
    OfB: alarm(metric('RuleName', { Ref: 'B' })),
    OfQueue: alarm(metric('QueueName', getAtt('Queue', 'QueueName'))),
    OfNothing: alarm(metric('TopicName', 'news')),
  };

  function playedIn(resources: Resources): string[] {
    const app = templatesOf([resources]);
    const alike = new RulesAlike(app);
    return [...app.stacks[0].resources.values()].filter((resource) => alike.isPlayed(resource)).map(({ logicalId }) => logicalId);
  }

  test('the first is played with its alarms, and so is what watches none of the others alone', () => {
    expect(playedIn(ALIKE)).toEqual(['A', 'Queue', 'OfA', 'OfQueue', 'OfNothing']);
  });

  test('an alarm of another is played where it watches a queue besides', () => {
    const both = (rule: string) => sum(metric('RuleName', { Ref: rule }), metric('QueueName', getAtt('Queue', 'QueueName')));
    expect(playedIn({ ...ALIKE, OfA: both('A'), OfB: both('B') })).toEqual(['A', 'Queue', 'OfA', 'OfB', 'OfQueue', 'OfNothing']);
  });

  test.each<[string, Resources]>([
    ['an alarm in a stack condition', { OfB: { ...ALIKE.OfB, Condition: 'Live' } as Resources[string] }],
    ['another threshold', { OfB: alarm({ ...metric('RuleName', { Ref: 'B' }), Threshold: 2 }) }],
    ['a second alarm', { AlsoOfB: alarm(metric('RuleName', { Ref: 'B' }, 'N')) }],
    ['a condition', { B: { ...ALIKE.B, Condition: 'Live' } as Resources[string] }],
    ['another target', { B: ruleTo(`${TOPIC}2`) }],
    ['a role', { B: ruleTo(TOPIC, { RoleArn: 'arn:aws:iam::111111111111:role/r' }) }],
    ['another state', { B: ruleTo(TOPIC, { State: 'DISABLED' }) }],
    ['another bus', { B: ruleTo(TOPIC, { EventBusName: 'orders' }) }],
    ['no pattern', { B: ruleTo(TOPIC, { EventPattern: undefined }) }],
    ['a composite alarm beside it', { Composite: { Type: 'AWS::CloudWatch::CompositeAlarm' } }],
    ['a rule beside it that sends to what only the deployment knows', { Onwards: ruleTo({ 'Fn::ImportValue': 'x' }) }],
  ])('both are played where the other has %s', (_what, resources) => {
    expect(playedIn({ ...ALIKE, ...resources })).toEqual(expect.arrayContaining(['A', 'B']));
  });

  test.each<[string, Resources]>([
    ['another name of its alarm', { OfB: alarm({ ...metric('RuleName', { Ref: 'B' }), AlarmName: 'b', AlarmDescription: 'of b' }) }],
    ['another input', { B: ruleTo(TOPIC, {}, { Input: '1' }) }],
    ['another pattern', { B: ruleTo(TOPIC, { EventPattern: { source: ['aws.ecs'] } }) }],
  ])('one is played where the other has %s', (_what, resources) => {
    expect(playedIn({ ...ALIKE, ...resources })).not.toContain('B');
  });
});

describe('rules that are alike', () => {
  const QUEUES: Resources = { Work: { Type: 'AWS::SQS::Queue' }, Letters: { Type: 'AWS::SQS::Queue' }, Key: { Type: 'AWS::KMS::Key' } };
  const EVENTBRIDGE = { Service: 'events.amazonaws.com' };
  const onlyFor = (rule: string, Action: unknown, Resource: unknown = '*') => ({
    Effect: 'Allow', Principal: EVENTBRIDGE, Action, Resource, Condition: { ArnEquals: { 'aws:SourceArn': getAtt(rule) } },
  });
  const policyOf = (queue: string, ...Statement: object[]): Resources => ({
    [`Of${queue}`]: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement } } },
  });
  const groupsIn = (...resources: Resources[]) => {
    const app = templatesOf([Object.assign({}, ...resources)]);
    const alike = new RulesAlike(app);
    const played = app.rules.map(({ resource }) => resource).filter((resource) => alike.isPlayed(resource));
    return played.map((resource) => alike.rulesLike(resource).map(({ logicalId }) => logicalId));
  };
  const both = (target: unknown, more: object = {}): Resources => ({ A: ruleTo(target, {}, more), B: ruleTo(target, {}, more) });
  const KMS = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const keyFor = (...Statement: object[]): Resources => ({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement } } } });
  const encrypted = (queue: string): Resources => ({ [queue]: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: getAtt('Key') } } });

  test.each<[string, Resources[]]>([
    ['send to a queue that admits both', [both(getAtt('Work')), policyOf('Work', onlyFor('A', 'sqs:SendMessage'), onlyFor('B', 'sqs:SendMessage'))]],
    ['send to a queue that admits neither', [both(getAtt('Work'))]],
    ['may both use the key of their target', [both(getAtt('Work')), encrypted('Work'), keyFor(onlyFor('A', KMS), onlyFor('B', KMS))]],
    ['have one dead-letter queue that admits both', [both(TOPIC, { DeadLetterConfig: { Arn: getAtt('Letters') } }), policyOf('Letters', onlyFor('A', 'sqs:SendMessage'), onlyFor('B', 'sqs:SendMessage'))]],
  ])('are played once where they %s', (_where, resources) => {
    expect(groupsIn(QUEUES, ...resources)).toEqual([['A', 'B']]);
  });

  test.each<[string, Resources[]]>([
    ['the target admits one of them', [both(getAtt('Work')), policyOf('Work', onlyFor('A', 'sqs:SendMessage'))]],
    ['the key of the target lets one of them use it', [both(getAtt('Work')), encrypted('Work'), keyFor(onlyFor('A', KMS))]],
    ['the dead-letter queue admits one of them', [both(TOPIC, { DeadLetterConfig: { Arn: getAtt('Letters') } }), policyOf('Letters', onlyFor('B', 'sqs:SendMessage'))]],
    ['the key of the dead-letter queue lets one of them use it', [both(TOPIC, { DeadLetterConfig: { Arn: getAtt('Letters') } }), encrypted('Letters'), keyFor(onlyFor('B', KMS))]],
    ['one has a target more', [{ A: ruleTo(TOPIC), B: ruleTo(undefined, { Targets: [{ Id: 'T', Arn: TOPIC }, { Id: 'U', Arn: TOPIC }] }) }]],
    ['one is tried less often', [{ A: ruleTo(TOPIC), B: ruleTo(TOPIC, {}, { RetryPolicy: { MaximumRetryAttempts: 0 } }) }]],
    ['only the deployment knows the targets of one', [{ A: ruleTo(TOPIC), B: ruleTo(undefined, { Targets: { 'Fn::If': ['Live', [{ Id: 'T', Arn: TOPIC }], []] } }) }]],
    ['one has a pattern that EventBridge refuses', [{ A: ruleTo(TOPIC), B: ruleTo(TOPIC, { EventPattern: { source: [] } }) }]],
  ])('are not what two rules are where %s', (_where, resources) => {
    expect(groupsIn(QUEUES, ...resources)).toEqual([['A'], ['B']]);
  });

  test('in another stack are played there', () => {
    const app = templatesOf([{ A: ruleTo(TOPIC) }], [{ B: ruleTo(TOPIC) }, { account: '111111111111', region: 'eu-west-1', path: 'There' }]);
    expect(app.rules.filter(({ resource }) => !new RulesAlike(app).isPlayed(resource))).toEqual([]);
  });

  test('that are like none are like themselves', () => {
    const app = templatesOf([{ A: ruleTo(TOPIC), Queue: { Type: 'AWS::SQS::Queue' } }]);
    const queue = app.stacks[0].resources.get('Queue')!;
    expect(new RulesAlike(app).rulesLike(queue)).toEqual([queue]);
  });

  describe('with queues of their own as targets', () => {
    const OWN: Resources = { One: { Type: 'AWS::SQS::Queue' }, Two: { Type: 'AWS::SQS::Queue' }, A: ruleTo(getAtt('One')), B: ruleTo(getAtt('Two')) };

    test('are played once where the queues differ in nothing', () => {
      expect(groupsIn(OWN)).toEqual([['A', 'B']]);
    });

    test.each<[string, Resources]>([
      ['has a property', { Two: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 1 } } }],
      ['is in a condition', { Two: { Type: 'AWS::SQS::Queue', Condition: 'Live' } as Resources[string] }],
      ['is watched', { Alarm: alarm(metric('QueueName', getAtt('Two', 'QueueName'))) }],
      ['takes letters too', { B: ruleTo(getAtt('Two'), {}, { DeadLetterConfig: { Arn: getAtt('Two') } }) }],
      ['is a topic', { Two: { Type: 'AWS::SNS::Topic' } }],
    ])('are not where one of the queues %s', (_what, more) => {
      expect(groupsIn(OWN, more)).toEqual([['A'], ['B']]);
    });
  });
});
