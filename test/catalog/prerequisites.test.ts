import { AwsService } from 'cdk-service-events';
import { prerequisitesOf } from '../../src/catalog/prerequisites';
import { everyOf } from '../support/every-of';

test('the events of some services need something to be switched on, those of others nothing', () => {
  expect(prerequisitesOf('aws.s3')).toContainEqual(expect.objectContaining({ resource: expect.objectContaining({ type: 'AWS::S3::Bucket' }) }));
  expect(prerequisitesOf('aws.nothing')).toEqual([]);
});

test('what is needed is needed by kinds of events that the service sends', () => {
  const services = AwsService.all().filter(({ _isView: isView }) => !isView);
  const rows = [...new Set(services.map(({ source }) => source))].flatMap((source) => prerequisitesOf(source).map((row) => ({ ...row, source })));
  for (const { source, needs, detailTypes } of everyOf(rows)) {
    const sent = services.filter((service) => service.source === source).flatMap((service) => [...service.detailTypes, ...service._usualDetailTypes]);
    expect([needs, (detailTypes ?? []).filter((detailType) => !sent.includes(detailType) && !detailType.endsWith(' via CloudTrail'))]).toEqual([needs, []]);
  }
});
