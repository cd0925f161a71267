import { AwsService, DeliveryType } from 'cdk-service-events';
import { everyOf } from '../support/every-of';

const events = AwsService.all().flatMap((service) => service.detailTypes.map((name) => ({ service, name })))
  .filter(({ service, name }) => service._usefulLifeOf(name) !== undefined);

test('no event that is of use for a while only is guaranteed, so that checks judge the retries of guaranteed ones by a day', () => {
  expect(everyOf(events).filter(({ service, name }) => service.deliveryTypeOf(name) === DeliveryType.GUARANTEED)).toEqual([]);
});
