import { Letter } from '../../../src/testing/delivery/played-way';
import { RedriveClock } from '../../../src/testing/redrive/redrive-clock';

const clockOf = (...times: number[]) => new RedriveClock(times.map((at) => ({ at, sample: {} })) as Letter[]);

test('a redrive begins when the last letter is in the queue', () => {
  const clock = clockOf(30, 86_400, 0);
  expect(clock.now() - clock.since).toBe(86_400_000);
});

test('events arrive when they say, at the latest of several times, or sometime', () => {
  const since = (...times: unknown[]) => {
    const letters = times.map((time) => ({ at: 0, sample: { time } })) as unknown as Letter[];
    return new Date(new RedriveClock(letters).since).toISOString();
  };
  expect(since('2024-05-01T12:00:00Z', undefined, '2024-05-02T12:00:00Z', 'whenever', '2024-04-30T12:00:00Z')).toBe('2024-05-02T12:00:00.000Z');
  expect([since(undefined), since('whenever')].every((time) => time > '2025')).toBe(true);
});

test('time passes where the redrive waits, and with each call', () => {
  const clock = clockOf(0);
  const world = clock.world({ AWS_REGION: 'eu-west-1' }, (...asked) => ({ result: asked }));
  const times = [clock.now()];
  world.pass(5_000);
  times.push(world.now());
  expect(world.call('ReceiveMessage', { a: 1 }, 'eu-west-2')).toEqual({ result: ['ReceiveMessage', { a: 1 }, 'eu-west-2'] });
  times.push(world.now());
  expect(times[1] - times[0]).toBe(5_000);
  expect(times[2]).toBeGreaterThan(times[1]);
  expect([world.environment, clock.now()]).toEqual([{ AWS_REGION: 'eu-west-1' }, world.now()]);
});
