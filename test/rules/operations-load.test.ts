import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { ApiCallRule, AwsService, ServiceEventRule } from 'cdk-service-events';
import { testStack } from '../support/test-app';

let loaded = false;
jest.mock('../../src/catalog/data/operations.json', () => {
  loaded = true;
  return jest.requireActual('../../src/catalog/data/operations.json');
});

test('the operations of services are loaded when a rule names some, and not before', () => {
  const stack = testStack();
  new ServiceEventRule(stack, 'Native', { service: AwsService.EC2 });
  new ServiceEventRule(stack, 'ThroughCloudTrail', { service: AwsService.IAM });
  new ApiCallRule(stack, 'AllCalls', { service: AwsService.IAM, readWriteType: cloudtrail.ReadWriteType.ALL });
  expect(loaded).toBe(false);
  new ApiCallRule(stack, 'OneCall', { service: AwsService.IAM, operations: ['CreateUser'] });
  expect(loaded).toBe(true);
});
