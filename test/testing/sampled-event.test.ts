import { AwsService } from 'cdk-service-events';
import { CLOUDTRAIL_DETAIL_TYPES } from '../../src/catalog/cloudtrail-detail-types';
import { matchingSample, nearMissSample, sampledApiCall, sampledEvent } from '../../src/testing/sampled-event';

describe('a sample, in full,', () => {
  test.each<[string, AwsService, string]>([
    ['with what names a bucket and an object', AwsService.S3, 'Object Created'],
    ['with ids of Amazon EC2', AwsService.EC2, 'EC2 Instance State-change Notification'],
    ['of a view', AwsService.ELASTIC_BLOCK_STORE_VOLUME_MODIFICATIONS, 'EBS Volume Notification'],
    ['with lists, and objects in objects', AwsService.GUARDDUTY, 'GuardDuty Finding'],
    ['with times, codes and counts', AwsService.BATCH, 'Batch Job State Change'],
    ['of which no field is known', AwsService.custom({ serviceName: 'Newest', source: 'aws.newest' }), 'Newest Event'],
    ['that appears in one Region', AwsService.HEALTH, 'AWS Health Event'],
    ['that is a copy of a call without an operation', AwsService.IAM, 'AWS API Call via CloudTrail'],
  ])('%s', (_what, service, detailType) => {
    expect(sampledEvent(service, detailType)).toMatchSnapshot();
  });

  test.each(CLOUDTRAIL_DETAIL_TYPES)('of %s', (detailType) => {
    expect(sampledEvent(AwsService.KMS, detailType)).toMatchSnapshot();
  });

  test.each<[string, AwsService, string]>([
    ['that changes something', AwsService.IAM, 'CreateUser'],
    ['that reads', AwsService.IAM, 'GetUser'],
    ['that is a data event', AwsService.S3, 'GetObject'],
    ['of which the documents do not agree whether it is a data event', AwsService.STATES, 'GetActivityTask'],
    ['that is written with a date', AwsService.LAMBDA, 'CreateFunction'],
    ['that is written in another way', AwsService.named('keyspaces'), 'UpdateKeyspace'],
    ['of a service that shares its event source', AwsService.APPLICATION_AUTOSCALING, 'RegisterScalableTarget'],
    ['of a service with several event sources', AwsService.IDENTITYSTORE, 'CreateGroup'],
    ['of a view', AwsService.KMS_CMK_DELETION, 'ScheduleKeyDeletion'],
  ])('of a call %s', (_what, service, operation) => {
    expect(sampledApiCall(service, operation)).toMatchSnapshot();
  });

  test.each<[string, AwsService, string, string]>([
    ['the first that changes something and is no data event', AwsService.S3, 's3.amazonaws.com', 'CreateBucket'],
    ['the first, where none changes anything', AwsService.named('pricelist'), 'pricelist.amazonaws.com', 'DescribeServices'],
    ['a name that is made up, where none is known', AwsService.named('cloudshell'), 'cloudshell.amazonaws.com', 'CreateExample'],
    ['a name that is made up, of a service without calls of its own', AwsService.custom({ serviceName: 'Newest', source: 'aws.newest' }), 'newest.amazonaws.com', 'CreateExample'],
  ])('of a call without an operation is one of %s', (_which, service, eventSource, eventName) => {
    expect(sampledEvent(service, 'AWS API Call via CloudTrail').detail).toMatchObject({ eventSource, eventName });
  });

  test('in another partition, which its ARNs are of', () => {
    const arns = (sample: object) => [...new Set(JSON.stringify(sample).match(/arn:[\w-]*/g))];
    const china = { region: 'cn-north-1' };
    expect(arns(sampledEvent(AwsService.BATCH, 'Batch Job State Change', china))).toEqual(['arn:aws-cn']);
    expect(arns(sampledApiCall(AwsService.IAM, 'CreateUser', china))).toEqual(['arn:aws-cn']);
    expect(arns(sampledEvent(AwsService.S3, 'Object Created', { region: 'us-gov-west-1' }))).toEqual(['arn:aws-us-gov']);
    expect(arns(sampledEvent(AwsService.S3, 'Object Created'))).toEqual(['arn:aws']);
  });

  test('in another Region and account, wherever it has them', () => {
    expect(sampledEvent(AwsService.BATCH, 'Batch Job State Change', { region: 'eu-west-1', account: '111122223333' })).toMatchSnapshot();
  });
});

