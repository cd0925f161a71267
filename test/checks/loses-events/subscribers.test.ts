import { Resources, foundBy, getAtt } from '../../support/found-in-templates';

const WORK = 'arn:aws:sqs:eu-west-1:111111111111:work';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:111111111111:letters';
const found = (check: string, ...resources: Resources[]) => foundBy(check, [Object.assign({}, ...resources)]);
const paths = (check: string, ...resources: Resources[]) => found(check, ...resources).map(({ resource }) => resource.path);

const subscriber = (Arn?: unknown, more: object = {}): Resources => ({
  Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { ...(Arn !== undefined && { OnFailureConfiguration: { Arn } }), ...more } },
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
