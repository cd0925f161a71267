import { readJsonLinesFacts } from '../../scripts/catalog/facts';
import { dataEventTypes, dataEventTypesOf, isBasicDataEventType } from '../../src/catalog/data-events';
import { eventNamesOf, serviceEventsOf, unrecordedOperationsOf } from '../../src/catalog/event-names';
import { problemOfOperation } from '../../src/catalog/operation-check';
import { isReadOnlyCall } from '../../src/catalog/read-only-calls';
import { everyOf } from '../support/every-of';

interface NameRow {
  eventSource: string;
  operation: string | null;
  eventNames: string[];
  eventType?: string;
}

const names = readJsonLinesFacts<NameRow>('cloudtrail/event-names.jsonl');
const dataOperations = readJsonLinesFacts<{ eventSource: string; eventName: string; resourceTypes: string[] }>('cloudtrail/data-operations.jsonl');

describe('every documented name', () => {
  test('of an operation is matched, but those of calls that a call is made of', () => {
    const missing = names.filter(({ operation, eventNames }) => operation && eventNames.length > 0)
      .flatMap(({ eventSource, operation, eventNames }) => eventNames.map((name) => ({ eventSource, operation: operation!, name })))
      .filter(({ eventSource, operation, name }) => !eventNamesOf([eventSource], operation)
        .some((written) => (typeof written === 'string' ? name === written : name.startsWith(written.prefix))));
    expect(missing.map(({ operation, name }) => `${operation} as ${name}`)).toEqual(['DeleteObjects as DeleteObject', 'BatchGetSecretValue as GetSecretValue']);
  });

  test('of a recorded call is accepted', () => {
    const refused = [
      ...names.filter(({ operation, eventType }) => operation === null && eventType === undefined)
        .flatMap(({ eventSource, eventNames }) => eventNames.map((name) => ({ eventSource, name }))),
      ...dataOperations.map(({ eventSource, eventName }) => ({ eventSource, name: eventName })),
    ].filter(({ eventSource, name }) => problemOfOperation({ slug: '', serviceName: 'It', eventSources: [eventSource] }, name));
    expect(refused).toEqual([]);
  });

  test('of what a service causes itself is known', () => {
    for (const { eventSource, eventNames } of everyOf(names.filter(({ eventType }) => eventType === 'AwsServiceEvent'))) {
      expect(serviceEventsOf([eventSource])).toEqual(expect.arrayContaining(eventNames));
    }
  });
});

test('a permission that other calls need may be wrong, and is not refused', () => {
  const s3 = { slug: 's3', serviceName: 'Amazon S3', eventSources: ['s3.amazonaws.com'] };
  expect(problemOfOperation(s3, 'ListBucketVersions')).toMatchObject({ what: expect.stringContaining('is a permission of Amazon S3'), certain: false });
});

test.each([
  ['sso', 'sso.amazonaws.com', 'AssociateDirectory'],
  ['identitystore', 'sso-directory.amazonaws.com', 'AddMemberToGroup'],
  ['bedrock', 'bedrock.amazonaws.com', 'PutFoundationModelEntitlement'],
  ['agreement-marketplace', 'agreement-marketplace.amazonaws.com', 'AcceptAgreementRequest'],
  ['ssm', 'ssm.amazonaws.com', 'UpdateInstanceInformation'],
])('a call that no model has is known: %s %s %s', (slug, eventSource, name) => {
  expect(problemOfOperation({ slug, serviceName: 'It', eventSources: [eventSource] }, name)).toBeUndefined();
});

test.each(['', ' ', 'Frobnicate The Thing'])('%p is no name of an operation', (operation) => {
  const iam = { slug: 'iam', serviceName: 'IAM', eventSources: ['iam.amazonaws.com'] };
  expect(problemOfOperation(iam, operation)).toMatchObject({ certain: true });
  expect(isReadOnlyCall(iam.eventSources, operation)).toBe(false);
});

test('operations that CloudTrail does not record are refused', () => {
  const unrecorded = names.filter(({ operation, eventNames }) => operation && eventNames.length === 0);
  expect(unrecorded).toHaveLength(7);
  for (const { eventSource, operation } of everyOf(unrecorded)) {
    expect(unrecordedOperationsOf([eventSource])).toContain(operation);
    expect(problemOfOperation({ slug: '', serviceName: 'It', eventSources: [eventSource] }, operation!)?.what).toContain('CloudTrail does not record');
  }
});

describe('the documented list of read-only calls', () => {
  const listed = readJsonLinesFacts<{ eventSource: string | null; operations: string[] }>('cloudtrail/read-only.jsonl');

  test('has 476 rows', () => {
    expect(listed.flatMap(({ operations }) => operations)).toHaveLength(476);
  });

  test('is followed, but for data events', () => {
    const denied = listed.filter(({ eventSource }) => eventSource)
      .flatMap(({ eventSource, operations }) => operations.map((name) => ({ eventSource: eventSource!, name })))
      .filter(({ eventSource, name }) => !isReadOnlyCall([eventSource], name));
    expect(denied.filter(({ eventSource, name }) => dataEventTypesOf([eventSource], name).length === 0)).toEqual([]);
  });
});

describe('data events', () => {
  test('are selected by the documented types of resources', () => {
    expect(dataEventTypes()).toHaveLength(250);
    expect(dataEventTypes().filter(isBasicDataEventType)).toEqual(['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::S3::Object']);
    for (const { eventSource, eventName, resourceTypes } of everyOf(dataOperations)) {
      expect(dataEventTypesOf([eventSource], eventName)).toEqual(resourceTypes);
      expect(dataEventTypes()).toEqual(expect.arrayContaining(resourceTypes));
    }
  });

  test('are matched in the usual state of a rule, though they read', () => {
    expect(isReadOnlyCall(['s3.amazonaws.com'], 'GetObject')).toBe(false);
    expect(isReadOnlyCall(['s3.amazonaws.com'], 'GetBucketPolicy')).toBe(true);
    expect(isReadOnlyCall(['states.amazonaws.com'], 'GetActivityTask')).toBe(true);
  });
});
