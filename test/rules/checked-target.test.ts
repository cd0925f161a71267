import { Fn, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { checkedTarget } from '../../src/rules/checked-target';
import { messagesOf, queueIn, resourcesOf, testStack } from '../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  queueIn(stack, 'Any');
});

const bound = (config: object) => checkedTarget({ bind: () => ({ arn: 'arn', ...config }) }, stack, 'MyTarget').bind(undefined as never, 'id');
const said = () => messagesOf(stack).flatMap((text) => /::(target-policy|target-key|dead-letter-queue-policy)\]/.exec(text)?.[1] ?? []);
const withLetters = (arn: string) => bound({ deadLetterConfig: { arn } });

describe('the dead-letter queue that a target brings', () => {
  const late = () => resourcesOf(stack, 'AWS::SQS::Queue');

  test('is refused when the template is written, where it has become a wrong one by then', () => {
    const queue = new sqs.Queue(stack, 'Letters');
    withLetters(queue.queueArn);
    (queue.node.defaultChild as sqs.CfnQueue).addPropertyOverride('FifoQueue', true);
    expect(late).toThrow("The deadLetterQueue of a target of rule 'Stack' (MyTarget) cannot be used: it is a FIFO queue");
  });

  test('is let be where it is right', () => {
    withLetters(new sqs.Queue(stack, 'Letters').queueArn);
    expect([Object.keys(late()).length, said()]).toEqual([2, []]);
  });

  test('is refused at once where it is wrong by then', () => {
    const managed = new sqs.Queue(stack, 'Managed', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    expect(() => withLetters(managed.queueArn)).toThrow('cannot be used: it is encrypted with the key alias/aws/sqs');
  });

  test.each<[string, () => string, string[]]>([
    ['another app makes, whose policy is theirs', () => 'arn:aws:sqs:eu-west-1:111111111111:letters', ['dead-letter-queue-policy']],
    ['another stack exports', () => Fn.importValue('letters'), []],
  ])('may be one that %s', (_which, arn, messages) => {
    withLetters(arn());
    expect(said()).toEqual(messages);
  });

  test('is told with the statement that its policy must hold', () => {
    withLetters('arn:aws:sqs:eu-west-1:111111111111:letters');
    const [text] = messagesOf(stack).filter((message) => message.includes('dead-letter-queue-policy'));
    expect(text).toMatch(/^warning: The policy of arn:aws:sqs:eu-west-1:111111111111:letters, .*"Action":"sqs:SendMessage".*Acknowledge this warning once it does\./);
  });
});

describe('the key of a queue or topic', () => {
  test.each<[string, () => object, string[]]>([
    ['of AWS, of a topic', () => new sns.Topic(stack, 'T', { masterKey: kms.Alias.fromAliasName(stack, 'K', 'alias/aws/sns') as never }), ['target-key']],
    ['of the user, of a topic', () => new sns.Topic(stack, 'T', { masterKey: new kms.Key(stack, 'K') }), []],
    ['of the other service of AWS, of a topic', () => new sns.Topic(stack, 'T', { masterKey: kms.Alias.fromAliasName(stack, 'K', 'alias/aws/sqs') as never }), []],
    ['of AWS, of a queue', () => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED }), ['target-key']],
    ['none, of a queue', () => new sqs.Queue(stack, 'Q'), []],
  ])('%s, is spoken of where EventBridge cannot use it', (_which, make, messages) => {
    bound({ targetResource: make() });
    expect(said()).toEqual(messages);
  });

  class Wrapped extends Resource {
    public readonly queueArn = 'arn:aws:sqs:eu-west-1:111111111111:q';

    constructor(make: (scope: Wrapped) => void) {
      super(stack, 'Wrapped');
      make(this);
    }
  }

  test.each<[string, (scope: Wrapped) => void, string[]]>([
    ['a queue', (scope) => new sqs.CfnQueue(scope, 'Resource', { kmsMasterKeyId: 'alias/aws/sqs' }).applyRemovalPolicy(RemovalPolicy.DESTROY), ['target-key']],
    ['a topic', (scope) => new sns.CfnTopic(scope, 'Resource', { kmsMasterKeyId: 'alias/aws/sqs' }), []],
    ['no resource, which is not made here', () => undefined, ['target-policy']],
  ])('is that of a queue where what is called one holds %s', (_what, make, messages) => {
    bound({ targetResource: new Wrapped(make) });
    expect(said()).toEqual(messages);
  });
});

test('a target of which nothing but the ARN is known is taken as it is', () => {
  expect([bound({}), bound({ targetResource: undefined, retryPolicy: {} })]).toEqual([{ arn: 'arn' }, { arn: 'arn', targetResource: undefined, retryPolicy: {} }]);
  expect(said()).toEqual([]);
});
