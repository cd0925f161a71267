import { AwsService, CloudTrailEventType } from 'cdk-service-events';
import { namesReading, problemOfNames } from '../../../src/rules/recorded-events/named-events';
import { asksForReadOnlyCalls } from '../../../src/rules/recorded-events/read-only-pattern';

const CALL = 'AWS API Call via CloudTrail';
const on = (detail: object, source: unknown[] = ['aws.ec2']) => ({ source, 'detail-type': [CALL], detail }) as never;
const EC2 = { eventSource: ['ec2.amazonaws.com'] };

describe('a pattern asks for read-only calls', () => {
  test.each<[string, object]>([
    ['by a name', on({ ...EC2, eventName: ['DescribeInstances'] })],
    ['by one of several names', on({ ...EC2, eventName: ['RunInstances', 'DescribeInstances'] })],
    ['by a name of a call of the source', on({ eventName: ['DescribeInstances'] })],
    ['by a matcher', on({ ...EC2, eventName: [{ prefix: 'Describe' }] })],
    ['by one of several matchers', on({ ...EC2, eventName: [{ prefix: 'RunInst' }, { prefix: 'Describe' }] })],
    ['in one of its branches', { $or: [on({ ...EC2, eventName: ['RunInstances'] }), on({ ...EC2, eventName: ['DescribeInstances'] })] }],
    ['by what the record says', on({ readOnly: [true] })],
    ['by what the record may say', on({ readOnly: [true, false] })],
  ])('%s', (_how, pattern) => {
    expect(asksForReadOnlyCalls(pattern as never)).toBe(true);
  });
});

describe('a pattern asks for none', () => {
  test.each<[string, object]>([
    ['with names of others', on({ ...EC2, eventName: ['RunInstances'] })],
    ['with a matcher of others', on({ ...EC2, eventName: [{ prefix: 'RunInst' }] })],
    ['without a name', on(EC2)],
    ['without any detail', { 'source': ['aws.ec2'], 'detail-type': [CALL] }],
    ['with a name that another service reads by', on({ eventSource: ['iam.amazonaws.com'], eventName: ['RunInstances'] })],
    ['where the record says that it writes', on({ readOnly: [false] })],
    ['where it names what writes, whatever the record says', on({ ...EC2, eventName: ['RunInstances'], readOnly: [true] })],
    ['with no name', on({ ...EC2, eventName: [''] })],
  ])('%s', (_how, pattern) => {
    expect(asksForReadOnlyCalls(pattern as never)).toBe(false);
  });

  test('of another service than the one whose call of that name reads', () => {
    const assume = (detail: object, source?: unknown[]) => asksForReadOnlyCalls(on({ ...detail, eventName: ['AssumeRole'] }, source));
    const sts = { eventSource: ['sts.amazonaws.com'] };
    expect([assume(sts, [{ prefix: 'aws.' }]), assume({}, ['aws.sts']), assume(sts, ['aws.ec2'])]).toEqual([true, true, true]);
    expect([assume(EC2, ['aws.sts']), assume({}, ['aws.ec2'])]).toEqual([false, false]);
  });

  test('of a service that the event source names, and not the source', () => {
    const iam = (eventSource: string) => on({ eventSource: [eventSource], eventName: ['GetUser'] }, ['aws.ec2', 'aws.iam']);
    expect([asksForReadOnlyCalls(iam('iam.amazonaws.com')), asksForReadOnlyCalls(iam('nothing.amazonaws.com'))]).toEqual([true, true]);
    expect(asksForReadOnlyCalls(on({ eventSource: ['signin.amazonaws.com'], eventName: ['ConsoleLogin'] }))).toBe(false);
  });
});

const { CONSOLE_ACTION, SERVICE_EVENT, INSIGHT, NETWORK_ACTIVITY } = CloudTrailEventType;
const props = (eventType: CloudTrailEventType, more: object = {}) => ({ service: AwsService.KMS, eventType, ...more });

describe('names of what CloudTrail records beside API calls', () => {
  test.each<[CloudTrailEventType, string[], object | undefined]>([
    [CONSOLE_ACTION, ['Decrypt'], { what: 'Decrypt is an API operation of AWS Key Management Service.', wayOut: 'Use ApiCallRule.', certain: true }],
    [CONSOLE_ACTION, ['Other', 'Decrypt'], { what: expect.stringContaining('Decrypt is'), certain: true }],
    [CONSOLE_ACTION, ['Other', 'Decrypt', 'Encrypt'], { what: expect.stringContaining('Decrypt is') }],
    [CONSOLE_ACTION, ['Other'], undefined],
    [SERVICE_EVENT, ['Decrypt'], { what: expect.stringContaining('Decrypt is'), certain: false }],
    [SERVICE_EVENT, ['RotateKey'], undefined],
    [INSIGHT, ['Decrypt'], undefined],
    [INSIGHT, ['Decript'], { what: expect.stringContaining("'Decript'") }],
    [NETWORK_ACTIVITY, ['Decrypt', 'Decript', 'Encript'], { what: expect.stringContaining("'Decript'") }],
    [NETWORK_ACTIVITY, ['Decrypt'], undefined],
  ])('of the type %s, %j: %j', (eventType, names, problem) => {
    expect(problemOfNames(props(eventType), names)).toEqual(problem && expect.objectContaining(problem));
    expect(problemOfNames(props(eventType, { allowUnknown: true }), names)).toBeUndefined();
    expect(problemOfNames(props(eventType, { allowUnknown: false }), names)).toEqual(problem && expect.objectContaining(problem));
  });

  test('of a service that is made here, or has no model, are not known to be wrong', () => {
    const service = AwsService.custom({ serviceName: 'Newest', source: 'aws.newest', cloudTrailEventSource: 'kms.amazonaws.com' });
    expect(problemOfNames({ service, eventType: CONSOLE_ACTION }, ['Decrypt'])).toBeUndefined();
    expect(problemOfNames({ service: AwsService.CONSOLEAPP, eventType: CONSOLE_ACTION }, ['Decrypt'])).toBeUndefined();
  });

  test('that only the deployment knows are not known to be wrong', () => {
    expect(problemOfNames(props(CONSOLE_ACTION), { Ref: 'Names' })).toBeUndefined();
    expect(problemOfNames(props(CONSOLE_ACTION), [{ prefix: 'Decrypt' }])).toBeUndefined();
  });

  test.each<[CloudTrailEventType, unknown, boolean]>([
    [SERVICE_EVENT, ['GetKeyPolicy'], true], [SERVICE_EVENT, ['RotateKey', 'GetKeyPolicy'], true], [SERVICE_EVENT, ['RotateKey'], false], [SERVICE_EVENT, { Ref: 'Names' }, false],
    [CONSOLE_ACTION, ['GetKeyPolicy'], true], [INSIGHT, ['GetKeyPolicy'], false], [NETWORK_ACTIVITY, ['GetKeyPolicy'], false],
  ])('of the type %s, %j, are read-only: %s', (eventType, names, reads) => {
    expect(namesReading(props(eventType), names)).toBe(reads);
  });
});
