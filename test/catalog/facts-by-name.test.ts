import { AwsService } from 'cdk-service-events';
import { resourceFieldsOf } from '../../src/catalog/resource-fields';
import { explainAttribute } from '../../src/catalog/resource-types';
import { CATALOG } from '../../src/catalog/service-data';
import { TARGET_ACCESS } from '../../src/catalog/target-access';
import { everyOf } from '../support/every-of';

describe('an attribute of a resource type', () => {
  test.each([
    ['AWS::SQS::Queue', 'Arn'], ['AWS::Events::Connection', 'AuthParameters.ConnectivityParameters'],
    ['AWS::Events::Connection', 'AuthParameters'], ['AWS::Nobody::Knows', 'Arn'],
  ])('%s.%s is there, or not known', (type, attribute) => {
    expect(explainAttribute(type, attribute)).toBeUndefined();
  });

  test.each([
    ['AWS::SQS::Queue', 'Ar', '\'Arn\''], ['AWS::Events::Connection', 'Auth', '\'Arn\''], ['AWS::SQS::Queue', 'QueueUr', '\'QueueUrl\''],
  ])('%s.%s is not, and the nearest is named', (type, attribute, near) => {
    expect(explainAttribute(type, attribute)).toMatch(new RegExp(`^${type} has no attribute '${attribute}'\\. Nearest: .*${near}`));
  });
});

test('a service of which it is not known where its events name resources has no such fields', () => {
  expect(resourceFieldsOf('com.example')).toEqual([]);
  expect(resourceFieldsOf('aws.ec2')).not.toEqual([]);
});

test('what it takes to deliver to a resource is said once for each type', () => {
  const types = TARGET_ACCESS.flatMap(({ resourceTypes }) => resourceTypes);
  expect(types).toEqual([...new Set(types)]);
});

test('only the document of 2023 leaves blank how firmly events are promised: a page that does not say makes no statement', () => {
  const statements = everyOf(AwsService.all()).flatMap(({ deliveryStatements }) => deliveryStatements);
  const blank = statements.filter(({ statement }) => statement.trim() === '');
  expect(new Set(blank.map(({ document }) => document))).toEqual(new Set(['Events from AWS services, Amazon EventBridge User Guide (2023)']));
});

test('what a guide says of several events it says of events that a service has all or none of', () => {
  const parts = everyOf(AwsService.all()).flatMap((service) => CATALOG.guides
    .filter((row) => row.service === (CATALOG.services[service._slug]?.viewOf ?? service._slug))
    .map(({ detailTypes }) => new Set(detailTypes.map((detailType) => service.detailTypes.includes(detailType))).size));
  expect(new Set(parts)).toEqual(new Set([1]));
});

test('a guide says something only of events that no other service sends', () => {
  const elsewhere = everyOf(CATALOG.guides).flatMap(({ service, detailTypes }) => Object.entries(CATALOG.services)
    .filter(([slug, { viewOf }]) => (viewOf ?? slug) !== service)
    .flatMap(([, { events }]) => Object.values(events).flat().filter((detailType) => detailTypes.includes(detailType))));
  expect(elsewhere).toEqual([]);
});
