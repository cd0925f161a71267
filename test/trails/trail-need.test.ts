import { trailNeedOf } from '../../src/trails/trail-need';

const need = (...eventName: unknown[]) => trailNeedOf({
  'source': ['aws.s3'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['s3.amazonaws.com'], eventName },
} as never);

test.each<[string, unknown[], boolean]>([
  ['a data event', ['PutObject'], false],
  ['a matcher that takes one data event', [{ 'equals-ignore-case': 'putobject' }], false],
  ['a matcher that takes management events as well', [{ prefix: 'PutObject' }], true],
  ['a matcher that takes no call that is known', [{ prefix: 'Zzz' }], true],
  ['a data event, and a matcher that takes no call that is known', ['PutObject', { prefix: 'Zzz' }], true],
  ['a data event, and what only the deployment knows', ['PutObject', { Ref: 'Call' }], true],
  ['a data event, and a matcher of which only the deployment knows a part', ['PutObject', { prefix: { Ref: 'Call' } }], true],
  ['a data event, and a matcher with a list of which only the deployment knows a part', ['PutObject', { 'anything-but': ['GetObject', { 'Fn::GetAtt': ['Call', 'Name'] }] }], true],
  ['a management event', ['CreateBucket'], true],
  ['both', ['PutObject', 'CreateBucket'], true],
])('a rule on %s needs management events where one of its calls may be one', (_what, eventNames, managementEvents) => {
  expect(need(...eventNames).managementEvents).toBe(managementEvents);
});
