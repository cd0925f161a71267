import { AwsService } from 'cdk-service-events';
import { eventSourceOwners, eventSourcesUnder, knownEventSources, knownSources, sendersOf, servicesOfSource, sourcesUnder } from '../../src/catalog/source-index';

const slugs = (services: AwsService[]) => services.map(({ _slug: slug }) => slug);

test.each<[string, string[]]>([
  ['aws.ec2', ['ec2']],
  ['aws.autoscaling', ['application-autoscaling', 'autoscaling']],
  ['aws.monitoring', ['cloudwatch', 'monitoring']],
  ['aws.nothing', []],
])('%s is the source of events of %j, also of those that only CloudTrail delivers', (source, expected) => {
  expect(slugs(servicesOfSource(source))).toEqual(expected);
});

test('a narrow view of a service is no service of its own', () => {
  expect(knownSources().flatMap(servicesOfSource).filter(({ _isView: isView }) => isView)).toEqual([]);
});

test('every source of every service is known once, and so are those that a view has through CloudTrail', () => {
  const sources = knownSources();
  expect(new Set(sources).size).toBe(sources.length);
  expect(new Set(sources)).toEqual(new Set(AwsService.all().flatMap((service) => service._sources)));
  const ofViews = AwsService.all().flatMap((service) => service._defaultPattern.source).filter((source) => typeof source === 'string');
  expect(sources).toEqual(expect.arrayContaining(ofViews));
});

test('a detail-type has the services that send it themselves', () => {
  expect(slugs(sendersOf('EC2 Instance State-change Notification'))).toEqual(['ec2']);
  expect(sendersOf('AWS API Call via CloudTrail')).toEqual([]);
  expect(sendersOf('Nothing')).toEqual([]);
});

describe('the event sources of calls that arrive with a source', () => {
  test.each<[string, string[]]>([
    ['aws.iam', ['iam.amazonaws.com']],
    ['aws.monitoring', ['monitoring.amazonaws.com']],
    ['aws.glue', ['glue.amazonaws.com']],
    ['aws.elasticloadbalancing', ['elasticloadbalancing.amazonaws.com', 'elb.amazonaws.com']],
    // Their own events carry these, and their calls another one.
    ['aws.cloudwatch', []],
    ['aws.application-autoscaling', []],
    ['aws.macie', []],
    ['aws.nothing', []],
  ])('%s: %j', (source, expected) => {
    expect(eventSourcesUnder(source)).toEqual(expected);
  });
});

describe('the sources of calls that are recorded under an event source', () => {
  test.each<[string, string[]]>([
    ['iam.amazonaws.com', ['aws.iam']],
    ['monitoring.amazonaws.com', ['aws.monitoring']],
    ['billingconsole.amazonaws.com', ['aws.billing', 'aws.billingconsole']],
    // Of one that is not known the name tells it.
    ['newest.amazonaws.com', ['aws.newest']],
    ['newest.amazonaws.com.cn', ['aws.newest']],
  ])('%s: %j', (eventSource, expected) => {
    expect(sourcesUnder(eventSource)).toEqual(expected);
  });
});

test('an event source has the services whose calls it stands for, each once', () => {
  expect(slugs(eventSourceOwners('autoscaling.amazonaws.com'))).toEqual(['application-autoscaling', 'autoscaling']);
  expect(slugs(eventSourceOwners('eventsv2.amazonaws.com'))).toEqual(['events']);
  expect(eventSourceOwners('newest.amazonaws.com')).toEqual([]);
  const services = AwsService.all().filter(({ _isView: isView }) => !isView);
  expect(new Set(knownEventSources())).toEqual(new Set(services.flatMap((service) => service._eventSources)));
});
