import { CfnParameter, CfnResource, Duration, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsService, DeliveryDefaults, S3Events, ServiceEventRule, ServiceEventRuleProps } from 'cdk-service-events';
import { Construct } from 'constructs';
import { ServiceEventArchive } from '../../src/delivery/service-event-archive';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };

function ruleIn(scope: Construct, id: string, props: Partial<ServiceEventRuleProps> = {}): ServiceEventRule {
  return new ServiceEventRule(scope, id, {
    service: AwsService.BATCH, detailTypes: ['Batch Job State Change'], delivery: { archive: Duration.days(7) }, ...props,
  });
}

describe('delivery.archive', () => {
  test('keeps what the rule matches for so many days, in an archive of the default bus that stays', () => {
    const stack = testStack();
    const rule = ruleIn(stack, 'Rule');
    expect(onlyResourceOf(stack, 'AWS::Events::Archive')).toMatchObject({
      Properties: {
        SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':event-bus/default']] },
        RetentionDays: 7,
        EventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] },
      },
      DeletionPolicy: 'Retain',
    });
    expect(rule.archive).toBeInstanceOf(events.CfnArchive);
  });

  test('is off unless asked for', () => {
    const stack = testStack();
    expect(ruleIn(stack, 'Rule', { delivery: {} }).archive).toBeUndefined();
    expect(resourcesOf(stack, 'AWS::Events::Archive')).toEqual({});
  });

  test('is one for all rules of a bus, with the union of their patterns and the longest retention', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ archive: Duration.days(3) });
    const first = ruleIn(stack, 'Batch');
    const second = ruleIn(stack, 'Ec2', { service: AwsService.EC2, detailTypes: undefined, detail: { state: 'stopped' }, delivery: {} });
    const patterns = Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties).toMatchObject({ RetentionDays: 7, EventPattern: { $or: patterns } });
    expect(first.archive).toBe(second.archive);
  });

  test.each([[[3, 9, 5]], [[9, 3]], [[1]]])('is kept for the longest of %j days', (days) => {
    const stack = testStack();
    days.forEach((each) => ruleIn(stack, `Rule${each}`, { delivery: { archive: Duration.days(each) } }));
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties.RetentionDays).toBe(Math.max(...days));
  });

  test('may be kept for days that are known late, where all rules say the same', () => {
    const stack = testStack();
    const archive = Duration.days(Lazy.number({ produce: () => 3 }));
    ruleIn(stack, 'One', { delivery: { archive } });
    ruleIn(stack, 'Other', { delivery: { archive } });
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties.RetentionDays).toBe(3);
    expect(() => ruleIn(stack, 'Known', { delivery: { archive: Duration.days(7) } })).toThrow(
      "Rules 'Stack/One' and 'Stack/Known' keep their events in one archive, for a number of days known at deployment only and 7 days");
    expect(() => ruleIn(stack, 'Hours', { delivery: { archive: Duration.hours(Lazy.number({ produce: () => 24 })) } })).toThrow('is a number of hours that is known at deployment only');
  });

  test('is one in each stack, so that no other stack changes what stands in it', () => {
    const app = testApp();
    const stacks = [ENV, ENV, { ...ENV, region: 'us-east-1' }].map((env, n) => new Stack(app, `Stack${n}`, { env }));
    stacks.forEach((stack) => ruleIn(stack, 'Rule'));
    expect(stacks.map((stack) => Object.keys(resourcesOf(stack, 'AWS::Events::Archive')).length)).toEqual([1, 1, 1]);
  });

  test('of a bus knows the resources of its own stack, and leaves open those of others, on which it must not wait', () => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id, { env: ENV }));
    const eventBus = new events.EventBus(first, 'Bus');
    for (const stack of [first, second]) {
      const bucket = new s3.Bucket(stack, 'Bucket', { eventBridgeEnabled: true });
      ruleIn(stack, 'Rule', {
        service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { bucket: { name: bucket.bucketName }, reason: 'PutObject' }, eventBus,
      });
    }
    expect(onlyResourceOf(first, 'AWS::Events::Archive').Properties.EventPattern.$or).toEqual([
      { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { name: [{ Ref: 'Bucket83908E77' }] }, reason: ['PutObject'] } },
      { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { reason: ['PutObject'] } },
    ]);
    expect(first.dependencies).toEqual([]);
  });

  test.each<[string, (stack: Stack) => string[]]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'Arns', { type: 'CommaDelimitedList' }).valueAsList],
    ['a part of a text', () => Fn.split(',', Fn.importValue('arns'))],
    ['an attribute', (stack) => Token.asList(new CfnResource(stack, 'Made', { type: 'Custom::Made' }).getAtt('Arns'))],
    ['a list with something in it that is', (stack) => ['arn:aws:ec2:eu-west-1:111111111111:instance/i-1', new CfnParameter(stack, 'Arn').valueAsString]],
  ])('of a bus leaves open a list of another stack that only the deployment knows: %s', (_what, arns) => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id, { env: ENV }));
    const eventBus = new events.EventBus(first, 'Bus');
    ruleIn(second, 'Rule', { service: AwsService.EC2, detailTypes: ['EC2 Instance State-change Notification'], resourceArns: arns(second), eventBus });
    expect(onlyResourceOf(first, 'AWS::Events::Archive').Properties.EventPattern).toEqual({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] });
  });

  test('finds a reference to another stack in a rule of its own', () => {
    const app = testApp();
    const buckets = new Stack(app, 'Buckets', { env: ENV });
    const stack = new Stack(app, 'Stack', { env: ENV });
    const bucket = new s3.Bucket(buckets, 'Bucket', { eventBridgeEnabled: true });
    ruleIn(stack, 'Rule', { service: AwsService.S3, detailTypes: undefined, detail: { bucket: { name: bucket.bucketName } } });
    app.synth();
    expect(JSON.stringify(onlyResourceOf(stack, 'AWS::Events::Archive').Properties.EventPattern)).toContain('Fn::ImportValue');
  });

  test('belongs to the bus of the rule, when that is another than the default bus', () => {
    const stack = testStack();
    const bus = new events.EventBus(stack, 'Bus');
    ruleIn(stack, 'Rule', { eventBus: bus });
    ruleIn(stack, 'Other', { eventBus: bus, service: AwsService.EC2, detailTypes: undefined });
    ruleIn(stack, 'Default');
    const archives = Object.values(resourcesOf(stack, 'AWS::Events::Archive')).map(({ Properties }) => Properties);
    expect(archives).toHaveLength(2);
    expect(archives[0].SourceArn).toEqual(stack.resolve(bus.eventBusArn));
    expect(archives[0].EventPattern.$or).toHaveLength(2);
  });

  test('says when it keeps more than the rules match', () => {
    const stack = testStack();
    for (let n = 0; n < 40; n++) {
      ruleIn(stack, `Rule${n}`, { detail: { jobName: `${n}`.repeat(60) } });
    }
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties.EventPattern).toEqual({ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('info: The patterns of 40 rules are too long for one archive, so it keeps all events of their sources'));
  });

  test('has nothing of a rule that is switched off', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { enabled: false });
    expect(resourcesOf(stack, 'AWS::Events::Archive')).toEqual({});
  });
});

