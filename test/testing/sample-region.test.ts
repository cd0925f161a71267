import { sampleRegion } from '../../src/testing/sample-region';

test.each<[string, string, string, object, string]>([
  ['the usual one, where its events appear there', 'aws.ec2', 'EC2 Instance State-change Notification', {}, 'us-east-1'],
  ['the only one in which its events appear', 'aws.networkmanager', 'Network Manager Topology Change', {}, 'us-west-2'],
  ['the one in which just such calls appear', 'aws.iam', 'AWS API Call via CloudTrail', { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }, 'us-east-1'],
  ['the usual one, where nothing is known', 'aws.newest', 'Newest Event', { deep: { er: 'x' }, none: null }, 'us-east-1'],
])('the Region of a sample is %s', (_which, source, detailType, detail, region) => {
  expect(sampleRegion(source, detailType, detail)).toBe(region);
});
