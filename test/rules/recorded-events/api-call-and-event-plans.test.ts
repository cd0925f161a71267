import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';
import { ApiCallRule, ApiCallRuleProps, AwsService, CallOutcome, Callers, CloudTrailEventRuleProps, CloudTrailEventType, ConsoleSignInRuleProps, ConsoleUser } from 'cdk-service-events';
import { operationsOf } from '../../../src/catalog/operations';
import { planApiCalls } from '../../../src/rules/recorded-events/api-call-plan';
import { planCloudTrailEvents } from '../../../src/rules/recorded-events/cloudtrail-event-plan';
import { planConsoleSignIns } from '../../../src/rules/recorded-events/console-sign-in-plan';
import { messagesOf, queueIn, testStack } from '../../support/test-app';

const { ALL, READ_ONLY, WRITE_ONLY } = cloudtrail.ReadWriteType;
const READS = events.Match.prefix('Describe');
const WRITES = events.Match.prefix('RunInst');

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'us-east-1' } });
  queueIn(stack, 'Any');
});

const callsOf = (props: Partial<ApiCallRuleProps> = {}) => planApiCalls(stack, { service: AwsService.EC2, ...props });
const checksOf = ({ intents = [] }: { intents?: { check: string }[] }) => intents.map(({ check }) => check);

describe('a rule on API calls', () => {
  test('of all operations is meant to be', () => {
    expect(checksOf(callsOf())).toEqual(['api-call-without-event-name']);
    expect(checksOf(callsOf({ operations: ['RunInstances'] }))).toEqual([]);
    expect(checksOf(callsOf({ operations: ['RunInstances'], allowUnknown: true }))).toContain('unknown-operation');
  });

  test.each<[string[] | undefined, string]>([
    [undefined, 'Amazon Elastic Compute Cloud (API calls)'], [['RunInstances', 'StopInstances'], 'Amazon Elastic Compute Cloud (API calls: RunInstances, StopInstances)'],
  ])('on %j is called so: %s', (operations, subject) => {
    expect(callsOf({ operations }).subject).toBe(subject);
    expect(callsOf({ operations }).viaCloudTrail).toBe(true);
  });

  test('on what only the deployment knows is called without it', () => {
    const operations = new CfnParameter(stack, 'Operations', { type: 'CommaDelimitedList' }).valueAsList;
    expect(callsOf({ operations })).toMatchObject({ subject: 'Amazon Elastic Compute Cloud (API calls)', readOnlyCalls: undefined });
  });

  test.each<[string, Partial<ApiCallRuleProps>, boolean | undefined]>([
    ['nothing that says so', {}, undefined],
    ['an operation that writes', { operations: ['RunInstances'] }, undefined],
    ['an operation that reads', { operations: ['DescribeInstances'] }, true],
    ['a matcher of what reads', { operations: READS }, true],
    ['a matcher of what writes', { operations: WRITES }, undefined],
    ['all in words', { readWriteType: ALL }, true],
    ['reads in words', { readWriteType: READ_ONLY }, true],
    ['writes in words', { readWriteType: WRITE_ONLY }, false],
    ['writes in words, and an operation that writes', { readWriteType: WRITE_ONLY, operations: ['RunInstances'] }, false],
    ['writes in words, and a matcher of what reads', { readWriteType: WRITE_ONLY, operations: READS }, false],
  ])('with %s matches read-only calls: %#', (_what, props, reads) => {
    expect(callsOf(props).readOnlyCalls).toBe(reads);
  });

  test('of writes alone names no operation that only reads', () => {
    expect(() => callsOf({ readWriteType: WRITE_ONLY, operations: ['RunInstances', 'DescribeInstances'] })).toThrow("Rule 'Stack' names DescribeInstances, which only read");
    expect(callsOf({ readWriteType: ALL, operations: ['DescribeInstances'] }).readOnlyCalls).toBe(true);
  });

  test('has one field for what only reads', () => {
    const readOnlyOf = (readWriteType?: cloudtrail.ReadWriteType) => callsOf({ readWriteType }).pattern.detail!.readOnly;
    expect([readOnlyOf(READ_ONLY), readOnlyOf(WRITE_ONLY), readOnlyOf(ALL), readOnlyOf()]).toEqual([[true], undefined, undefined, undefined]);
  });

  test.each<[CallOutcome | undefined, unknown]>([[CallOutcome.SUCCEEDED, [{ exists: false }]], [CallOutcome.FAILED, [{ exists: true }]], [CallOutcome.ANY, undefined], [undefined, undefined]])('with the outcome %s has errorCode %j', (outcome, errorCode) => {
    expect(callsOf({ outcome }).pattern.detail!.errorCode).toEqual(errorCode);
  });

  test('of the own account takes calls without an account as well', () => {
    const nobody = { exists: false };
    const identityOf = (props: Partial<ApiCallRuleProps>) => callsOf(props).pattern.detail!.userIdentity;
    expect([identityOf({ callers: Callers.OWN_ACCOUNT }), identityOf({ callers: Callers.OWN_ACCOUNT, accounts: ['222222222222'] }), identityOf({ callers: Callers.ANY }), identityOf({})])
      .toEqual([{ accountId: ['111111111111', nobody] }, { accountId: ['222222222222', nobody] }, undefined, undefined]);
  });

  test('with so many operations that they take several says how many', () => {
    const operations = operationsOf('ec2.amazonaws.com')!.filter((name) => name.startsWith('Describe')).slice(0, 120);
    expect(() => callsOf({ operations })).toThrow(/its 120 operations take \d rules, which ApiCallRule\.split/);
    expect(() => callsOf({ operations: ['X'.repeat(3000)], allowUnknown: true })).not.toThrow(/take/);
  });

  test('warns of no operation that may be newer, which the gate does', () => {
    expect(callsOf({ operations: ['CreateWonder'] }).subject).toContain('CreateWonder');
    expect(() => callsOf({ operations: ['RunInstanzes'] })).toThrow(/^Rule 'Stack' can never match: .* An operation newer than the catalogue is accepted with allowUnknown: true\./);
  });
});

