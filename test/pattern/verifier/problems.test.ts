import { ServicePattern } from '../../../src/pattern/algebra/service-pattern';
import { VerifierOptions, verifyPattern } from '../../../src/pattern/verifier/verify-pattern';

const CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
const STATE = 'EC2 Instance State-change Notification';
const PREFIX = { prefix: { 'Fn::Sub': 'x-${Y}' } };
const iam = (eventName: unknown[], more: object = {}) => ({ 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName }, ...more });
const ec2 = (detail: unknown, kinds: unknown[] = [STATE]) => ({ 'source': ['aws.ec2'], 'detail-type': kinds, detail });

/** Everything that is said of a pattern, a line for each problem. */
function told(pattern: object, options: VerifierOptions = {}): string[] {
  return verifyPattern(pattern as ServicePattern, options).map(({ id, path, value, what, nearest, wayOut, inApp, instead, certain, isMinor }) => [
    `${certain ? 'error' : isMinor ? 'information' : 'warning'} ${id} at ${path}, ${JSON.stringify(value)}`, what,
    nearest.length > 0 && `nearest: ${nearest.join(', ')}`, wayOut && `way out: ${wayOut}`, inApp && `in an app: ${inApp}`, instead !== undefined && `instead: ${instead}`,
  ].filter((part) => part).join(' | '));
}

describe('what is told of a source', () => {
  test.each<[string, unknown[]]>([
    ['that is called like the service', ['aws.elasticsearch']],
    ['that is the name of the service', ['aws.simplequeueservice']],
    ['that is how the name of the service begins', ['aws.guard']],
    ['that is misspelt', ['aws.guardduti']],
    ['that differs in one letter', ['aws.s4']],
    ['in capital letters', ['AWS.S3']],
    ['that is like none', ['aws.zzzzzzzz']],
    ['that is an event source', ['ec2.amazonaws.com']],
    ['that is an event source, in capital letters', ['EC2.amazonaws.com']],
    ['that begins like none', [{ prefix: 'aws.zz' }]],
    ['that ends like none, of AWS', [{ suffix: 'aws.zz' }]],
    ['that is written in any case, and like none', [{ 'equals-ignore-case': 'AWS.ZZ' }]],
    ['that looks like none', [{ wildcard: 'aws.z*z' }]],
    ['that begins like those of partners', [{ prefix: 'aws.partner/' }]],
    ['that begins like some', [{ prefix: 'aws.ec' }]],
    ['that is excluded, and none', [{ 'anything-but': ['aws.zz', 'aws.s3', 'com.example'] }]],
    ['that is excluded alone, and none', [{ 'anything-but': 'aws.zz' }]],
    ['of an app', ['com.example']],
    ['with an asterisk', ['aws.s*']],
    ['that is known at deployment only', [PREFIX, { Ref: 'Source' }]],
  ])('%s: %j', (_what, source) => {
    expect(told({ source })).toMatchSnapshot();
  });
});

