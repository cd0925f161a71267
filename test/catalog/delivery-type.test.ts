import { AwsService, CloudwatchEvents, DeliveryType, KmsEvents } from 'cdk-service-events';
import { everyOf } from '../support/every-of';

test.each([
  ['AWS Key Management Service CMK deletion'], ['AWS Signer'], ['AWS Health'], ['Amazon Redshift'], ['AWS Security Hub'],
])('%s, of which the documents disagree, is best effort', (name) => {
  expect(AwsService.named(name).deliveryType).toBe(DeliveryType.BEST_EFFORT);
});

test('what each document says can be read where they disagree', () => {
  expect(AwsService.KMS_CMK_DELETION.deliveryStatements).toEqual([
    { document: expect.stringContaining('(2023)'), statement: 'Guaranteed', detailTypes: [KmsEvents.KMS_CMK_DELETION] },
    { document: expect.stringContaining('Reference'), statement: 'best effort', detailTypes: [KmsEvents.KMS_CMK_DELETION], url: expect.stringMatching(/events-ref-kms/) },
  ]);
});

test('an entry that is blank in one document takes the level of the other', () => {
  expect(AwsService.GUARDDUTY.deliveryType).toBe(DeliveryType.GUARANTEED);
  expect(AwsService.XRAY.deliveryType).toBe(DeliveryType.BEST_EFFORT);
});

test('an entry that is blank in all documents is unspecified', () => {
  expect(AwsService.SMS.deliveryType).toBe(DeliveryType.UNSPECIFIED);
});

test('whatever arrives through CloudTrail is best effort', () => {
  for (const service of everyOf(AwsService.all())) {
    expect(service.deliveryTypeOf('AWS API Call via CloudTrail')).toBe(DeliveryType.BEST_EFFORT);
    if (!service.emitsEvents) {
      expect(service.deliveryType).toBe(DeliveryType.BEST_EFFORT);
    }
  }
});

test('a service is promised no more than the weakest of its events', () => {
  const rank = [DeliveryType.BEST_EFFORT, DeliveryType.UNSPECIFIED, DeliveryType.GUARANTEED];
  for (const service of everyOf(AwsService.all().filter(({ detailTypes }) => detailTypes.length > 0))) {
    const weakest = Math.min(...service.detailTypes.map((detailType) => rank.indexOf(service.deliveryTypeOf(detailType))));
    expect(service.deliveryType).toBe(rank[weakest]);
  }
});

test('a level belongs to the event', () => {
  expect(AwsService.CLOUDWATCH.deliveryTypeOf(CloudwatchEvents.CLOUDWATCH_ALARM_STATE_CHANGE)).toBe(DeliveryType.GUARANTEED);
  expect(AwsService.KMS.deliveryTypeOf(KmsEvents.KMS_CMK_ROTATION)).toBe(DeliveryType.BEST_EFFORT);
});
