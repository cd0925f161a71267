import { AwsService, DeliveryType } from 'cdk-service-events';
import fc from 'fast-check';
import { readJsonFacts } from '../../scripts/catalog/facts';
import { everyOf } from '../support/every-of';

describe('a service is found by', () => {
  test.each([
    ['its source', 'aws.ec2', AwsService.EC2],
    ['its CloudTrail event source', 'ec2.amazonaws.com', AwsService.EC2],
    ['its short name', 'ec2', AwsService.EC2],
    ['its product name', 'Amazon Elastic Compute Cloud', AwsService.EC2],
    ['its product name without Amazon', 'Elastic Compute Cloud', AwsService.EC2],
    ['its short name with AWS', 'AWS IAM', AwsService.IAM],
    ['its short name with Amazon', 'Amazon ECR', AwsService.ECR],
    ['a name in other case and with other spaces', ' guard DUTY ', AwsService.GUARDDUTY],
    ['a name with other punctuation', 'step-functions', AwsService.STATES],
    ['its row in the source document', 'Amazon EC2 Spot Instance Interruption', AwsService.EC2_SPOT_INSTANCE_INTERRUPTION],
    ['a name that has gone from the current documents', 'AWS OpsWorks', AwsService.OPSWORKS],
  ])('%s', (_what, name, service) => {
    expect(AwsService.named(name)).toBe(service);
  });

  test('its source and its short name, whatever the case, for every service', () => {
    for (const service of everyOf(AwsService.all().filter(({ _isView }) => !_isView))) {
      expect(AwsService.named(service.source.toUpperCase())).toBe(service);
      expect(AwsService.named(service._slug.toUpperCase())).toBe(service);
    }
  });
});

test('a source always means the whole service', () => {
  for (const { source } of everyOf(AwsService.all())) {
    expect(AwsService.named(source)).toMatchObject({ source, _isView: false });
  }
});

describe('a name that could mean several services', () => {
  test.each([
    ['Amazon EMR', AwsService.EMR],
    ['Amazon Macie', AwsService.MACIE],
    ['AWS WAF', AwsService.WAF],
    ['Elastic Load Balancing', AwsService.ELASTICLOADBALANCING],
    ['Amazon OpenSearch Service', AwsService.ES],
    ['Amazon Inspector', AwsService.INSPECTOR2],
    ['Inspector', AwsService.INSPECTOR],
  ])('%s means one of them, which is settled', (name, service) => {
    expect(AwsService.named(name)).toBe(service);
  });
});

describe('a name that people use', () => {
  test.each([
    ['efs', AwsService.ELASTICFILESYSTEM], ['DocumentDB', AwsService.RDS], ['opensearch', AwsService.ES], ['Elasticsearch', AwsService.ES],
    ['keyspaces', AwsService.CASSANDRA], ['neptune', AwsService.RDS], ['Aurora', AwsService.RDS], ['sfn', AwsService.STATES],
    ['sesv2', AwsService.SES], ['location', AwsService.GEO], ['Load Balancer', AwsService.ELASTICLOADBALANCING], ['elbv2', AwsService.ELASTICLOADBALANCING],
    ['aws-stepfunctions', AwsService.STATES], ['AWS::EFS', AwsService.ELASTICFILESYSTEM], ['Parameter Store', AwsService.SSM],
  ])('%s means one service', (name, service) => {
    expect(AwsService.named(name)).toBe(service);
  });

  test.each([['cognito', 'COGNITO_IDP'], ['CodeGuru', 'CODEGURU_REVIEWER'], ['Amazon Q', 'QBUSINESS']])('%s means several, which are listed', (name, one) => {
    expect(() => AwsService.named(name)).toThrow(new RegExp(`^'${name}' could mean .*AwsService\\.${one} `));
  });

  test('says why', () => {
    for (const { name, services, reason } of everyOf(readJsonFacts<{ name: string; services: string[]; reason: string }[]>('aliases.json'))) {
      expect([name, services.length > 0, reason.length > 10]).toEqual([name, true, true]);
    }
  });
});

