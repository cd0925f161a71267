import * as library from 'cdk-service-events';

test('the library exports the delivery types', () => {
  expect(Object.keys(library.DeliveryType)).toEqual(['GUARANTEED', 'BEST_EFFORT', 'UNSPECIFIED']);
});