describe('what is told of a detail-type', () => {
  test.each<[string, object]>([
    ['that the service does not send', { 'source': ['aws.ec2'], 'detail-type': ['Object Created'] }],
    ['that is misspelt', { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notificatio'] }],
    ['that is like none', { 'source': ['aws.ec2'], 'detail-type': ['Zzz'] }],
    ['of two services', { 'source': ['aws.ec2', 'aws.s3'], 'detail-type': ['Zzz'] }],
    ['that one of two services sends', { 'source': ['aws.ec2', 'aws.s3'], 'detail-type': ['Object Created'] }],
    ['that is an operation', { 'source': ['aws.iam'], 'detail-type': ['CreateUser'] }],
    ['that CloudTrail does not deliver', { 'source': ['aws.ec2'], 'detail-type': ['AWS Api call via CloudTrail'] }],
    ['that CloudTrail does not deliver, of another kind', { 'source': ['aws.ec2'], 'detail-type': ['AWS Service Events via CloudTrail'] }],
    ['that CloudTrail does not deliver, without a source', { 'detail-type': ['AWS API calls via CloudTrail'] }],
    ['without a source, misspelt', { 'detail-type': ['EC2 Instance State-change Notificatio'] }],
    ['without a source, like none', { 'detail-type': ['Order Placed'] }],
    ['of an app\'s own source', { 'source': ['com.example'], 'detail-type': ['EC2 Instance State-change Notificatio'] }],
    ['that arrives with another source', { 'source': ['aws.cloudwatch'], 'detail-type': [CALL], 'detail': { eventSource: ['monitoring.amazonaws.com'] } }],
    ['that begins like none', { 'source': ['aws.ec2'], 'detail-type': [{ prefix: 'Zzz' }] }],
    ['that begins with what is within one', { 'source': ['aws.ec2'], 'detail-type': [{ prefix: 'Instance' }] }],
    ['that ends like none', { 'source': ['aws.ec2'], 'detail-type': [{ suffix: 'State-change' }] }],
    ['that begins like some', { 'source': ['aws.ec2'], 'detail-type': [{ prefix: 'EC2' }] }],
    ['that is excluded, and none', { 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': ['Zzz', STATE, 'EC2 Instance State-change Notificatio'] }] }],
    ['that is excluded alone, and none', { 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': 'Zzz' }] }],
    ['that is excluded by its end', { 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }],
    ['of a service whose list is open', { 'source': ['aws.tag'], 'detail-type': ['Zzz', { prefix: 'Zzz' }, { 'anything-but': ['Zzz'] }] }],
    ['with an asterisk', { 'source': ['aws.ec2'], 'detail-type': ['EC2*'] }],
  ])('%s: %j', (_what, pattern) => {
    expect(told(pattern)).toMatchSnapshot();
  });
});

describe('what is told of an event source', () => {
  test.each<[string, object]>([
    ['of another service', { source: ['aws.iam'], detail: { eventSource: ['ec2.amazonaws.com'] } }],
    ['of another service than both', { source: ['aws.iam', 'aws.s3'], detail: { eventSource: ['ec2.amazonaws.com'] } }],
    ['that is misspelt', { source: ['aws.iam'], detail: { eventSource: ['iam.amazonaw.com'] } }],
    ['that is a source', { source: ['aws.iam'], detail: { eventSource: ['aws.iam'] } }],
    ['without dots', { source: ['aws.iam'], detail: { eventSource: ['iam'] } }],
    ['that is like none', { source: ['aws.iam'], detail: { eventSource: ['zzzzzz.zzzzzzz.zzz'] } }],
    ['that is like none, without a source', { detail: { eventSource: ['zzzzzz.zzzzzzz.zzz'] } }],
    ['that is misspelt, without a source', { detail: { eventSource: ['iam.amazonaw.com'] } }],
    ['of the partition in China, without a source', { detail: { eventSource: ['zzz.amazonaws.com.cn'] } }],
    ['of its own, and another', { source: ['aws.iam'], detail: { eventSource: ['iam.amazonaws.com', 'sts.amazonaws.com'] } }],
  ])('%s: %j', (_what, pattern) => {
    expect(told(pattern)).toMatchSnapshot();
  });
});

describe('what is told of an operation', () => {
  test.each<[string, object]>([
    ['that is misspelt', iam(['CreatUser'])],
    ['of another service', iam(['RunInstances'])],
    ['that may be newer', iam(['PonderLongAndHard'])],
    ['that CloudTrail does not record', iam(['PassRole'])],
    ['that the service causes itself', { 'source': ['aws.kms'], 'detail-type': [CALL], 'detail': { eventName: ['RotateKey'] } }],
    ['that the service causes itself, by its own kind', { 'source': ['aws.kms'], 'detail-type': [SERVICE_EVENT], 'detail': { eventName: ['RotateKey'] } }],
    ['that is called, among what the service causes itself', { 'source': ['aws.kms'], 'detail-type': [SERVICE_EVENT], 'detail': { eventName: ['CreateKey'] } }],
    ['that is called, and either kind', { 'source': ['aws.kms'], 'detail-type': [SERVICE_EVENT, CALL], 'detail': { eventName: ['CreateKey', 'RotateKey', 'CreatKey'] } }],
    ['that is written with a date', { 'source': ['aws.lambda'], 'detail-type': [CALL], 'detail': { eventName: ['CreateFunction'] } }],
    ['that is written with a date, which is asked for as well', { 'source': ['aws.lambda'], 'detail-type': [CALL], 'detail': { eventName: ['CreateFunction', { prefix: 'CreateFunction20' }] } }],
    ['that is written in another way', { 'source': ['aws.cassandra'], 'detail-type': [CALL], 'detail': { eventName: ['UpdateKeyspace'] } }],
    ['without a kind, of a service without events', { source: ['aws.iam'], detail: { eventName: ['CreatUser'] } }],
    ['without a kind, of a service with events', { source: ['aws.ec2'], detail: { eventName: ['RunInstance'] } }],
    ['of one of two services', { 'source': ['aws.iam', 'aws.ec2'], 'detail-type': [CALL], 'detail': { eventName: ['CreateUser', 'RunInstances', 'CreateBucket'] } }],
    ['without a source', { 'detail-type': [CALL], 'detail': { eventName: ['CreatUser'] } }],
    ['without a source, with an event source', { 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreatUser'] } }],
    ['with an event source that is known at deployment only', { 'detail-type': [CALL], 'detail': { eventSource: [{ Ref: 'X' }], eventName: ['CreatUser'] } }],
    ['of a service that no model describes', { 'source': ['aws.signin'], 'detail-type': [CALL], 'detail': { eventName: ['Zzz'] } }],
    ['that begins like none', iam([{ prefix: 'Zzz' }])],
    ['that begins with what is within one', iam([{ prefix: 'User' }])],
    ['that ends like some', iam([{ suffix: 'User' }])],
    ['that looks like none', iam([{ wildcard: 'Zz*User' }])],
    ['that is excluded, and none', iam([{ 'anything-but': ['CreatUser', 'CreateUser', 'Zzz'] }])],
    ['that is excluded alone, and none', iam([{ 'anything-but': 'CreatUser' }])],
    ['that is empty', iam([''])],
    ['that is a sign-in', { 'source': ['aws.signin'], 'detail-type': [CALL], 'detail': { eventSource: ['signin.amazonaws.com'], eventName: ['ConsoleLogin'] } }],
    ['of an app\'s own', { 'source': ['com.example'], 'detail-type': [CALL], 'detail': { eventName: ['CreatUser'] } }],
  ])('%s: %j', (_what, pattern) => {
    expect(told(pattern)).toMatchSnapshot();
  });
});

describe('what is told of detail', () => {
  test.each<[string, object, VerifierOptions?]>([
    ['that is no object', ec2(['x'])],
    ['that is no object, of no known kind', { source: ['com.example'], detail: 'x' }],
    ['whose field is misspelt', ec2({ stat: ['stopped'] })],
    ['whose field is in capital letters', ec2({ State: ['stopped'] })],
    ['whose field is like none', ec2({ zzz: ['x'] })],
    ['whose field stands beside it', ec2({ account: ['111122223333'], source: ['aws.ec2'] })],
    ['whose value is misspelt', ec2({ state: ['stoped'] })],
    ['whose value is in capital letters', ec2({ state: ['STOPPED'] })],
    ['whose value is none', ec2({ state: ['zzz', 'running'] })],
    ['whose value begins like none', ec2({ state: [{ prefix: 'zzz' }] })],
    ['whose value is excluded, and none', ec2({ state: [{ 'anything-but': ['zzz'] }] })],
    ['whose value is a number', ec2({ state: [1] })],
    ['whose value is a flag', ec2({ state: [true] })],
    ['whose value is null', ec2({ state: [null] })],
    ['whose field must not be there', ec2({ state: [{ exists: false }] })],
    ['whose field must be there', ec2({ state: [{ exists: true }] })],
    ['whose field has fields', ec2({ state: { name: ['x'] } })],
    ['whose object is a value', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: ['uploads'] } }],
    ['whose object has no such field', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { bucket: { nam: ['uploads'] } } }],
    ['whose number is a text', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { size: ['5'] } } }],
    ['whose number is compared', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { size: [{ numeric: ['>', 5] }] } } }],
    ['whose field has dots', ec2({ 'state.name': ['x'] })],
    ['whose field has dots, in an object that is open', { 'source': ['aws.s3'], 'detail-type': [CALL], 'detail': { requestParameters: { 'a.b': ['x'] } } }],
    ['of two kinds, one of which has the field', ec2({ state: ['stopped'], instance: ['x'] }, [STATE, 'EC2 Spot Instance Interruption Warning'])],
    ['of two kinds, none of which has the field', ec2({ zzz: ['x'] }, [STATE, 'EC2 Spot Instance Interruption Warning'])],
    ['of two kinds, each of which must match', ec2({ state: ['stopped'] }, [STATE, 'EC2 Spot Instance Interruption Warning']), { everyKind: true }],
    ['of no kind that is named', { source: ['aws.ec2'], detail: { zzz: ['x'], State: ['stopped'] } }],
    ['of a kind of which nothing is known', { 'source': ['aws.newest'], 'detail-type': ['Zzz'], 'detail': { zzz: ['x'] } }],
    ['of a call, whose field is misspelt', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventNam: ['CreateUser'] } }],
    ['of a call, whose error code must not be there', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventName: ['CreateUser'], errorCode: [{ exists: false }] } }],
    ['in which a source stands, without one beside it', { detail: { source: ['aws.ec2'] } }],
    ['in branches', { ...ec2(undefined), $or: [{ detail: { stat: ['stopped'] } }, { detail: { state: ['stoped'] } }] }],
    ['in branches of other kinds', { source: ['aws.ec2'], $or: [{ 'detail-type': [STATE], 'detail': { stat: ['stopped'] } }, { 'detail-type': ['EC2 Spot Instance Interruption Warning'], 'detail': { stat: ['x'] } }] }],
    ['that is known at deployment only', ec2({ Ref: 'X' })],
  ])('%s: %j', (_what, pattern, options = {}) => {
    expect(told(pattern, options)).toMatchSnapshot();
  });
});

