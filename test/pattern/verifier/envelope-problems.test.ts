import { verifyPattern } from '../../../src/pattern/verifier/verify-pattern';

const STATE = 'EC2 Instance State-change Notification';
const EC2 = { 'source': ['aws.ec2'], 'detail-type': [STATE] };
const problemsOf = (pattern: object) => verifyPattern(pattern as never);
const found = (pattern: object) => problemsOf(pattern).map(({ id, path, value, certain }) => `${certain ? 'error' : 'warning'} ${id} ${path} ${typeof value === 'string' ? value : JSON.stringify(value)}`);

describe('a key at the top', () => {
  test.each<[object, string[]]>([
    [{ ...EC2, 'version': ['0'], 'id': [{ exists: true }], 'time': [{ prefix: '2026' }], 'replay-name': [{ exists: false }] }, []],
    [{ ...EC2, eventName: ['RunInstances'] }, ['error unknown-top-level-key eventName eventName']],
    [{ ...EC2, eventName: [{ exists: false }] }, []],
    [{ ...EC2, eventName: [{ exists: false }, 'RunInstances'] }, []],
    [{ ...EC2, eventName: { deep: ['x'] } }, ['error unknown-top-level-key eventName eventName']],
    [{ source: ['aws.ec2'], detailType: [STATE] }, ['error unknown-top-level-key detailType detailType']],
    [{ source: ['my.app'], detailType: ['Kind'] }, ['error unknown-top-level-key detailType detailType']],
    [{ source: ['my.app'], custom: ['x'] }, []],
    [{ ...EC2, custom: ['x'], other: ['y'] }, ['error unknown-top-level-key custom custom', 'error unknown-top-level-key other other']],
  ])('%j', (pattern, problems) => {
    expect(found(pattern)).toEqual(problems);
  });

  test('is told what it may be meant as', () => {
    const of = (key: string) => problemsOf({ ...EC2, [key]: ['x'] }).map(({ nearest, wayOut }) => [nearest, wayOut]);
    expect(of('detailtype')).toEqual([[['detail-type'], undefined]]);
    expect(of('Region')).toEqual([[['region'], undefined]]);
    expect(of('acount')).toEqual([[['account'], undefined]]);
    expect(of('eventName')).toEqual([[[expect.any(String)], expect.stringMatching(/^Keys: version, id, .*, replay-name\. A field of the event itself stands in detail: \{ "detail": \{ "eventName": \[\.\.\.\] \} \}\.$/)]]);
  });
});

describe('an asterisk in a text', () => {
  test.each<[object, string[]]>([
    [{ source: ['*'], account: ['111111111111'] }, []],
    [{ source: ['aws.ec2', '*'] }, ['error literal-wildcard source *']],
    [{ source: ['aws.ec2*'] }, ['error literal-wildcard source aws.ec2*']],
    [{ ...EC2, region: ['eu-*'] }, ['error literal-wildcard region eu-*']],
    [{ ...EC2, account: ['*'] }, ['error literal-wildcard account *']],
    [{ ...EC2, detail: { 'instance-id': ['i-*'] } }, ['warning literal-wildcard detail.instance-id i-*']],
    [{ ...EC2, detail: { 'instance-id': ['*'] } }, []],
    [{ ...EC2, detail: { 'instance-id': [{ wildcard: 'i-*' }] } }, []],
    [{ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { requestParameters: { policy: ['*'], arn: ['arn:*'] }, errorMessage: ['a*'] } }, []],
    [{ source: ['my.app'], detail: { a: ['b*'] } }, []],
  ])('%j', (pattern, problems) => {
    expect(found(pattern)).toEqual(problems);
  });

  test.each<[object, string, string | undefined]>([
    [{ ...EC2, account: ['**'] }, 'Leave account out: without it, any value matches.', undefined],
    [{ source: ['aws.ec2*'] }, 'Write "aws.ec2": all events of the service have this source.', undefined],
    [{ source: ['aws.e*2'] }, 'Use { "wildcard": "aws.e*2" }.', "That is events.Match.wildcard('aws.e*2')."],
    [{ ...EC2, region: ['eu-*'] }, 'Use { "wildcard": "eu-*" }.', "That is events.Match.wildcard('eu-*')."],
  ])('%j: %s', (pattern, wayOut, inApp) => {
    expect(problemsOf(pattern).map((problem) => [problem.id, problem.wayOut, problem.inApp])).toEqual([['literal-wildcard', wayOut, inApp]]);
  });
});

describe('a resource', () => {
  const of = (resources: unknown[], more: object = EC2) => problemsOf({ ...more, resources })
    .map(({ value, wayOut, nearest, certain }) => [value, certain, wayOut ?? nearest]);
  const ID = 'Give the ARN, or filter on the name in detail. { "suffix": ... } matches an ARN by its end.';
  const PARTS = 'An ARN has six parts with colons between them: arn:partition:service:region:account:resource.';

  test.each<[unknown[], unknown[]]>([
    [['arn:aws:ec2:eu-west-1:111111111111:instance/i-0'], []],
    [['i-0'], [['i-0', false, ID]]],
    [['arn:aws:ec2'], [['arn:aws:ec2', true, PARTS]]],
    [['arn/aws'], [['arn/aws', true, PARTS]]],
    [['instance/i-0'], [['instance/i-0', false, PARTS]]],
    [['arn:aws:ec2:eu-west-1:111111111111:'], [['arn:aws:ec2:eu-west-1:111111111111:', true, PARTS]]],
    [['arn:aws:ec2:eu-west-1:111111111111:instance:i-0'], [['arn:aws:ec2:eu-west-1:111111111111:instance:i-0', true, ['arn:aws:ec2:eu-west-1:111111111111:instance/i-0']]]],
    [['i-0', 'vol-0'], [['i-0', false, ID], ['vol-0', false, ID]]],
    [[{ prefix: 'arn:aws:ec2' }], []],
    [[{ exists: false }], []],
  ])('of an instance: %j', (resources, problems) => {
    expect(of(resources)).toEqual(problems);
  });

  test('of another kind than the events name is suspect', () => {
    const other = of(['arn:aws:ec2:eu-west-1:111111111111:volume/vol-0']);
    expect(other).toEqual([['arn:aws:ec2:eu-west-1:111111111111:volume/vol-0', false, 'Filter on the field of detail that names what is meant.']]);
    expect(of(['arn:aws:ec2:eu-west-1:111111111111:volume/vol-0', 'arn:aws:ec2:eu-west-1:111111111111:instance/i-0'])).toEqual([]);
    expect(of(['arn:aws:ec2:eu-west-1:111111111111:volume/vol-0', { exists: false }])).toEqual([]);
    expect(of([{ prefix: 'arn:aws:ec2:eu-west-1:111111111111:volume/' }])).toHaveLength(1);
  });

  test('of events of an app, or of nobody, is theirs', () => {
    expect([of(['x'], { source: ['my.app'] }), of(['x'], { 'detail-type': ['My Kind'], 'source': ['my.app'] })]).toEqual([[], []]);
  });
});
