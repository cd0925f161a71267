import { AwsService } from 'cdk-service-events';
import { dataTable } from '../../src/catalog/data-tables';
import { EventName, eventNamesOf, otherCallsOf } from '../../src/catalog/event-names';
import { CalledService, isOperationOf, problemOfOperation, writtenCallsOf } from '../../src/catalog/operation-check';
import { operationsOfService } from '../../src/catalog/operations';
import { explain } from '../../src/catalog/problem';

const callsOf = ({ _slug: slug, serviceName, _eventSources: eventSources }: AwsService): CalledService => ({ slug, serviceName, eventSources });
const [IAM, LAMBDA, S3, SSM, KMS, SIGNIN] = ['iam', 'lambda', 's3', 'ssm', 'kms', 'signin'].map((name) => callsOf(AwsService.named(name)));

describe('what keeps an operation from being recorded is said', () => {
  test.each<[string, CalledService, string, string, boolean]>([
    ['of one that no document has recorded', IAM, 'PassRole', 'CloudTrail does not record PassRole of AWS Identity and Access Management.', true],
    ['of a sign-in', SIGNIN, 'ConsoleLogin', "ConsoleLogin is no API call: CloudTrail records it as 'AWS Console Sign In via CloudTrail'. Use that detail-type. ConsoleSignInRule does.", true],
    [
      'of what a service causes itself', KMS, 'RotateKey',
      "RotateKey is nothing that is called: AWS Key Management Service causes it itself, which CloudTrail records as 'AWS Service Event via CloudTrail'. Use that detail-type. CloudTrailEventRule does, with CloudTrailEventType.SERVICE_EVENT.",
      true,
    ],
    [
      'of a permission', S3, 'ListBucketVersions',
      "ListBucketVersions is a permission of Amazon Simple Storage Service that calls with other names need, and no call that CloudTrail is known to record. Nearest: 'ListObjectVersions', ",
      false,
    ],
    ['of a misspelt one', IAM, 'CreatUser', "AWS Identity and Access Management (iam.amazonaws.com) has no operation 'CreatUser'. Nearest: 'CreateUser', 'GetUser', 'TagUser'.", true],
    ['of one that may be newer', IAM, 'PonderLongAndHard', "AWS Identity and Access Management (iam.amazonaws.com) has no operation 'PonderLongAndHard'. Nearest: ", false],
    ['of what is no name', IAM, 'Create User Now', "AWS Identity and Access Management (iam.amazonaws.com) has no operation 'Create User Now'. Nearest: ", true],
    [
      'of one of another service', IAM, 'RegisterScalableTarget',
      "AWS Identity and Access Management (iam.amazonaws.com) has no operation 'RegisterScalableTarget'. It is an operation of AwsService.APPLICATION_AUTOSCALING. Ask for calls of autoscaling.amazonaws.com.",
      true,
    ],
  ])('%s', (_what, service, operation, said, certain) => {
    const problem = problemOfOperation(service, operation)!;
    expect(explain(problem).slice(0, said.length)).toBe(said);
    expect(problem.certain).toBe(certain);
  });

  test('with the nearest name where it is as near to one of its own as to one of another service', () => {
    expect(explain(problemOfOperation(SSM, 'createDocuments')!)).toContain("Nearest: 'CreateDocument'");
    const problem = problemOfOperation(IAM, 'CreateRule')!;
    expect(problem).toMatchObject({ what: expect.stringContaining('It is an operation of AwsService.CONNECT, '), certain: true });
    expect([problem.nearest[0], problem.wayOut]).toEqual(['CreateRole', undefined]);
  });

  test.each<[string, string]>([
    ['CreateAbuseReport', 'It is an operation of AwsService.ABUSE.'],
    ['GetFindingsStatistics', 'It is an operation of AwsService.ACCESS_ANALYZER, AwsService.GUARDDUTY.'],
    ['CreateEntitlement', 'It is an operation of AwsService.ACCOUNT_ACCESS, AwsService.APPSTREAM, AwsService.EVS.'],
    ['DescribeCertificate', 'It is an operation of AwsService.ACM, AwsService.DS, AwsService.IOT and 1 more.'],
    ['ListFindings', 'It is an operation of AwsService.ACCESS_ANALYZER, AwsService.GUARDDUTY, AwsService.INSPECTOR and 4 more.'],
  ])('%s: of other services three are named', (operation, said) => {
    expect(problemOfOperation(S3, operation)!.what).toContain(said);
  });

  test('with the event sources of at most three services', () => {
    expect(problemOfOperation(IAM, 'ListFindings')!.wayOut).toBe('Ask for calls of access-analyzer.amazonaws.com or guardduty.amazonaws.com or inspector.amazonaws.com.');
  });
});

describe('nothing keeps from being recorded', () => {
  const renamed = Object.entries(dataTable<{ renamed: Record<string, Record<string, EventName[]>> }>('eventNames')().renamed);
  const dated = renamed.flatMap(([eventSource, operations]) => Object.values(operations).flat()
    .flatMap((name) => (typeof name === 'string' ? [] : [[eventSource, `${name.prefix}150331v2`] as const])));

  test.each(dated)('an operation that %s writes with a date: %s', (eventSource, name) => {
    const service = AwsService.named(eventSource);
    expect(problemOfOperation(callsOf(service), name)).toBeUndefined();
  });

  test('a call of a service that no model describes', () => {
    expect(problemOfOperation({ slug: 'newest', serviceName: 'Newest', eventSources: ['newest.amazonaws.com'] }, 'Anything')).toBeUndefined();
  });

  test('but a date makes no operation of a name that is none', () => {
    expect(problemOfOperation(LAMBDA, 'CreateFunctions20150331')).toBeDefined();
    expect(problemOfOperation(IAM, 'CreateUser20150331')).toBeDefined();
  });
});

test('an operation belongs to a service whose model has it, or whose recorded calls do', () => {
  expect(isOperationOf('iam', ['iam.amazonaws.com'], 'CreateUser')).toBe(true);
  expect(isOperationOf('iam', ['iam.amazonaws.com'], 'CreateBucket')).toBe(false);
  expect(isOperationOf('newest', ['newest.amazonaws.com'], 'CreateUser')).toBe(false);
  const [recorded] = otherCallsOf(['ssm.amazonaws.com']);
  expect(operationsOfService('ssm', ['ssm.amazonaws.com'])).not.toContain(recorded);
  expect(isOperationOf('ssm', ['ssm.amazonaws.com'], recorded)).toBe(true);
});

test('the calls of a service are written as its operations are, with the beginning of those that have a date, and as other recorded calls are, each once', () => {
  const written = writtenCallsOf('lambda', ['lambda.amazonaws.com'])!;
  const operations = operationsOfService('lambda', ['lambda.amazonaws.com'])!;
  expect(new Set(written).size).toBe(written.length);
  expect(written).toEqual(expect.arrayContaining(['Invoke', 'CreateFunction20', ...otherCallsOf(['lambda.amazonaws.com'])]));
  expect(operations.filter((operation) => !eventNamesOf(['lambda.amazonaws.com'], operation)
    .some((name) => written.includes(typeof name === 'string' ? name : name.prefix)))).toEqual([]);
  expect(writtenCallsOf('newest', ['newest.amazonaws.com'])).toBeUndefined();
});
