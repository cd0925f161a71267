import { AwsService, DeliveryType } from 'cdk-service-events';

const SERVICE = { serviceName: 'Amazon Newest', source: 'aws.newest' };
const made = (props: unknown) => AwsService.custom(props as never);

describe('a service of which the user tells is refused when', () => {
  test.each<[string, unknown, string]>([
    ['nothing is told', undefined, 'AwsService.custom is given undefined: give an object with serviceName and source.'],
    ['null is told', null, 'AwsService.custom is given null: give an object with serviceName and source.'],
    ['only a source is told', 'aws.newest', 'AwsService.custom is given aws.newest: give an object with serviceName and source.'],
    ['it has no name', { source: 'aws.newest' }, 'serviceName is undefined: it must be a text.'],
    ['its name is a number', { ...SERVICE, serviceName: 7 }, 'serviceName is 7: it must be a text.'],
    ['its name is empty', { ...SERVICE, serviceName: '  ' }, 'serviceName is empty: name the service as people on call would.'],
    ['it has no source', { serviceName: 'Amazon Newest' }, 'source is undefined: it must be a text.'],
    ['its source is a list', { ...SERVICE, source: ['aws.newest'] }, 'source is an object: it must be a text.'],
    ['its event source is a number', { ...SERVICE, cloudTrailEventSource: 1 }, 'cloudTrailEventSource is 1: it must be a text.'],
    ['its event source is null', { ...SERVICE, cloudTrailEventSource: null }, 'cloudTrailEventSource is null: it must be a text.'],
    ['its detail-types are a text', { ...SERVICE, detailTypes: 'Newest Event' }, 'detailTypes must be a list of texts, none of them empty.'],
    ['a detail-type is a number', { ...SERVICE, detailTypes: ['Newest Event', 1] }, 'detailTypes must be a list of texts, none of them empty.'],
    ['a detail-type is empty', { ...SERVICE, detailTypes: ['Newest Event', ' '] }, 'detailTypes must be a list of texts, none of them empty.'],
    ['it is told as a text whether it sends events', { ...SERVICE, emitsEvents: 'no' }, 'emitsEvents is "no": it must be true or false.'],
    [
      'its delivery type is none', { ...SERVICE, deliveryType: 'DURABLE' },
      'deliveryType is "DURABLE": it must be one of DeliveryType.GUARANTEED, DeliveryType.BEST_EFFORT, DeliveryType.UNSPECIFIED.',
    ],
    [
      'it sends no events and has no calls', { ...SERVICE, emitsEvents: false },
      'Amazon Newest is said to send no events itself: it needs a cloudTrailEventSource, and no detailTypes.',
    ],
    [
      'it sends no events and has some', { ...SERVICE, emitsEvents: false, cloudTrailEventSource: 'newest.amazonaws.com', detailTypes: ['Newest Event'] },
      'Amazon Newest is said to send no events itself: it needs a cloudTrailEventSource, and no detailTypes.',
    ],
  ])('%s', (_when, props, message) => {
    expect(() => made(props)).toThrow(new Error(message));
  });

  test.each(['newest', 'aws.', 'aws.Newest', 'aws.newest service', 'AWS.newest', 'aws.newest.', 'aws.-newest', 'com.newest', 'my aws.newest'])('its source is %j', (source) => {
    expect(() => made({ ...SERVICE, source })).toThrow(`source is '${source}': events of AWS services have sources like 'aws.ec2', in lower case.`);
  });

  test.each(['newest', '.amazonaws.com', 'Newest.amazonaws.com', 'newest.amazonaws.com.cn', 'a newest.amazonaws.com', 'newest-amazonaws.com'])(
    'its event source is %j', (cloudTrailEventSource) => {
      expect(() => made({ ...SERVICE, cloudTrailEventSource })).toThrow(`cloudTrailEventSource is '${cloudTrailEventSource}': CloudTrail's event sources are like 'ec2.amazonaws.com', in lower case.`);
    });
});

describe('a service of which the user tells', () => {
  test.each(['aws.newest', 'aws.new-est', 'aws.2newest', 'aws.newest.next'])('may have the source %s', (source) => {
    expect(made({ ...SERVICE, source }).source).toBe(source);
  });

  test('sends events of all kinds, of which those are known that are told', () => {
    const service = made({ ...SERVICE, detailTypes: ['Newest Event'], documentationUrl: 'https://example.com/newest' });
    expect(service).toMatchObject({ emitsEvents: true, detailTypes: ['Newest Event'], documentationUrl: 'https://example.com/newest' });
    expect(service._checkDetailTypes(['Another Event'])).toBeUndefined();
    expect(service._apiCallPattern).toBeUndefined();
    expect(service.cloudTrailEventSource).toBeUndefined();
  });

  test('has calls under the event source that is told', () => {
    const service = made({ ...SERVICE, emitsEvents: false, cloudTrailEventSource: 'newest.amazonaws.com' });
    expect(service).toMatchObject({ emitsEvents: false, cloudTrailEventSource: 'newest.amazonaws.com', deliveryType: DeliveryType.BEST_EFFORT });
    expect(service._defaultPattern).toEqual({
      'source': ['aws.newest'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['newest.amazonaws.com'] },
    });
  });

  test('is promised what is told, but not for what arrives through CloudTrail', () => {
    const service = made({ ...SERVICE, deliveryType: DeliveryType.GUARANTEED });
    expect(service.deliveryType).toBe(DeliveryType.GUARANTEED);
    expect(service.deliveryTypeOf('AWS API Call via CloudTrail')).toBe(DeliveryType.BEST_EFFORT);
  });
});
