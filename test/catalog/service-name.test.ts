import { AwsService } from 'cdk-service-events';
import { slugNamed } from '../../src/catalog/service-name';
import { everyOf } from '../support/every-of';

describe('a name is read', () => {
  test.each<[string, string, string]>([
    ['as a source before all else', ' AWS.EC2 ', 'ec2'],
    ['as an event source', 'Monitoring.amazonaws.com', 'monitoring'],
    ['as the short name of a service before that of a row', 'macie', 'macie'],
    ['as is settled by hand before that of several services', 'Amazon EMR', 'emr'],
    ['without Amazon or AWS, spaces and signs', 'aws step-functions', 'states'],
    ['as a row of the document, which may be a view', 'AWS CloudTrail, events delivered by', 'cloudtrail-delivered-events'],
    ['as people call it', 'alb', 'elasticloadbalancing'],
    ['as an event source of several, for the one that it names', 'autoscaling.amazonaws.com', 'autoscaling'],
  ])('%s', (_how, name, slug) => {
    expect(slugNamed(name)).toBe(slug);
  });
});

test('a name of several services is refused with each of them', () => {
  expect(() => slugNamed('cognito')).toThrow(
    "'cognito' could mean AwsService.COGNITO_IDP (aws.cognito-idp) or AwsService.COGNITO_IDENTITY (aws.cognito-identity) or AwsService.COGNITO_SYNC (aws.cognito-sync): use the constant, or the source as the name.");
});

describe('of a name that is none, those are near', () => {
  test.each<[string, string, string]>([
    ['without the beginning of a source', 'aws.lamda', "Nearest: 'lambda'"],
    ['without the end of an event source', 'lamda.amazonaws.com', "Nearest: 'lambda'"],
    ['by the name of a view', 'Amazon EC2 Spot Instance Interuption', "Nearest: 'Amazon EC2 Spot Instance Interruption'"],
    ['by the name of a product', 'Amazon Simple Queue Servise', "Nearest: 'Amazon Simple Queue Service'"],
  ])('%s', (_how, name, near) => {
    expect(() => slugNamed(name)).toThrow(near);
  });

  test('never the short name of a view', () => {
    for (const { _slug: slug, serviceName } of everyOf(AwsService.all().filter(({ _isView: isView }) => isView))) {
      expect(slugNamed(serviceName)).toBeDefined();
      expect(() => slugNamed(`${slug}-x`)).not.toThrow(`Nearest: '${slug}'`);
    }
  });
});

test.each([[undefined, 'undefined'], [7, '7'], [{}, 'an object']])('%p is no name', (name, said) => {
  expect(() => slugNamed(name as never)).toThrow(new Error(`The name that AwsService.named is given is ${said}: it must be a text.`));
});
