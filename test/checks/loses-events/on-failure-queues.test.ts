import { Resources, foundBy, getAtt } from '../../support/found-in-templates';

const ELSEWHERE = 'arn:aws:sqs:eu-west-1:111111111111:letters';
const LETTERS: Resources = { Letters: { Type: 'AWS::SQS::Queue' } };
const policy = (Statement: object[], queue = 'Letters'): Resources => ({ Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Statement } } } });
const ALLOWED = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' };
const found = (check: string, ...resources: Resources[]) => foundBy(check, [Object.assign({}, ...resources)]);
const paths = (check: string, ...resources: Resources[]) => found(check, ...resources).map(({ resource }) => resource.path);

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
