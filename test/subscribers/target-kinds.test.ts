import { TARGET_KINDS, UNIVERSAL, kindOfArn, kindOfType } from '../../src/subscribers/target-kinds';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-targets.html */
const KINDS: [arn: string, name: string, mostEvents: number, isList: boolean][] = [
  ['arn:aws:sqs:eu-west-1:111111111111:queue', 'queue', 10, false],
  ['arn:aws:lambda:eu-west-1:111111111111:function:handler', 'function', 100, true],
  ['arn:aws:sns:eu-west-1:111111111111:topic', 'topic', 10, false],
  ['arn:aws:states:eu-west-1:111111111111:stateMachine:machine', 'state machine', 100, true],
  ['arn:aws:kinesis:eu-west-1:111111111111:stream/stream', 'stream', 500, false],
  ['arn:aws:firehose:eu-west-1:111111111111:deliverystream/stream', 'Firehose stream', 500, false],
  ['arn:aws:events:eu-west-1:111111111111:api-destination/hook/a1b2c3d4', 'API destination', 1, true],
  ['arn:aws:execute-api:eu-west-1:111111111111:api/prod/POST/', 'API', 1, true],
  ['arn:aws:events:eu-west-1:111111111111:event-bus/classic', 'event bus with rules', 10, false],
  ['arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m', 'Custom Event Bus', 100, false],
];

test.each(KINDS)('%s is a %s, takes %d events at once, and as a list: %s', (arn, name, mostEvents, isList) => {
  const kind = kindOfArn(arn)!;
  expect([kind.name, kind.maxBatchSize, kind.takesLists ?? false]).toEqual([name, mostEvents, isList]);
});

test('every kind is tried here', () => {
  expect(KINDS.map(([, name]) => name)).toEqual(TARGET_KINDS.map(({ name }) => name));
});

test('an API call takes one event', () => {
  expect(kindOfArn('arn:aws:events:::aws-sdk:sqs:sendMessage')).toBe(UNIVERSAL);
  expect(UNIVERSAL.maxBatchSize).toBe(1);
});

test.each(['arn:aws:logs:eu-west-1:111111111111:log-group:group', 'arn:aws:events:eu-west-1:111111111111:rule/rule', 'queue', ''])('%j is of no kind', (arn) => {
  expect(kindOfArn(arn)).toBeUndefined();
});

test('a resource is of the kind that its type says, if any', () => {
  expect(TARGET_KINDS.flatMap((kind) => kind.resourceTypes.map((type) => kindOfType(type) === kind))).not.toContain(false);
  expect([kindOfType('AWS::Logs::LogGroup'), kindOfType(undefined)]).toEqual([undefined, undefined]);
});