describe('a sample is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['of a service by its name', () => sampledEvent('ec2' as never, 'X'), "A sample is of a service, such as AwsService.EC2, and this is the text 'ec2': AwsService.named('ec2') finds it."],
    ['of nothing', () => sampledApiCall(undefined as never, 'X'), 'A sample is of a service, such as AwsService.EC2, and this is undefined.'],
    ['of an event that the service does not send', () => sampledEvent(AwsService.S3, 'Object Craeted'), "does not send events with the detail-type 'Object Craeted'. Nearest: 'Object Created'"],
    ['of a call that it does not have', () => sampledApiCall(AwsService.IAM, 'CreatUser'), "There is no such event: AWS Identity and Access Management (iam.amazonaws.com) has no operation 'CreatUser'."],
    ['of a call that it does not have, which may be newer', () => sampledApiCall(AwsService.IAM, 'CreatUser'), 'What the catalogue does not know is taken with allowUnknown: true.'],
    ['of a call without a name', () => sampledApiCall(AwsService.IAM, ''), "An operation is a text such as 'CreateUser', and this is \"\"."],
    ['of a call that is no text', () => sampledApiCall(AwsService.IAM, 7 as never), "An operation is a text such as 'CreateUser', and this is 7."],
    [
      'of a call of a service that has none', () => sampledApiCall(AwsService.custom({ serviceName: 'Newest', source: 'aws.newest' }), 'X'),
      'CloudTrail is not known to record API calls of Newest: give its event as an object instead.',
    ],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('but not where what is unknown is allowed, or of a service that the user tells of', () => {
    expect(sampledApiCall(AwsService.IAM, 'CreatUser', {}, { allowUnknown: true }).detail.eventName).toBe('CreatUser');
    const custom = AwsService.custom({ serviceName: 'Newest', source: 'aws.newest', cloudTrailEventSource: 'newest.amazonaws.com' });
    expect(sampledApiCall(custom, 'MakeNew').detail).toMatchObject({ eventSource: 'newest.amazonaws.com', eventName: 'MakeNew' });
  });
});

describe('an event that a pattern matches is', () => {
  test.each<[string, object, object]>([
    ['one of the service that has the source', { source: ['aws.s3'] }, { source: 'aws.s3' }],
    ['one of the service itself, of several whose calls arrive with the source', { source: ['aws.autoscaling'] }, { 'source': 'aws.autoscaling', 'detail-type': AwsService.AUTOSCALING.detailTypes[0] }],
    ['a call of another service that arrives with the source', { 'source': ['aws.monitoring'], 'detail-type': ['AWS API Call via CloudTrail'] }, { source: 'aws.monitoring', detail: { eventSource: 'monitoring.amazonaws.com' } }],
    ['one of the kind', { 'detail-type': ['Object Created'] }, { 'source': 'aws.s3', 'detail-type': 'Object Created', 'detail': { bucket: { name: 'amzn-s3-demo-bucket' } } }],
    ['a call of the event source', { detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'] } }, { 'detail-type': 'AWS API Call via CloudTrail', 'detail': { eventName: 'CreateUser', userIdentity: { userName: 'Alice' } } }],
    ['a call, where the service sends no events', { source: ['aws.iam'] }, { 'source': 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' }],
    ['nobody\'s, where the source is not known', { source: ['com.example'] }, { 'source': 'com.example', 'detail-type': 'AWS API Call via CloudTrail', 'detail': {} }],
    ['nobody\'s, where the source is not known and the kind is', { 'source': ['com.example'], 'detail-type': ['Object Created'] }, { 'source': 'com.example', 'detail-type': 'Object Created', 'resources': [], 'detail': {} }],
    ['nobody\'s, where the kind is not known', { 'source': ['aws.s3'], 'detail-type': ['Nothing'] }, { 'source': 'aws.s3', 'detail-type': 'Nothing', 'detail': {} }],
    ['nobody\'s, where nothing is said of either', { account: ['111122223333'] }, { source: 'aws.example', account: '111122223333' }],
  ])('%s', (_whose, pattern, part) => {
    expect(matchingSample(pattern)).toMatchObject(part);
  });

  test('one that it does not match, when a field has another value that is known', () => {
    const pattern = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'], 'detail': { state: ['pending', 'running'] } };
    expect(matchingSample(pattern).detail.state).toBe('pending');
    expect(nearMissSample(pattern).detail.state).toBe('stopping');
  });
});