describe('what is told of the envelope', () => {
  test.each<[string, object]>([
    ['with an unknown key', { sourc: ['aws.ec2'] }],
    ['with a key of detail', { source: ['aws.ec2'], state: ['stopped'] }],
    ['with a key of another spelling', { source: ['aws.ec2'], detailType: [STATE] }],
    ['with a path', { 'source': ['aws.ec2'], 'detail.state': ['stopped'] }],
    ['with an account that is none', { source: ['aws.ec2'], account: ['123'] }],
    ['with an account that begins so', { source: ['aws.ec2'], account: [{ prefix: '1111' }] }],
    ['with an account that is a number', { source: ['aws.ec2'], account: [111122223333] }],
    ['with a Region that is none', { source: ['aws.ec2'], region: ['eu-wset-1'] }],
    ['with a Region in capital letters', { source: ['aws.ec2'], region: ['EU-WEST-1'] }],
    ['with the Region of events that are of none', { source: ['aws.health'], region: ['global'] }],
    ['with a version', { source: ['aws.ec2'], version: ['1'] }],
    ['with a resource that is no ARN', { source: ['aws.ec2'], resources: ['i-0123456789abcdef0'] }],
    ['with an ARN of another form', { source: ['aws.ec2'], resources: ['arn:aws:ec2:eu-west-1:111122223333:instance:i-0'] }],
    ['with an asterisk', { source: ['aws.ec2'], resources: ['arn:aws:ec2:*:*:instance/*'] }],
    ['with a time', { source: ['aws.ec2'], time: ['2026-01-01'] }],
    ['that is refused', { source: 'aws.ec2' }],
    ['that is refused, and wrong besides', { source: ['aws.zzzzzzzz'], detail: { state: 'stopped' } }],
    ['that is empty', {}],
    ['with an unknown operator', ec2({ state: [{ prefx: 's' }] })],
    ['with an empty list', ec2({ state: [] })],
  ])('%s: %j', (_what, pattern) => {
    expect(told(pattern)).toMatchSnapshot();
  });
});
