import { AwsService } from 'cdk-service-events';
import { sampleResources } from '../../src/testing/sample-resources';

const OCCASION = { service: 'x', region: 'eu-west-1', account: '111122223333' };
const of = (service: AwsService, detailType: string, detail: object = {}) =>
  sampleResources({ ...OCCASION, service: service.source.slice(4) }, service.source, detailType, detail as Record<string, unknown>);

describe('the resources of a sample are', () => {
  test.each<[string, AwsService, string, object, string[]]>([
    ['the thing that the page tells of, by the name that detail has', AwsService.S3, 'Object Created', { bucket: { name: 'uploads' } }, ['arn:aws:s3:::uploads']],
    ['the thing by its id in detail', AwsService.EC2, 'EC2 Instance State-change Notification', { 'instance-id': 'i-1' }, ['arn:aws:ec2:eu-west-1:111122223333:instance/i-1']],
    ['the thing by an id of its own, where detail has none', AwsService.EC2, 'EC2 Instance State-change Notification', {}, [expect.stringMatching(/^arn:aws:ec2:eu-west-1:111122223333:instance\/i-[0-9a-f]{17}$/)]],
    ['the ARN of the thing that detail has', AwsService.ACM, 'ACM Certificate Expired', { certificateArn: 'arn:own', other: 'arn:other' }, ['arn:own']],
    ['the first ARN of the thing that detail has', AwsService.ACM, 'ACM Certificate Expired', { certificateArn: 'arn:own', certificateId: 'arn:other' }, ['arn:own']],
    ['the thing, not named by an ARN in detail that is called like its id', AwsService.ACM, 'ACM Certificate Expired', { certificate: 'arn:own' }, ['arn:own']],
    ['the thing in the form of its type, whose name is longer', AwsService.AUTOSCALING, 'EC2 Instance Launch Successful', {}, [expect.stringMatching(/^arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:[0-9a-f]{12}:autoScalingGroupName\/[0-9a-f]{12}$/)]],
    ['the first of two things that the page tells of', AwsService.BRAKET, 'Braket Task State Change', {}, [expect.stringMatching(/^arn:aws:braket:eu-west-1:111122223333:task\/[0-9a-f]{12}$/)]],
    ['none, where the page tells of ids or ARNs', AwsService.HEALTH, 'AWS Health Event', {}, []],
    ['all ARNs in detail, each once, where no page tells', AwsService.custom({ serviceName: 'Newest', source: 'aws.newest' }), 'X', { a: 'arn:1', b: 'arn:2', c: 'arn:1', d: 'text', e: 5 }, ['arn:1', 'arn:2']],
    ['none, where a page says that there are none', AwsService.ACCESS_ANALYZER, 'Nothing', { a: 'text' }, []],
  ])('%s', (_what, service, detailType, detail, resources) => {
    expect(of(service, detailType, detail)).toEqual(resources);
  });
});