describe('operations that are split over rules', () => {
  const many = operationsOf('ec2.amazonaws.com')!.filter((name) => name.startsWith('Describe')).slice(0, 120);
  const split = (props: Partial<ApiCallRuleProps>, id = 'Rule') => ApiCallRule.split(stack, id, { service: AwsService.EC2, ...props }).map(({ node }) => node.id);

  test('make as many as it takes, with a number from the second on', () => {
    const ids = split({ operations: many });
    expect(ids.length).toBeGreaterThan(1);
    expect(ids).toEqual(ids.map((_, at) => (at === 0 ? 'Rule' : `Rule${at + 1}`)));
  });

  test.each<[string, Partial<ApiCallRuleProps>]>([['few', { operations: ['RunInstances'] }], ['few, with a name', { operations: ['RunInstances'], ruleName: 'mine' }], ['all', {}]])('make one where they are %s', (_what, props) => {
    expect(split(props)).toEqual(['Rule']);
  });

  test('are refused as one rule would refuse them', () => {
    expect(() => split({ operations: [] }, 'Empty')).toThrow('is an empty list');
    expect(() => split({ service: AwsService.ARC_REGION_SWITCH, operations: ['X'] }, 'Unrecorded')).toThrow('CloudTrail is not known to record API calls');
    expect(() => split({ service: undefined, operations: ['X'] } as never, 'OfNothing')).toThrow('service of rule');
    expect(() => ApiCallRule.split(stack, 'None', undefined as never)).toThrow("rule 'Stack/None'");
    expect(() => split({ operations: 'RunInstances' as never }, 'Text')).toThrow('operations of rule');
    expect(() => split({ operations: many, ruleName: 'mine' }, 'Named')).toThrow("The operations of 'Named' take");
  });
});

