import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';

describe('a dead-letter queue', () => {
  const queue = (Properties: object = {}): Resources => ({ Letters: { Type: 'AWS::SQS::Queue', Properties } });
  const to = (Arn: unknown, target: unknown = QUEUE): Resources => ({ Rule: ruleTo(target, {}, { DeadLetterConfig: { Arn } }) });
  const why = (...stacks: Parameters<typeof foundBy>[1][]) => foundBy('dead-letter-queue-kind', ...stacks).map(({ message }) => /queue of target 'T' (.*): nothing/.exec(message)![1]);

  test.each<[string, Resources, string[]]>([
    ['a standard one', { ...queue(), ...to(getAtt('Letters')) }, []],
    ['a FIFO one', { ...queue({ FifoQueue: true }), ...to(getAtt('Letters')) }, ['is a FIFO queue']],
    ['a FIFO one, in text', { ...queue({ FifoQueue: 'true' }), ...to(getAtt('Letters')) }, ['is a FIFO queue']],
    ['one that says it is no FIFO queue', { ...queue({ FifoQueue: 'false' }), ...to(getAtt('Letters')) }, []],
    ['a FIFO one by its ARN', to('arn:aws:sqs:eu-west-1:111111111111:letters.fifo'), ['is a FIFO queue']],
    ['one elsewhere by its ARN', to('arn:aws:sqs:us-east-1:111111111111:letters'), ['is in us-east-1, and the rule in eu-west-1']],
    ['one here by its ARN', to('arn:aws:sqs:eu-west-1:111111111111:letters'), []],
    ['one with a key of AWS', { ...queue({ KmsMasterKeyId: 'alias/aws/sqs' }), ...to(getAtt('Letters')) }, ['is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it']],
    ['one with a key of AWS by its ARN', { ...queue({ KmsMasterKeyId: 'arn:aws:kms:eu-west-1:111111111111:alias/aws/sqs' }), ...to(getAtt('Letters')) }, ['is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it']],
    ['one with a key of the user', { ...queue({ KmsMasterKeyId: 'alias/mine' }), ...to(getAtt('Letters')) }, []],
    ['the target', { ...queue(), ...to(getAtt('Letters'), getAtt('Letters')) }, ['is the target itself']],
    ['one that only the deployment knows', to({ 'Fn::ImportValue': 'letters' }), []],
  ])('can be %s', (_what, resources, expected) => {
    expect(why([resources])).toEqual(expected);
  });

  test('elsewhere is not judged where the Region of the rule is not known', () => {
    expect(why([to('arn:aws:sqs:us-east-1:111111111111:letters'), { path: 'Anywhere' }])).toEqual([]);
  });
});
