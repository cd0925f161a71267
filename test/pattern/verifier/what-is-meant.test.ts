import { callsMatchedBy } from '../../../src/pattern/verifier/calls-matched-by';
import { matcherText } from '../../../src/pattern/verifier/matcher-text';
import { repaired } from '../../../src/pattern/verifier/repaired-pattern';
import { verifyPattern } from '../../../src/pattern/verifier/verify-pattern';

const CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
const EC2_STATE = 'EC2 Instance State-change Notification';

/** What is wrong with a pattern, in short. */
const found = (pattern: object, options?: Parameters<typeof verifyPattern>[1]) => verifyPattern(pattern as never, options)
  .map(({ id, path, value, certain }) => `${certain ? 'error' : 'warning'} ${id} ${path} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
const first = (pattern: object) => verifyPattern(pattern as never)[0];
const calls = (eventName: unknown[], more: object = {}, source: unknown[] | undefined = ['aws.iam']) => ({
  ...(source && { source }), 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName, ...more },
});

describe('a pattern that EventBridge refuses', () => {
  test('is looked at for what else is wrong, as it may have been meant', () => {
    expect(found({ 'source': 'aws.ec3', 'detail-type': [EC2_STATE] })).toEqual(['error refused-pattern source undefined', expect.stringContaining('unknown-source source aws.ec3')].slice(0, 1));
    expect(found({ source: ['aws.ec3'], detail: { state: [] } })).toEqual([expect.stringContaining('refused-pattern detail.state'), expect.stringContaining('unknown-source source aws.ec3')]);
    expect(found({})).toEqual([expect.stringContaining('refused-pattern')]);
  });

  test.each<[unknown, unknown]>([
    [{ source: 'aws.ec2' }, { source: ['aws.ec2'] }],
    [{ source: ['aws.ec2'], detail: { state: [] } }, { source: ['aws.ec2'] }],
    [{ detail: { a: {}, b: { c: {} }, d: 7 } }, { detail: { d: [7] } }],
    [{ a: [['x', 'y'], 'z'] }, { a: ['x', 'y', 'z'] }],
    [{ a: ['x', {}, undefined, []] }, { a: ['x'] }],
    [{ a: null, b: undefined }, { a: [null] }],
    [{ $or: [{ a: 'x' }, { b: 'y' }, null] }, { $or: [{ a: ['x'] }, { b: ['y'] }] }],
    [{ $or: [{ a: 'x' }], b: 'y' }, { b: ['y'] }],
    [{ $or: { a: 'x' } }, { $or: { a: ['x'] } }],
    [[1], [1]], ['text', 'text'], [null, null],
  ])('%j may have been meant as %j', (pattern, meant) => {
    expect(repaired(pattern)).toEqual(meant);
  });
});

describe('the names of API calls', () => {
  test.each<[string, object, string[]]>([
    ['that there are', calls(['CreateUser', '']), []],
    ['that there are not', calls(['CreateUser', 'CreateUsr']), ['error unknown-operation detail.eventName CreateUsr']],
    ['of the source, where no event source is named', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventName: ['CreateUsr'] } }, ['error unknown-operation detail.eventName CreateUsr']],
    ['of one of two event sources', calls(['RunInstances'], { eventSource: ['iam.amazonaws.com', 'ec2.amazonaws.com'] }, ['aws.iam', 'aws.ec2']), []],
    ['beside an event source that is a matcher', calls(['CreateUsr'], { eventSource: ['iam.amazonaws.com', { prefix: 'x' }] }), []],
    ['that are service events', { 'source': ['aws.kms'], 'detail-type': [SERVICE_EVENT], 'detail': { eventSource: ['kms.amazonaws.com'], eventName: ['RotateKey'] } }, []],
    ['that are calls, among service events', { 'source': ['aws.kms'], 'detail-type': [SERVICE_EVENT], 'detail': { eventSource: ['kms.amazonaws.com'], eventName: ['Decrypt'] } }, ['warning unknown-operation detail.eventName Decrypt']],
    ['that are service events, among calls', { 'source': ['aws.kms'], 'detail-type': [CALL], 'detail': { eventSource: ['kms.amazonaws.com'], eventName: ['RotateKey'] } }, ['error unknown-operation detail.eventName RotateKey']],
    ['that are service events, beside calls', { 'source': ['aws.kms'], 'detail-type': [CALL, SERVICE_EVENT], 'detail': { eventSource: ['kms.amazonaws.com'], eventName: ['RotateKey', 'Decrypt'] } }, []],
    ['of sign-ins, beside calls', { source: ['aws.signin'], detail: { eventSource: ['signin.amazonaws.com'], eventName: ['ConsoleLogin'] } }, []],
    ['among kinds that are no calls', { 'source': ['aws.iam'], 'detail-type': ['AWS Console Action via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUsr'] } }, []],
    ['among kinds that are matched in a way of their own', { 'source': ['aws.iam'], 'detail-type': [{ prefix: 'AWS' }], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUsr'] } }, []],
    ['that only the deployment knows', calls([{ Ref: 'Name' }]), []],
    ['of an app', { 'source': ['my.app'], 'detail-type': ['Kind'], 'detail': { eventName: ['CreateUsr'] } }, []],
  ])('%s', (_what, pattern, problems) => {
    expect(found(pattern)).toEqual(problems);
  });

  test.each<[object, string[]]>([
    [{ prefix: 'Create' }, []], [{ 'anything-but': ['CreateUser'] }, []], [{ exists: true }, []],
    [{ prefix: 'Creates' }, ['error unknown-operation detail.eventName {"prefix":"Creates"}']],
    [{ prefix: 'create' }, ['error unknown-operation detail.eventName {"prefix":"create"}']],
    [{ exists: false }, ['warning value-outside-enumeration detail.eventName {"exists":false}']],
    [{ prefix: 'Qqqq' }, ['warning unknown-operation detail.eventName {"prefix":"Qqqq"}']],
    [{ 'anything-but': ['CreateUsr'] }, ['error idle-exclusion detail.eventName CreateUsr']],
    [{ 'anything-but': ['CreateUser', 'Qqqqqqqq'] }, ['warning idle-exclusion detail.eventName Qqqqqqqq']],
    [{ 'anything-but': 'CreateUsr' }, ['error idle-exclusion detail.eventName CreateUsr']],
    [{ 'anything-but': { prefix: 'Qqqq' } }, []],
  ])('that are matched by %j', (matcher, problems) => {
    expect(found(calls([matcher]))).toEqual(problems);
  });

  test('are told as CloudTrail writes them', () => {
    const { what, wayOut, inApp } = first({ 'source': ['aws.cassandra'], 'detail-type': [CALL], 'detail': { eventSource: ['cassandra.amazonaws.com'], eventName: ['UpdateTable'] } });
    expect([what, wayOut, inApp]).toEqual(["CloudTrail does not write 'UpdateTable' so.", 'Use "AlterTable".', 'ApiCallRule does so by itself.']);
  });

  test('with the version that records have behind them are missed without it', () => {
    const lambda = (...eventName: unknown[]) => ({ 'source': ['aws.lambda'], 'detail-type': [CALL], 'detail': { eventSource: ['lambda.amazonaws.com'], eventName } });
    expect(found(lambda('UpdateFunctionCode'))).toEqual(['error unknown-operation detail.eventName UpdateFunctionCode']);
    expect(first(lambda('UpdateFunctionCode'))).toMatchObject({ what: expect.stringContaining("with the version of the API behind it, as 'UpdateFunctionCode20"), wayOut: 'Add { "prefix": "UpdateFunctionCode20" } to the names.' });
    expect(found(lambda('UpdateFunctionCode', { prefix: 'UpdateFunctionCode20' }))).toEqual([]);
  });

  test('matched by a matcher are those of all services that are meant', () => {
    expect(callsMatchedBy({ prefix: 'CreateUser' }, ['iam.amazonaws.com'])).toEqual(['CreateUser']);
    expect(callsMatchedBy({ prefix: 'CreateUser' }, [])).toEqual([]);
    expect([callsMatchedBy({ prefix: { Ref: 'P' } }, ['iam.amazonaws.com']), callsMatchedBy({ exists: false }, ['iam.amazonaws.com'])]).toEqual([[], []]);
    expect(callsMatchedBy({ exists: true }, ['iam.amazonaws.com']).length).toBeGreaterThan(100);
  });
});

describe('a source', () => {
  test.each<[unknown, string[]]>([
    ['aws.ec2', []], ['my.app', []], ['aws.partner/example.com/x', []],
    ['aws.ec3', ['error unknown-source source aws.ec3']],
    ['AWS.ec2', ['error unknown-source source AWS.ec2']],
    ['aws.qqqqqqqqqqq', ['warning unknown-source source aws.qqqqqqqqqqq']],
    ['ec2.amazonaws.com', ['warning unknown-source source ec2.amazonaws.com']],
    [{ prefix: 'aws.' }, []], [{ prefix: 'aws.ec' }, []], [{ prefix: 'my.' }, []], [{ suffix: 'aws.ec2' }, []],
    [{ prefix: 'aws.qqq' }, ['warning unknown-source source {"prefix":"aws.qqq"}']],
    [{ wildcard: 'aws.qqq*' }, ['warning unknown-source source {"wildcard":"aws.qqq*"}']],
    [{ 'equals-ignore-case': 'AWS.EC2' }, []], [{ 'equals-ignore-case': 'aws.ec3' }, ['warning unknown-source source {"equals-ignore-case":"aws.ec3"}']],
    [{ prefix: 'aws.partner/' }, []],
    [{ 'anything-but': ['aws.ec2', 'my.app'] }, []],
    [{ 'anything-but': ['aws.ec3'] }, ['warning idle-exclusion source aws.ec3']],
    [{ 'anything-but': 'aws.ec3' }, ['warning idle-exclusion source aws.ec3']],
    [{ exists: true }, []],
  ])('%j', (source, problems) => {
    expect(found({ source: [source], account: ['111111111111'] })).toEqual(problems);
  });

  test.each<[string, string]>([['aws.cloudwatch-logs', 'aws.logs'], ['aws.ec3', 'aws.ec2']])('%s is meant as %s', (source, meant) => {
    const { nearest } = first({ source: [source] });
    expect(nearest).toContain(meant);
  });

  test('that CloudTrail writes into another field leads there', () => {
    expect(first({ source: ['ec2.amazonaws.com'] })).toMatchObject({ nearest: ['aws.ec2'], what: expect.stringContaining('is what CloudTrail writes into detail.eventSource') });
  });
});

describe('an event source', () => {
  const on = (eventSource: unknown[], source?: string[]) => ({ ...(source && { source }), 'detail-type': [CALL], 'detail': { eventSource } });

  test.each<[unknown[], string[] | undefined, string[]]>([
    [['iam.amazonaws.com'], ['aws.iam'], []],
    [['iam.amazonaws.com'], undefined, []],
    [['ec2.amazonaws.com'], ['aws.iam'], ['error event-source-mismatch detail.eventSource ec2.amazonaws.com']],
    [['ec2.amazonaws.com'], ['aws.iam', 'aws.ec2'], []],
    [['iam.amazonaw.com'], ['aws.iam'], ['error event-source-mismatch detail.eventSource iam.amazonaw.com']],
    [['aws.iam'], undefined, ['error event-source-mismatch detail.eventSource aws.iam']],
    [['iam'], undefined, ['error event-source-mismatch detail.eventSource iam']],
    [['qqqqqqqqqqqq.example.org'], undefined, ['warning event-source-mismatch detail.eventSource qqqqqqqqqqqq.example.org']],
    [['qqqqqqqqqqqq.example.org'], ['aws.iam'], ['warning event-source-mismatch detail.eventSource qqqqqqqqqqqq.example.org']],
    [['iam.amazonaws.com.cn'], undefined, []],
    [[{ prefix: 'iam' }], ['aws.iam'], []],
  ])('%j of %j', (eventSource, source, problems) => {
    expect(found(on(eventSource, source)).filter((text) => text.includes('event-source-mismatch'))).toEqual(problems);
  });

  test('of another service leads to its source', () => {
    expect(first(on(['ec2.amazonaws.com'], ['aws.iam']))).toMatchObject({ wayOut: expect.stringMatching(/^It belongs to .*Amazon Elastic Compute Cloud.*: use the source 'aws\.ec2', or the eventSource of aws\.iam\.$/) });
    expect(first(on(['iam.amazonaw.com'], ['aws.iam'])).nearest).toEqual(['iam.amazonaws.com']);
  });
});

describe('a detail-type', () => {
  const of = (kinds: unknown[], source: unknown[] | undefined) => found({ ...(source && { source }), 'detail-type': kinds });

  test.each<[unknown[], unknown[] | undefined, string[]]>([
    [[EC2_STATE], ['aws.ec2'], []],
    [['EC2 Instance State-change Notifcation'], ['aws.ec2'], ['error unknown-detail-type detail-type EC2 Instance State-change Notifcation']],
    [['EC2 Instance State-change Notifcation'], undefined, ['warning unknown-detail-type detail-type EC2 Instance State-change Notifcation']],
    [[EC2_STATE], undefined, []],
    [['My Own Kind'], undefined, []],
    [[EC2_STATE], ['aws.batch'], ['error unknown-detail-type detail-type EC2 Instance State-change Notification']],
    [[EC2_STATE], ['aws.batch', 'aws.ec2'], []],
    [['AWS API Calls via CloudTrail'], ['aws.ec2'], ['error unknown-detail-type detail-type AWS API Calls via CloudTrail']],
    [['AWS API Calls via CloudTrail'], undefined, ['error unknown-detail-type detail-type AWS API Calls via CloudTrail']],
    [['RunInstances'], ['aws.ec2'], ['error unknown-detail-type detail-type RunInstances']],
    [['EC2 Instance State-change Notifcation'], ['my.app'], []],
    [[{ prefix: 'EC2' }], ['aws.ec2'], []],
    [[{ prefix: 'Ec2' }], ['aws.ec2'], ['error unknown-detail-type detail-type {"prefix":"Ec2"}']],
    [[{ prefix: 'Qqqq' }], ['aws.ec2'], ['warning unknown-detail-type detail-type {"prefix":"Qqqq"}']],
    [[{ suffix: ' via CloudTrail' }], ['aws.ec2'], []],
    [[{ exists: false }], ['aws.ec2'], []],
    [[{ 'anything-but': [EC2_STATE] }], ['aws.ec2'], []],
    [[{ 'anything-but': ['EC2 Instance State-change Notifcation'] }], ['aws.ec2'], ['error idle-exclusion detail-type EC2 Instance State-change Notifcation']],
    [[{ 'anything-but': ['Qqqqqqqqqq'] }], ['aws.ec2'], ['warning idle-exclusion detail-type Qqqqqqqqqq']],
    [[{ 'anything-but': { suffix: ' via CloudTrail' } }], ['aws.ec2'], []],
  ])('%j of %j', (kinds, source, problems) => {
    expect(of(kinds, source)).toEqual(problems);
  });

  test('that is an operation leads to where operations stand', () => {
    expect(first({ 'source': ['aws.ec2'], 'detail-type': ['RunInstances'] })).toMatchObject({
      what: "'RunInstances' is an API operation of Amazon Elastic Compute Cloud, and no detail-type.", nearest: [CALL], inApp: "ApiCallRule takes it as operations: ['RunInstances'].",
    });
    expect(first({ 'source': ['aws.ec2'], 'detail-type': ['AWS API call by CloudTrail via CloudTrail'] }).nearest).toEqual([CALL]);
  });
});

describe('resources, accounts and Regions', () => {
  const on = (more: object) => found({ 'source': ['aws.ec2'], 'detail-type': [EC2_STATE], ...more });

  test.each<[object, string[]]>([
    [{ account: ['111111111111'], region: ['eu-west-1', 'us-gov-west-1', 'ap-southeast-2'] }, []],
    [{ account: ['1111'] }, ['error envelope-filter account 1111']],
    [{ account: ['111111111111', '11111111111x'] }, ['error envelope-filter account 11111111111x']],
    [{ region: ['Ireland'] }, ['error envelope-filter region Ireland']],
    [{ region: ['eu-west'] }, ['error envelope-filter region eu-west']],
    [{ region: [{ prefix: 'eu-' }] }, []],
    [{ resources: ['arn:aws:ec2:eu-west-1:111111111111:instance/i-0123456789abcdef0'] }, []],
    [{ resources: ['i-0123456789abcdef0'] }, ['warning envelope-filter resources i-0123456789abcdef0']],
    [{ resources: ['arn:aws:ec2'] }, ['error envelope-filter resources arn:aws:ec2']],
    [{ resources: ['arn:aws:ec2:eu-west-1:111111111111:instance:i-0'] }, ['error envelope-filter resources arn:aws:ec2:eu-west-1:111111111111:instance:i-0']],
    [{ resources: [{ suffix: 'i-0' }] }, []],
  ])('%j', (more, problems) => {
    expect(on(more)).toEqual(problems);
  });

  test('of events of an app are theirs', () => {
    expect(found({ source: ['my.app'], account: ['1111'], region: ['Ireland'], resources: ['x'] })).toEqual([]);
  });

  test('of calls are none', () => {
    expect(found({ 'source': ['aws.s3'], 'detail-type': [CALL], 'resources': ['arn:aws:s3:::b'] })).toEqual(['warning envelope-filter resources arn:aws:s3:::b']);
    expect(found({ 'source': ['aws.s3'], 'detail-type': [CALL], 'resources': [{ exists: false }] })).toEqual([]);
    const ofKinds = (kind: object) => found({ 'source': ['aws.s3'], 'detail-type': [kind], 'resources': ['arn:aws:s3:::b'] });
    expect(ofKinds({ suffix: ' via CloudTrail' })).toEqual(['warning envelope-filter resources arn:aws:s3:::b']);
    expect([ofKinds({ suffix: 'Created' }), ofKinds({ prefix: 'Object' }), ofKinds({ suffix: { 'equals-ignore-case': 'created' } })]).toEqual([[], [], []]);
  });
});

describe('a name with dots', () => {
  test.each<[object, string[]]>([
    [{ 'source': ['aws.ec2'], 'detail.state': ['stopped'] }, ['warning unknown-top-level-key detail.state detail.state']],
    [{ 'source': ['aws.ec2'], 'detail-type': [EC2_STATE], 'detail': { 'instance.state': ['stopped'] } }, ['warning unknown-detail-field detail.instance.state instance.state']],
    [calls(['CreateUser'], { requestParameters: { 'a.b': ['x'] } }), []],
  ])('is a path: %j', (pattern, problems) => {
    expect(found(pattern)).toEqual(expect.arrayContaining(problems));
    expect(problems.length === 0 ? found(pattern) : []).toEqual([]);
  });

  test('is written with objects', () => {
    expect(verifyPattern({ 'source': ['aws.ec2'], 'detail.state': ['stopped'] } as never).map(({ wayOut }) => wayOut)).toContain('Write objects: {"detail":{"state":["..."]}}.');
  });
});

test.each<[object, string]>([[{ prefix: 'a' }, 'a'], [{ suffix: 'b' }, 'b'], [{ prefix: { 'equals-ignore-case': 'c' } }, 'c']])('the text of %j is %s', (matcher, text) => {
  expect(matcherText(matcher)).toBe(text);
});