describe('a name that means no service', () => {
  test('is refused, with the three nearest names and what to do', () => {
    expect(() => AwsService.named('lamda')).toThrow(
      /^There is no AWS service called 'lamda' in the catalogue\. Nearest: '[^']+', '[^']+', '[^']+'\. A service newer than the catalogue is made with AwsService\.custom\(/);
    expect(() => AwsService.named('lamda')).toThrow("'lambda'");
  });

  test.each([['aws.event', "'events'"], ['spot', "'Amazon EC2 Spot Fleet'"], ['guardduti', "'guardduty'"]])(
    '%s is near %s', (name, near) => {
      expect(() => AwsService.named(name)).toThrow(near);
    });

  test('never leads to anything but a service or the error', () => {
    fc.assert(fc.property(fc.string(), (name) => {
      try {
        expect(AwsService.named(name)).toBeInstanceOf(AwsService);
      } catch (error) {
        expect((error as Error).message).toMatch(/no AWS service called|could mean/);
      }
    }), { numRuns: 300 });
  });

  test.each(['constructor', '__proto__', 'toString', ''])('%p is no exception', (name) => {
    expect(() => AwsService.named(name)).toThrow('There is no AWS service called');
  });
});

describe('all services', () => {
  const all = AwsService.all();

  test('have a name, a source and the page of their events', () => {
    for (const { serviceName, source, documentationUrl } of everyOf(all)) {
      expect(serviceName).not.toBe('');
      expect(source).toMatch(/^aws\.[a-z0-9.-]+$/);
      expect(documentationUrl).toMatch(/^https?:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  test('send events, or have API calls that CloudTrail records', () => {
    const mute = all.filter(({ emitsEvents, _viaCloudTrail, cloudTrailEventSource, _apiCallPattern }) =>
      !emitsEvents && !(_viaCloudTrail && (cloudTrailEventSource ?? _apiCallPattern)));
    expect(mute.map(({ source }) => source)).toEqual([]);
  });

  test('are constants, each under the name made of its slug', () => {
    for (const service of everyOf(all.filter(({ _isView }) => !_isView))) {
      const constant = service._slug.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
      expect((AwsService as unknown as Record<string, AwsService>)[constant]).toBe(service);
    }
  });

  test('that have gone out of service are kept', () => {
    for (const name of ['OpsWorks', 'IoT Analytics', 'Server Migration Service', 'Alexa for Business', 'QLDB', 'Elemental MediaStore']) {
      expect(AwsService.named(name).detailTypes.length).toBeGreaterThan(0);
    }
  });
});

describe('a service newer than the catalogue', () => {
  const custom = AwsService.custom({ serviceName: 'Amazon Newest', source: 'aws.newest', cloudTrailEventSource: 'newest.amazonaws.com' });

  test('is what is said of it', () => {
    expect(custom).toMatchObject({
      serviceName: 'Amazon Newest',
      source: 'aws.newest',
      cloudTrailEventSource: 'newest.amazonaws.com',
      detailTypes: [],
      emitsEvents: true,
      deliveryType: DeliveryType.UNSPECIFIED,
      documentationUrl: undefined,
    });
    expect(custom.deliveryTypeOf('Anything')).toBe(DeliveryType.UNSPECIFIED);
    expect(custom.deliveryTypeOf('AWS API Call via CloudTrail')).toBe(DeliveryType.BEST_EFFORT);
  });

  test('can be promised more', () => {
    expect(AwsService.custom({ serviceName: 'Newest', source: 'aws.newest', deliveryType: DeliveryType.GUARANTEED }).deliveryTypeOf('x'))
      .toBe(DeliveryType.GUARANTEED);
  });

  test('does not become part of the catalogue', () => {
    expect(() => AwsService.named('aws.newest')).toThrow('There is no AWS service');
    expect(AwsService.all()).not.toContain(custom);
  });

  test.each([
    [{ serviceName: ' ', source: 'aws.newest' }, 'serviceName is empty'],
    [{ serviceName: 'Newest', source: 'Newest' }, "source is 'Newest'"],
    [{ serviceName: 'Newest', source: 'aws.Newest' }, "source is 'aws.Newest'"],
    [{ serviceName: 'Newest', source: 'aws.newest', cloudTrailEventSource: 'newest' }, "cloudTrailEventSource is 'newest'"],
    [{ serviceName: 'Newest', source: 'aws.newest', emitsEvents: false }, 'Newest is said to send no events itself'],
    [{ serviceName: 'Newest', source: 'aws.newest', emitsEvents: false, cloudTrailEventSource: 'n.amazonaws.com', detailTypes: ['X'] }, 'and no detailTypes'],
  ])('is refused when it is %p', (props, message) => {
    expect(() => AwsService.custom(props)).toThrow(message);
  });
});
