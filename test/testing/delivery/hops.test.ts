import { Hop, refusedHop } from '../../../src/testing/delivery/hops';

const BUSES: Record<string, Hop> = Object.fromEntries(([
  ['a', '1', 'eu', false], ['a2', '1', 'eu', false], ['a3', '1', 'eu', false], ['aus', '1', 'us', false], ['aap', '1', 'ap', false],
  ['aus2', '1', 'us', false], ['b', '2', 'eu', false], ['b2', '2', 'eu', false], ['c', '3', 'eu', false], ['bus', '2', 'us', false], ['x', '1', 'eu', true], ['y', '2', 'eu', true],
] as const).map(([key, account, region, isCustom]) => [key, { key, name: `Shop/${key}`, account, region, isCustom }]));

type Args = Parameters<typeof refusedHop>;

const refused = (way: string, to: string, kind = 'rule', target = 'eventBus') =>
  refusedHop({ kind } as Args[0], way.split(' ').map((name) => BUSES[name]), { ...BUSES[to], busKey: to, name: 'its ARN', kind: target } as unknown as Args[2]);

test.each<[string, string, string | undefined]>([
  ['a', 'b', undefined], ['a', 'a2', undefined], ['a', 'aus', undefined],
  ['a b', 'c', 'THIRD_ACCOUNT_HOP_DETECTED'], ['a b', 'a', 'THIRD_ACCOUNT_HOP_DETECTED'],
  ['a aus', 'aap', 'THIRD_REGION_HOP_DETECTED'], ['a aus', 'a', 'THIRD_REGION_HOP_DETECTED'],
  ['a a2', 'a3', 'THIRD_ACCOUNT_HOP_DETECTED'],
  ['a a2', 'b', undefined], ['a b', 'bus', undefined], ['a aus', 'bus', undefined], ['a aus', 'a2', 'THIRD_REGION_HOP_DETECTED'],
  ['a a2 b', 'bus', undefined], ['a b bus', 'c', 'THIRD_ACCOUNT_HOP_DETECTED'],
  ['a a2 b', 'b2', 'THIRD_ACCOUNT_HOP_DETECTED'], ['a a2 aus', 'aap', 'THIRD_REGION_HOP_DETECTED'], ['a aus', 'aus2', undefined], ['a b', 'b2', undefined], ['a aus aus2', 'bus', undefined],
  // From a Custom Event Bus on, it is a new event.
  ['a b y', 'c', undefined], ['a y b', 'c', undefined], ['a y b c', 'a', 'THIRD_ACCOUNT_HOP_DETECTED'],
  ['a x', 'x', 'LOOP_DETECTED'], ['x a', 'x', 'LOOP_DETECTED'],
])('what has come by way of %s is passed on to %s by a rule, unless %s', (way, to, error) => {
  expect(refused(way, to)?.error).toBe(error);
});

test('a subscriber passes on to any bus but a Custom Event Bus that the event has come through', () => {
  expect(refused('a b', 'c', 'subscriber')).toBeUndefined();
  expect(refused('a x b', 'x', 'subscriber')?.error).toBe('LOOP_DETECTED');
});

test('what is no bus is not asked how the event has come', () => {
  expect(refused('a b', 'c', 'rule', 'queue')).toBeUndefined();
});
