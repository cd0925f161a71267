import { App, Aws, CfnResource, Fn, NestedStack, Stack, Stage, Tags, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryDefaults, DeliveryOptions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { letEventBridgeWrite } from '../../src/delivery/dead-letters/dead-letter-access';
import { deadLetterQueueIn } from '../../src/delivery/dead-letters/dead-letter-queue';
import { ServiceEventDeadLetterQueue } from '../../src/delivery/dead-letters/service-event-dead-letter-queue';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

function ruleIn(scope: Construct, id = 'Rule', delivery?: DeliveryOptions): ServiceEventRule {
  return new ServiceEventRule(scope, id, {
    service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))], delivery,
  });
}

/** A value of a template, put together in the partition of the commercial Regions. */
function withPartition(value: any): unknown {
  return Array.isArray(value?.['Fn::Join']?.[1]) ? value['Fn::Join'][1].map((part: any) => (part.Ref === 'AWS::Partition' ? 'aws' : part)).join('') : value;
}

function statementsFor(stack: Stack, queueLogicalId: string): any[] {
  const policies = Object.values(resourcesOf(stack, 'AWS::SQS::QueuePolicy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Queues).includes(`"${queueLogicalId}"`));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

describe('the queue that the rules of a stack share', () => {
  test('keeps messages for 14 days, is encrypted, and stays when the stack is deleted', () => {
    const stack = testStack();
    ruleIn(stack);
    const queue = Template.fromStack(stack).findResources('AWS::SQS::Queue', { DeletionPolicy: 'Retain' });
    expect(Object.values(queue)).toEqual([expect.objectContaining({
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
      UpdateReplacePolicy: 'Retain',
    })]);
  });

  test.each<[string, (scope: Stack) => sqs.Queue, RegExp]>([
    ['of rules', (scope) => deadLetterQueueIn(scope, 'Queue'), /of targets of Amazon EventBridge rules\.$/],
    ['of something else', (scope) => deadLetterQueueIn(scope, 'Queue', undefined, { of: 'a hub' }), /of a hub\.$/],
  ])('is said to checks of others to be a dead-letter queue itself: %s', (_what, make, reason) => {
    const acknowledged = make(testStack()).node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    expect(Object.assign({}, ...acknowledged.map(({ data }) => data))).toEqual({
      'Annotation::AwsSolutions-SQS3': expect.stringMatching(reason), 'Annotation::Serverless-SQSRedrivePolicy': expect.stringMatching(reason),
    });
  });

  test('keeps an order where it is to', () => {
    const [stack, plain] = [testStack(), testStack()];
    deadLetterQueueIn(stack, 'Queue', undefined, { fifo: true });
    deadLetterQueueIn(plain, 'Queue');
    expect([stack, plain].map((one) => onlyResourceOf(one, 'AWS::SQS::Queue').Properties).map(({ FifoQueue: fifo, ContentBasedDeduplication: by }) => [fifo, by]))
      .toEqual([[true, true], [undefined, undefined]]);
  });

  test('has the key of the stack, whoever asks for it', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    DeliveryDefaults.of(stack).set({ deadLetterEncryptionKey: key });
    const queue = ServiceEventDeadLetterQueue.forStackOf(stack);
    expect([queue.encryptionMasterKey, ruleIn(stack).deadLetterQueue]).toEqual([key, queue]);
  });

  test('has one statement for all rules, which names the account and Region and no rule', () => {
    const stack = testStack();
    const rule = ruleIn(stack, 'One');
    ruleIn(stack, 'Two');
    const queueId = stack.getLogicalId(rule.deadLetterQueue!.node.defaultChild as sqs.CfnQueue);
    const [tlsOnly, allow, ...others] = statementsFor(stack, queueId);
    expect(tlsOnly).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(allow).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: {
        ArnLike: {
          'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':rule/*']] },
        },
      },
    });
    expect(others).toEqual([]);
  });

  test('is one queue for every rule of the stack', () => {
    const stack = testStack();
    expect(ruleIn(stack, 'One').deadLetterQueue).toBe(ruleIn(stack, 'Two').deadLetterQueue);
  });

  test('is there before a rule can need it', () => {
    const stack = testStack();
    const rule = ruleIn(stack);
    const policyIds = Object.keys(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).filter((id) => id.startsWith('ServiceEventDeadLetterQueue'));
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').DependsOn).toEqual(policyIds);
    expect(rule.rule.node.defaultChild).toBe(rule.node.defaultChild);
  });

  test('is not made for a rule without targets', () => {
    const stack = testStack();
    const rule = new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
    expect(rule.deadLetterQueue).toBeUndefined();
    expect(rule.alarms).toEqual([]);
    expect(resourcesOf(stack, 'AWS::SQS::Queue')).toEqual({});
  });

  test('is a nested stack\'s own', () => {
    const stack = testStack();
    const nested = new NestedStack(stack, 'Nested');
    const [outer, inner] = [ruleIn(stack), ruleIn(nested)];
    expect(inner.deadLetterQueue).not.toBe(outer.deadLetterQueue);
    expect(Stack.of(inner.deadLetterQueue!)).toBe(nested);
    Template.fromStack(nested).resourceCountIs('AWS::SQS::Queue', 2);
  });

  test('is made in each stage', () => {
    const app = testApp();
    const stage = new Stage(app, 'Stage');
    const stack = new Stack(stage, 'Stack');
    ruleIn(stack);
    app.synth();
    expect(Object.keys(resourcesOf(stack, 'AWS::SQS::Queue'))).toHaveLength(2);
  });

  test('can be encrypted with a key of the user, which lets EventBridge in as soon as there is a rule', () => {
    const stack = testStack();
    const key = new kms.Key(stack, 'Key');
    ruleIn(stack, 'Rule', { deadLetterQueue: new sqs.Queue(stack, 'Letters', { encryptionMasterKey: key }) });
    expect(JSON.stringify(stack.resolve((key.node.defaultChild as kms.CfnKey).keyPolicy))).toContain('events.amazonaws.com');
  });

  test('is waited for by what writes to it, with its policy', () => {
    const stack = testStack();
    const queue = queueIn(stack);
    const writer = new CfnResource(stack, 'Writer', { type: 'Custom::Writer' });
    letEventBridgeWrite(queue, writer);
    const [policyId] = Object.keys(resourcesOf(stack, 'AWS::SQS::QueuePolicy'));
    expect(onlyResourceOf(stack, 'Custom::Writer').DependsOn).toEqual([policyId]);
  });

  test.each<[string, () => string | undefined, unknown]>([
    ['by its ARN', () => 'arn:aws:kms:eu-west-1:111111111111:key/mine', 'arn:aws:kms:eu-west-1:111111111111:key/mine'],
    ['by its id', () => '1234abcd', 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd'],
    ['by an alias', () => 'alias/mine', 'arn:aws:kms:eu-west-1:111111111111:alias/mine'],
    ['by what is imported', () => Fn.importValue('key'), { 'Fn::ImportValue': 'key' }],
    ['of which there is none any more', () => undefined, undefined],
  ])('can be given a key by its L1: one %s', (_how, given, arn) => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Own') });
    (queue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = given();
    letEventBridgeWrite(queue, new CfnResource(stack, 'Writer', { type: 'Custom::Writer' }));
    const key = queue.node.tryFindChild('Key') as kms.IKey | undefined;
    expect(withPartition(stack.resolve(key?.keyArn))).toEqual(arn);
  });

  test('can be encrypted with a key of the user, which lets EventBridge in without naming a rule', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ deadLetterEncryptionKey: new kms.Key(stack, 'Key') });
    ruleIn(stack);
    const key = onlyResourceOf(stack, 'AWS::KMS::Key');
    expect(key.Properties.KeyPolicy.Statement).toContainEqual({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':rule/*']] } },
      },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', { KmsMasterKeyId: {}, MessageRetentionPeriod: 1_209_600 });
    expect(messagesOf(stack).filter((message) => message.includes('have a dead-letter queue of their own'))).toEqual([]);
  });
});

describe('a queue of the user', () => {
  test('gets the statement once for any number of rules', () => {
    const stack = testStack();
    const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters');
    const rule = ruleIn(stack, 'One', { deadLetterQueue });
    ruleIn(stack, 'Two', { deadLetterQueue });
    expect(rule.deadLetterQueue).toBe(deadLetterQueue);
    expect(statementsFor(stack, stack.getLogicalId(deadLetterQueue.node.defaultChild as sqs.CfnQueue))).toHaveLength(1);
  });

  test('in another stack makes no cycle (aws/aws-cdk #18821, #30530)', () => {
    const app = testApp();
    const queues = new Stack(app, 'Queues');
    const rules = new Stack(app, 'Rules');
    const deadLetterQueue = new sqs.Queue(queues, 'DeadLetters');
    ruleIn(rules, 'Rule', { deadLetterQueue });
    expect(() => app.synth()).not.toThrow();
    expect(rules.dependencies).toEqual([queues]);
    expect(queues.dependencies).toEqual([]);
  });

  test('in another stack lets in the rules of the other account', () => {
    const app = testApp();
    const queues = new Stack(app, 'Queues', { env: { account: '111111111111', region: 'eu-west-1' } });
    const rules = new Stack(app, 'Rules', { env: { account: '222222222222', region: 'eu-west-1' } });
    ruleIn(rules, 'Rule', { deadLetterQueue: new sqs.Queue(queues, 'DeadLetters', { queueName: 'dead-letters' }) });
    const [allow] = onlyResourceOf(queues, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement;
    expect(JSON.stringify(allow.Condition)).toContain(':events:eu-west-1:222222222222:rule/*');
  });

  test('encrypted with a key in another stack makes no cycle (aws/aws-cdk #11158)', () => {
    const app = testApp();
    const queues = new Stack(app, 'Queues');
    const deadLetterQueue = new sqs.Queue(queues, 'DeadLetters', { encryptionMasterKey: new kms.Key(queues, 'Key') });
    ruleIn(new Stack(app, 'Rules'), 'Rule', { deadLetterQueue });
    expect(() => app.synth()).not.toThrow();
    expect(onlyResourceOf(queues, 'AWS::KMS::Key').Properties.KeyPolicy.Statement).toHaveLength(2);
  });

  test('whose policy another app writes is warned of, with the statement that it needs', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:dead-letters');
    ruleIn(stack, 'One', { deadLetterQueue });
    ruleIn(stack, 'Two', { deadLetterQueue });
    const warnings = messagesOf(stack).filter((message) => message.startsWith('warning'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"aws:SourceArn":{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":events:eu-west-1:111111111111:rule/*"]]}');
    expect(warnings[0]).toContain('cdk-service-events::dead-letter-queue-policy');
  });

  test('whose key another app writes is warned of once for each account and Region, with the statement that the key needs', () => {
    const app = testApp();
    const [first, second] = ['111111111111', '222222222222'].map((account) => new Stack(app, `Of${account}`, { env: { account, region: 'eu-west-1' } }));
    const encryptionMasterKey = kms.Key.fromKeyArn(first, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    const deadLetterQueue = new sqs.Queue(first, 'DeadLetters', { queueName: 'letters', encryptionMasterKey });
    ['One', 'Two'].forEach((id) => ruleIn(first, id, { deadLetterQueue }));
    ['One', 'Two'].forEach((id) => ruleIn(second, id, { deadLetterQueue }));
    const warnings = messagesOf(first).filter((message) => message.includes('cdk-service-events::dead-letter-queue-key'));
    expect(warnings.map((message) => /"aws:SourceAccount":"(\d+)"/.exec(message)?.[1])).toEqual(['111111111111', '222222222222']);
  });

  test('that is FIFO is refused', () => {
    const stack = testStack();
    const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { fifo: true });
    expect(() => ruleIn(stack, 'Rule', { deadLetterQueue })).toThrow(
      "Queue 'Stack/DeadLetters' cannot be the dead-letter queue of rule 'Stack/Rule/Rule': it is a FIFO queue, and EventBridge writes dead letters to standard queues only. Use a standard queue.");
  });

  test('that is encrypted with the key of Amazon SQS is refused (aws/aws-cdk #30549)', () => {
    const stack = testStack();
    const managed = new sqs.Queue(stack, 'Managed', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    expect(() => ruleIn(stack, 'Rule', { deadLetterQueue: managed })).toThrow(/encrypted with the key alias\/aws\/sqs/);
    const changed = new sqs.Queue(stack, 'Changed');
    (changed.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = 'alias/aws/sqs';
    expect(() => ruleIn(stack, 'Other', { deadLetterQueue: changed })).toThrow(/encrypted with the key alias\/aws\/sqs/);
  });

  test('in another Region is refused', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Imported', 'arn:aws:sqs:us-east-1:111111111111:dead-letters');
    expect(() => ruleIn(stack, 'Rule', { deadLetterQueue })).toThrow(/the queue is in us-east-1 and the rule in eu-west-1/);
  });

  test('whose Region is not known is not refused', () => {
    const stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
    const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Imported', `arn:aws:sqs:${Aws.REGION}:111111111111:dead-letters`);
    expect(ruleIn(stack, 'Rule', { deadLetterQueue }).deadLetterQueue).toBe(deadLetterQueue);
  });
});

describe('a target that brings a queue of its own', () => {
  const ruleOn = (stack: Stack, id: string, own: sqs.Queue[]) => new ServiceEventRule(stack, id, {
    service: AwsService.BATCH, targets: own.map((deadLetterQueue, n) => new targets.SqsQueue(queueIn(stack, `${id}${n}`), { deadLetterQueue })),
  });

  test('leaves the stack without the shared one', () => {
    const stack = testStack();
    const own = new sqs.Queue(stack, 'Own');
    const rule = ruleOn(stack, 'Rule', [own]);
    expect(rule.deadLetterQueue).toBe(own);
    const { Resources } = Template.fromStack(stack).toJSON();
    expect(JSON.stringify(Resources)).not.toContain('ServiceEventDeadLetterQueue');
    expect(JSON.stringify(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig)).toContain('"Own');
  });

  test('is no reason to name the shared one of another rule in the alarms of its own', () => {
    const stack = testStack();
    ruleOn(stack, 'Rule', [new sqs.Queue(stack, 'Own')]);
    ruleIn(stack, 'Other');
    const naming = Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([, alarm]) => JSON.stringify(alarm).includes('ServiceEventDeadLetterQueue')).map(([id]) => id);
    expect(naming.filter((id) => id.startsWith('Rule'))).toEqual([]);
    expect(naming.filter((id) => id.startsWith('Other'))).not.toEqual([]);
  });
});

describe('a rule without a dead-letter queue', () => {
  test('can be had, and has no alarm that could never fire', () => {
    const stack = testStack();
    const rule = ruleIn(stack, 'Rule', { deadLetterQueueEnabled: false });
    expect(rule.deadLetterQueue).toBeUndefined();
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig).toBeUndefined();
    expect(rule.alarms.map(({ node }) => node.id)).toEqual(['Failed', 'Retrying']);
  });

  test('cannot be given one at the same time', () => {
    const stack = testStack();
    expect(() => ruleIn(stack, 'Rule', { deadLetterQueue: queueIn(stack), deadLetterQueueEnabled: false })).toThrow(/leave out one of the two/);
  });

  test('gets one when the defaults switch it off and the rule names one', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ deadLetterQueueEnabled: false });
    const deadLetterQueue = queueIn(stack);
    expect(ruleIn(stack, 'Rule', { deadLetterQueue }).deadLetterQueue).toBe(deadLetterQueue);
  });
});

test('tags of the app reach the queue', () => {
  const app = testApp() as App;
  const stack = new Stack(app, 'Stack');
  Tags.of(app).add('team', 'orders');
  ruleIn(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', { Tags: [{ Key: 'team', Value: 'orders' }], MessageRetentionPeriod: 1_209_600 });
});
