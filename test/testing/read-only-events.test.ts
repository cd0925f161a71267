import { isReadOnlyManagementEvent } from '../../src/testing/read-only-events';

const call = (detail: unknown, detailType = 'AWS API Call via CloudTrail') => ({ 'source': 'aws.iam', 'detail-type': detailType, detail });
const GET = { eventSource: 'iam.amazonaws.com', eventName: 'GetUser' };

test.each<[string, Record<string, any>, boolean]>([
  ['that says so itself', call({ readOnly: true }), true],
  ['that says so itself, whatever the catalogue knows', call({ ...GET, eventName: 'CreateUser', readOnly: true }), true],
  ['that says that it changes something, whatever the catalogue knows', call({ ...GET, readOnly: false }), false],
  ['that the catalogue knows to read', call(GET), true],
  ['that the catalogue does not know to read', call({ ...GET, eventName: 'CreateUser' }), false],
  ['of management, by its category', call({ ...GET, eventCategory: 'Management' }), true],
  ['of another category', call({ ...GET, eventCategory: 'Data' }), false],
  ['that is no management event', call({ ...GET, managementEvent: false }), false],
  ['that is a management event', call({ ...GET, managementEvent: true }), true],
  ['of no event source', call({ eventName: 'GetUser' }), false],
  ['of no name', call({ eventSource: 'iam.amazonaws.com' }), false],
  ['without detail', call(undefined), false],
  ['whose detail is null', call(null), false],
  ['whose detail is a text', call('GetUser'), false],
  ['that is no API call', call({ readOnly: true }, 'AWS Service Event via CloudTrail'), false],
])('the record of a call %s: %j', (_which, event, expected) => {
  expect(isReadOnlyManagementEvent(event)).toBe(expected);
});
