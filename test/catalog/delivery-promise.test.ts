import { DeliveryType } from 'cdk-service-events';
import { promiseOf, weakest } from '../../src/catalog/delivery-promise';

const { GUARANTEED, BEST_EFFORT, UNSPECIFIED } = DeliveryType;

test.each<[DeliveryType[], DeliveryType]>([
  [[], UNSPECIFIED],
  [[GUARANTEED], GUARANTEED],
  [[GUARANTEED, GUARANTEED], GUARANTEED],
  [[GUARANTEED, UNSPECIFIED], UNSPECIFIED],
  [[UNSPECIFIED, BEST_EFFORT], BEST_EFFORT],
  [[GUARANTEED, UNSPECIFIED, BEST_EFFORT], BEST_EFFORT],
])('the weakest of %j is %s', (promises, expected) => {
  expect(weakest(promises)).toBe(expected);
});

describe('an event is promised', () => {
  const says = (statement: string, detailTypes?: string[]) => ({ document: 'A page', statement, detailTypes });

  test.each<[string, ReturnType<typeof says>[], DeliveryType]>([
    ['nothing without a statement', [], UNSPECIFIED],
    ['what the only document says', [says('Guaranteed')], GUARANTEED],
    ['what documents say in different words', [says('durable'), says('Guaranteed')], GUARANTEED],
    ['best effort in either spelling', [says('Best effort')], BEST_EFFORT],
    ['best effort in either spelling, with a hyphen', [says('best-effort')], BEST_EFFORT],
    ['the weaker where they differ', [says('durable'), says('Best effort')], BEST_EFFORT],
    ['what others say where one is blank', [says(''), says('durable')], GUARANTEED],
    ['what is said of it, not of others', [says('durable', ['An Event']), says('best effort', ['Another Event'])], GUARANTEED],
    ['nothing where others only are spoken of', [says('durable', ['Another Event'])], UNSPECIFIED],
  ])('%s', (_what, statements, expected) => {
    expect(promiseOf('An Event', statements)).toBe(expected);
  });
});