describe('an archive that cannot be', () => {
  test.each([Duration.hours(12), Duration.days(0), Duration.hours(36)])('of %s is refused', (archive) => {
    expect(() => ruleIn(testStack(), 'Rule', { delivery: { archive } })).toThrow('EventBridge keeps events for a whole number of days, at least 1');
  });

  test('on a bus of another account or Region is refused', () => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    const bus = (arn: string) => events.EventBus.fromEventBusArn(stack, arn, arn);
    expect(() => ruleIn(stack, 'Rule', { eventBus: bus('arn:aws:events:eu-west-1:222222222222:event-bus/theirs') })).toThrow('is in account 222222222222, and the rule in 111111111111');
    expect(() => ruleIn(stack, 'Other', { eventBus: bus('arn:aws:events:us-east-1:111111111111:event-bus/ours') })).toThrow('is in us-east-1, and the rule in eu-west-1');
  });

  test.each<[string, string, string]>([
    ['another account and Region', 'us-east-1:222222222222', 'is in account 222222222222, the rule in 111111111111, and an archive'],
    ['another account', 'eu-west-1:222222222222', 'is in account 222222222222, the rule in 111111111111, and an archive'],
    ['another Region', 'us-east-1:111111111111', 'is in region us-east-1, the rule in eu-west-1, and an archive'],
  ])('for a rule that is protected, on a bus of %s, is refused', (_where, place, why) => {
    const stack = new Stack(testApp(), 'Stack', { env: ENV });
    const eventBus = events.EventBus.fromEventBusArn(stack, 'Bus', `arn:aws:events:${place}:event-bus/theirs`);
    const rule = new Construct(stack, 'Rule');
    expect(() => ServiceEventArchive.include({ rule, pattern: { source: ['aws.ec2'] }, retention: Duration.days(1), eventBus })).toThrow(why);
  });

  test('is made on a bus whose account and Region are known, where those of the stack are not', () => {
    const stack = testStack();
    const arn = 'arn:aws:events:eu-west-1:222222222222:event-bus/theirs';
    ruleIn(stack, 'Rule', { eventBus: events.EventBus.fromEventBusArn(stack, 'Bus', arn) });
    expect(onlyResourceOf(stack, 'AWS::Events::Archive').Properties.SourceArn).toBe(arn);
  });

  test('on the bus of a partner is refused', () => {
    const stack = testStack();
    const eventBus = new events.EventBus(stack, 'Bus', { eventSourceName: 'aws.partner/example.com/acct/orders' });
    expect(() => ruleIn(stack, 'Rule', { eventBus })).toThrow('is the event bus of partner event source aws.partner/example.com/acct/orders');
  });

  test('with the key of its bus is a warning', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { eventBus: new events.EventBus(stack, 'Bus', { kmsKey: new kms.Key(stack, 'Key') }) });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('its archive with a key that AWS owns'));
  });
});

describe('excludeReplays', () => {
  test('matches events without replay-name only', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule', { excludeReplays: true, delivery: {} });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern).toEqual({
      'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'], 'replay-name': [{ exists: false }],
    });
  });

  test('keeps the rule out of the archive that a default asks for', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ archive: Duration.days(3) });
    ruleIn(stack, 'Rule', { excludeReplays: true, delivery: {}, targets: [new targets.SqsQueue(queueIn(stack))] });
    Template.fromStack(stack).resourceCountIs('AWS::Events::Archive', 0);
  });

  test('is refused together with an archive for the rule', () => {
    expect(() => ruleIn(testStack(), 'Rule', { excludeReplays: true })).toThrow('keeps its events in an archive and excludes replays');
  });
});
