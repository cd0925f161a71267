import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import * as library from 'cdk-service-events';
import { AwsService } from 'cdk-service-events';
import { readJsonFacts, readJsonLinesFacts } from '../../scripts/catalog/facts';
import { everyOf } from '../support/every-of';

interface ReferenceService {
  slug: string;
  source: string;
  cloudTrailEventSource: string | null;
  direct: { detailTypes: string[] }[];
}

const reference = readJsonLinesFacts<ReferenceService>('eventbridge-services.jsonl');
const corrections = readJsonFacts<{ slug: string; reason: string; detailTypes?: string[] }[]>('corrections.json');
const bySlug = new Map(AwsService.all().map((service) => [service._slug, service]));

describe('the events reference', () => {
  test('has 366 services, all of which are in the catalogue', () => {
    expect(reference).toHaveLength(366);
    for (const { slug, source } of everyOf(reference)) {
      expect(bySlug.get(slug)).toMatchObject({ source });
    }
  });

  test('has 1,138 events, of which only those are left out that a correction gives a reason for', () => {
    expect(reference.flatMap(({ direct }) => direct.flatMap(({ detailTypes }) => detailTypes))).toHaveLength(1138);
    const corrected = new Map(corrections.filter(({ detailTypes }) => detailTypes).map((row) => [row.slug, row]));
    for (const { slug, direct } of everyOf(reference)) {
      const expected = direct.flatMap(({ detailTypes }) => detailTypes)
        .filter((detailType) => corrected.get(slug)?.detailTypes?.includes(detailType) ?? true);
      expect(bySlug.get(slug)!.detailTypes).toEqual(expect.arrayContaining(expected));
    }
  });

  test('has CloudTrail event sources, each of which a rule on API calls matches or a correction replaces', () => {
    const replaced = new Set(corrections.map(({ slug }) => slug));
    for (const { slug, cloudTrailEventSource } of everyOf(reference.filter((row) => row.cloudTrailEventSource && !replaced.has(row.slug)))) {
      expect(bySlug.get(slug)!._apiCallPattern!.detail!.eventSource).toContain(cloudTrailEventSource);
    }
  });
});

test('every correction says why', () => {
  for (const { slug, reason } of everyOf(corrections)) {
    expect(bySlug.has(slug)).toBe(true);
    expect(reason.length).toBeGreaterThan(40);
  }
});

test('every event that has a schema is accepted from its source', () => {
  const schemas = [...loadAwsServiceSpecSync().all('event')];
  expect(schemas.length).toBeGreaterThanOrEqual(381);
  for (const { source, detailType } of everyOf(schemas)) {
    expect(AwsService.named(source)._checkDetailTypes([detailType])).toBeUndefined();
  }
});

describe('a quirk of the events reference', () => {
  test('the alarm events that aws.monitoring repeats come from aws.cloudwatch', () => {
    expect(AwsService.MONITORING).toMatchObject({ emitsEvents: false, detailTypes: [] });
    expect(AwsService.CLOUDWATCH.detailTypes).toContain('CloudWatch Alarm State Change');
  });

  test('geo-maps, whose only native event is CloudTrail\'s, sends none', () => {
    expect(AwsService.GEO_MAPS).toMatchObject({ emitsEvents: false, cloudTrailEventSource: 'geo-maps.amazonaws.com' });
  });

  test('the events that both pages of Inspector list are told apart by name', () => {
    expect(AwsService.INSPECTOR.detailTypes.every((name) => name.startsWith('Inspector '))).toBe(true);
    expect(AwsService.INSPECTOR2.detailTypes.every((name) => name.startsWith('Inspector2 '))).toBe(true);
  });

  test('the events of AWS Glue that Glue Data Quality repeats come from aws.glue', () => {
    expect(AwsService.GLUE.detailTypes).toHaveLength(17);
    expect(AwsService.GLUE_DATAQUALITY.detailTypes).toEqual(expect.arrayContaining(['Data Quality Evaluation Results Available']));
    expect(AwsService.GLUE_DATAQUALITY.detailTypes).not.toContain('Glue Job State Change');
  });

  test('an event source that is template text gives way to the one that records show', () => {
    expect(AwsService.APPLICATION_AUTOSCALING.cloudTrailEventSource).toBe('autoscaling.amazonaws.com');
    expect(AwsService.CLOUDWATCH.cloudTrailEventSource).toBe('monitoring.amazonaws.com');
    expect(AwsService.EMR.cloudTrailEventSource).toBe('elasticmapreduce.amazonaws.com');
  });
});

describe('names of events', () => {
  const classes = library as unknown as Record<string, Record<string, string>>;

  test('are constants for every event of every service, and for nothing else', () => {
    const expected = Object.fromEntries(AwsService.all().filter(({ detailTypes, _isView }) => detailTypes.length > 0 && !_isView)
      .map((service) => [`${service._slug.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('')}Events`, [...service.detailTypes].sort()]));
    const found = Object.keys(library).filter((name) => name.endsWith('Events')).map((name) => [name, Object.values(classes[name]).sort()]);
    expect(Object.keys(expected).length).toBeGreaterThan(150);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('are spelled in capitals', () => {
    const names = Object.keys(library).filter((name) => name.endsWith('Events')).flatMap((name) => Object.keys(classes[name]));
    expect(names.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))).toEqual([]);
    expect(library.Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION).toBe('EC2 Instance State-change Notification');
    expect(library.S3Events.OBJECT_CREATED).toBe('Object Created');
  });
});
