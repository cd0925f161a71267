import { ServicePattern } from '../../src/pattern/algebra/service-pattern';
import { isOnServiceEvents, mayMatchServiceEvents, sourcesMeantBy } from '../../src/pattern/algebra/service-sources';

/** A pattern, whether it is about events of AWS services, and whether a rule of the default bus may match some. */
const PATTERNS: [pattern: object, isOn: boolean, mayMatch: boolean][] = [
  [{ source: ['aws.ec2'] }, true, true],
  [{ source: ['com.example', 'aws.ec2'] }, true, true],
  [{ source: [{ prefix: 'aws.' }] }, true, true],
  [{ source: [{ wildcard: 'aws.e*' }] }, true, true],
  [{ source: [{ 'equals-ignore-case': 'aws.ec2' }] }, true, true],
  [{ source: ['com.example'] }, false, false],
  [{ source: ['aws.partner/example.com/shop'] }, false, false],
  [{ source: [{ prefix: 'aws.partner/' }] }, false, false],
  [{ source: [{ prefix: 'com.' }] }, false, false],
  [{ source: [{ 'anything-but': ['aws.ec2'] }] }, false, true],
  [{ source: [{ prefix: '' }] }, false, true],
  [{ source: [{ suffix: '.ec2' }] }, false, true],
  [{ source: { Ref: 'Source' } }, false, true],
  [{}, false, true],
  [{ account: ['111111111111'] }, false, true],
  [{ 'detail-type': { Ref: 'Kind' } }, false, true],
  [{ 'detail-type': ['Order Placed'] }, false, false],
  [{ 'detail-type': ['AWS API Call via CloudTrail'] }, true, true],
  [{ 'detail-type': ['EC2 Instance State-change Notification'] }, true, true],
  [{ detail: { state: ['stopped'] } }, false, false],
  [{ detail: { eventSource: ['iam.amazonaws.com'] } }, true, true],
  [{ $or: [{ source: ['com.example'] }, { source: ['aws.ec2'] }] }, true, true],
  [{ $or: [{ source: ['com.example'] }, { source: ['com.example.shop'] }] }, false, false],
];

test.each(PATTERNS)('%j is on events of AWS services: %s, and may match some: %s', (pattern, isOn, mayMatch) => {
  expect([isOnServiceEvents(pattern as ServicePattern), mayMatchServiceEvents(pattern as ServicePattern)]).toEqual([isOn, mayMatch]);
});

test.each<[object, string[] | undefined]>([
  [{ detail: { eventSource: ['iam.amazonaws.com'] } }, ['aws.iam']],
  [{ detail: { eventSource: ['iam.amazonaws.com', 'ec2.amazonaws.com', 'iam.amazonaws.com'] } }, ['aws.iam', 'aws.ec2']],
  [{ detail: { eventSource: ['nothing.example.com', 'ec2.amazonaws.com'] } }, ['aws.ec2']],
  [{ detail: { eventSource: ['nothing.example.com'] } }, undefined],
  [{ detail: { eventSource: [{ prefix: 'iam' }] } }, undefined],
  [{ 'detail-type': ['EC2 Instance State-change Notification'] }, ['aws.ec2']],
  [{ 'detail-type': ['EC2 Instance State-change Notification', 'Batch Job State Change'] }, ['aws.ec2', 'aws.batch']],
  [{ 'detail-type': ['EC2 Instance State-change Notification', 'Order Placed'] }, undefined],
  [{ 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { eventSource: ['iam.amazonaws.com'] } }, ['aws.iam']],
  [{ 'detail-type': { Ref: 'Kind' } }, undefined],
  [{}, undefined],
])('without a source, %j is about events of %j', (pattern, sources) => {
  expect(sourcesMeantBy(pattern as ServicePattern)).toEqual(sources);
});
