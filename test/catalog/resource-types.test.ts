import { arnFormsOf, explainAttribute, resourceTypeOf, resourceTypesIn } from '../../src/catalog/resource-types';

test('a type is known by its name, and by nothing else', () => {
  expect(resourceTypeOf('AWS::S3::Bucket')).toMatchObject({ arn: 's3:::${BucketName}', arnAttributes: 'Arn', ref: '${BucketName}' });
  expect(resourceTypeOf('AWS::S3')).toBeUndefined();
  expect(resourceTypeOf('constructor')).toBeUndefined();
});

test('a namespace has the types that begin with it, and not those of one that is called alike', () => {
  expect(resourceTypesIn('AWS::SNS')).toEqual(['AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy']);
  expect(resourceTypesIn('AWS::S3').filter((type) => !type.startsWith('AWS::S3::'))).toEqual([]);
  expect(resourceTypesIn('AWS::S3')).not.toEqual([]);
  expect(resourceTypesIn('AWS::Nothing')).toEqual([]);
});

test('a service has the forms of the ARNs of its types, as they go on after the account', () => {
  expect(arnFormsOf('sns')).toEqual(['${TopicName}']);
  expect(arnFormsOf('rds')).toEqual(expect.arrayContaining(['db:${DBInstanceIdentifier}', 'cluster:${DBClusterIdentifier}']));
  expect(arnFormsOf('logs')).toContain('log-group:${LogGroupName}:*');
  expect(arnFormsOf('nothing')).toEqual([]);
});

describe('an attribute of a type', () => {
  test.each<[string, string, string]>([
    ['that it has', 'AWS::S3::Bucket', 'DomainName'],
    ['that is a list', 'AWS::ARCRegionSwitch::Plan', 'PlanHealthChecks'],
    ['that others are part of', 'AWS::Events::Connection', 'AuthParameters'],
    ['that is part of one', 'AWS::RDS::DBCluster', 'Endpoint.Address'],
    ['that may be part of one', 'AWS::EC2::Instance', 'State.Name'],
    ['of a type that is not known', 'Custom::Thing', 'Anything'],
    ['of a type whose attributes are not known', 'AWS::CloudWatch::Dashboard', 'Anything'],
  ])('%s is not explained', (_what, type, attribute) => {
    expect(explainAttribute(type, attribute)).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['AWS::S3::Bucket', 'DomainNam', "AWS::S3::Bucket has no attribute 'DomainNam'. Nearest: 'DomainName', "],
    ['AWS::EC2::Instance', 'StateName', "AWS::EC2::Instance has no attribute 'StateName'. Nearest: "],
    ['AWS::RDS::DBCluster', 'End', "AWS::RDS::DBCluster has no attribute 'End'. Nearest: "],
  ])('%s has none that is called %s, which is said', (type, attribute, said) => {
    expect(explainAttribute(type, attribute)!.slice(0, said.length)).toBe(said);
  });
});