describe('a rule on what CloudTrail records beside calls', () => {
  const { SERVICE_EVENT, CONSOLE_ACTION, INSIGHT, NETWORK_ACTIVITY } = CloudTrailEventType;
  const of = (eventType: CloudTrailEventType, props: Partial<CloudTrailEventRuleProps> = {}) =>
    planCloudTrailEvents(stack, { service: AwsService.KMS, eventType, ...props });
  const told = (id: string) => messagesOf(stack).filter((text) => text.includes(id));

  test.each<[CloudTrailEventType, string, string]>([
    [SERVICE_EVENT, 'AWS Service Event via CloudTrail', 'service events'], [CONSOLE_ACTION, 'AWS Console Action via CloudTrail', 'console actions'],
    [INSIGHT, 'AWS Insight via CloudTrail', 'Insights'], [NETWORK_ACTIVITY, 'AWS Network Activity Event via CloudTrail', 'network activity'],
  ])('of the type %s matches %s', (eventType, detailType, subject) => {
    expect(of(eventType)).toMatchObject({ pattern: { 'detail-type': [detailType] }, subject: `AWS Key Management Service (${subject})`, viaCloudTrail: true });
  });

  test('matches Insights of any source, by their details', () => {
    expect(of(INSIGHT, { eventNames: ['Decrypt'], readWriteType: READ_ONLY }).pattern).toEqual({
      'source': [{ prefix: 'aws.' }], 'detail-type': ['AWS Insight via CloudTrail'], 'detail': { insightDetails: { eventSource: ['kms.amazonaws.com'], eventName: ['Decrypt'] } },
    });
    expect(of(SERVICE_EVENT, { readWriteType: READ_ONLY }).pattern).toEqual({
      'source': ['aws.kms'], 'detail-type': ['AWS Service Event via CloudTrail'], 'detail': { eventSource: ['kms.amazonaws.com'], readOnly: [true] },
    });
  });

  test.each<[string, CloudTrailEventType, Partial<CloudTrailEventRuleProps>, boolean | undefined]>([
    ['no name', SERVICE_EVENT, {}, undefined],
    ['a name of what reads', SERVICE_EVENT, { eventNames: ['GetKeyPolicy'] }, true],
    ['a name of what does not', SERVICE_EVENT, { eventNames: ['RotateKey'] }, false],
    ['writes in words', SERVICE_EVENT, { eventNames: ['GetKeyPolicy'], readWriteType: WRITE_ONLY }, false],
    ['all in words', SERVICE_EVENT, { eventNames: ['RotateKey'], readWriteType: ALL }, true],
  ])('with %s matches what reads: %#', (_what, eventType, props, reads) => {
    expect(of(eventType, props).readOnlyCalls).toBe(reads);
  });

  test('knows of names of its type more than a check does', () => {
    expect([of(SERVICE_EVENT), of(SERVICE_EVENT, { eventNames: ['RotateKey'] }), of(NETWORK_ACTIVITY, { eventNames: ['Decrypt'] })].map(checksOf)).toEqual([[], ['unknown-operation'], []]);
    expect(checksOf(of(SERVICE_EVENT, { allowUnknown: true }))).toContain('unknown-source');
  });

  test('says what may be wrong with a name where no check does', () => {
    of(INSIGHT, { eventNames: ['CreateWonder'] });
    expect(told('unknown-operation')).toEqual([expect.stringMatching(/^warning: Rule 'Stack' may never match: .*'CreateWonder'.*allowUnknown: true/)]);
  });

  test('says of a service event that it is called like a call', () => {
    of(SERVICE_EVENT, { eventNames: ['Decrypt'] });
    expect(told('named-like-call')).toEqual([expect.stringMatching(/^info: Rule 'Stack' matches what the service does by itself, and no calls/)]);
  });

  test('says nothing of names that are right, nor of network activity, of which a check speaks', () => {
    of(SERVICE_EVENT, { eventNames: ['RotateKey'] });
    of(INSIGHT, { eventNames: ['Decrypt'] });
    of(NETWORK_ACTIVITY, { eventNames: ['CreateWonder'] });
    expect([...told('unknown-operation'), ...told('named-like-call')]).toEqual([]);
  });
});

describe('a rule on sign-ins', () => {
  const of = (props: ConsoleSignInRuleProps = {}) => planConsoleSignIns(stack, props);
  const { ROOT, IAM_USER, FEDERATED } = ConsoleUser;

  test.each<[ConsoleSignInRuleProps, object, string]>([
    [{}, { eventName: ['ConsoleLogin'] }, 'Console sign-in'],
    [{ users: [ROOT] }, { eventName: ['ConsoleLogin'], userIdentity: { type: ['Root'] } }, 'Console sign-in (ROOT)'],
    [{ users: [IAM_USER, FEDERATED] }, { eventName: ['ConsoleLogin'], userIdentity: { type: ['IAMUser', { 'anything-but': ['Root', 'IAMUser'] }] } }, 'Console sign-in (IAM_USER, FEDERATED)'],
    [{ outcome: CallOutcome.FAILED }, { eventName: ['ConsoleLogin'], responseElements: { ConsoleLogin: ['Failure'] } }, 'Console sign-in: Failure'],
    [{ outcome: CallOutcome.SUCCEEDED }, { eventName: ['ConsoleLogin'], responseElements: { ConsoleLogin: ['Success'] } }, 'Console sign-in: Success'],
    [{ outcome: CallOutcome.ANY }, { eventName: ['ConsoleLogin'] }, 'Console sign-in'],
    [{ withoutMfa: true }, { eventName: ['ConsoleLogin'], userIdentity: { type: ['Root', 'IAMUser'] }, additionalEventData: { MFAUsed: ['No'] } }, 'Console sign-in (ROOT, IAM_USER) without MFA'],
    [{ withoutMfa: false }, { eventName: ['ConsoleLogin'] }, 'Console sign-in'],
  ])('with %j', (props, detail, subject) => {
    expect(of(props)).toMatchObject({ subject, viaCloudTrail: true });
    expect(of(props).pattern.detail).toEqual(detail);
  });

  test('tells no federated users apart by MFA, and names somebody', () => {
    expect(() => of({ withoutMfa: true, users: [ROOT, FEDERATED] })).toThrow('CloudTrail records no MFA for any federated user');
    expect(of({ withoutMfa: true, users: [ROOT] }).subject).toBe('Console sign-in (ROOT) without MFA');
    expect(of({ withoutMfa: false, users: [FEDERATED] }).subject).toBe('Console sign-in (FEDERATED)');
    expect(() => of({ users: [] })).toThrow("users of rule 'Stack' is an empty list");
  });
});
