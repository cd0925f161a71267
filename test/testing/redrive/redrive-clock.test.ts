import { Letter } from '../../../src/testing/delivery/played-way';
import { RedriveClock } from '../../../src/testing/redrive/redrive-clock';

const clockOf = (...times: number[]) => new RedriveClock(times.map((at) => ({ at })) as Letter[]);

test('a redrive begins when the last letter is in the queue', () => {
  const clock = clockOf(30, 86_400, 0);
  expect(clock.now() - clock.since).toBe(86_400_000);
});

test('time passes where the redrive waits, and with each call', () => {
  const clock = clockOf(0);
  const world = clock.world({ AWS_REGION: 'eu-west-1' }, (operation, input) => ({ result: [operation, input] }));
  const times = [clock.now()];
  world.pass(5_000);
  times.push(world.now());
  expect(world.call('ReceiveMessage', { a: 1 }, undefined)).toEqual({ result: ['ReceiveMessage', { a: 1 }] });
  times.push(world.now());
  expect(times[1] - times[0]).toBe(5_000);
  expect(times[2]).toBeGreaterThan(times[1]);
  expect([world.environment, clock.now()]).toEqual([{ AWS_REGION: 'eu-west-1' }, world.now()]);
});
