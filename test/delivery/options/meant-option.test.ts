import { meantOption } from '../../../src/delivery/options/meant-option';
import { ANYTHING, OptionKind, holding as holdingOne, struct } from '../../../src/delivery/options/option-kind';

const holding = (...names: string[]): OptionKind => struct(Object.fromEntries(names.map((name) => [name, ANYTHING])));
const some = (...names: string[]) => Object.fromEntries(names.map((name) => [name, ANYTHING]));

test.each<[name: string, kinds: Record<string, OptionKind>, meant: string | undefined]>([
  ['retryAttempt', some('retryAttempts', 'maxEventAge'), 'retryAttempts'],
  ['RetryAttempts', some('retryAttempts', 'maxEventAge'), 'retryAttempts'],
  ['retryAttempts', { ...some('targets'), delivery: holding('retryAttempts', 'alarms') }, 'delivery.retryAttempts'],
  ['retryAtempts', { ...some('targets'), delivery: holding('retryAttempts', 'alarms') }, 'delivery.retryAttempts'],
  ['retryAttempts', { ...some('targets'), delivery: holdingOne(holding('retryAttempts', 'alarms')) }, 'delivery.retryAttempts'],
  ['alarms', { ...some('alarms'), delivery: holding('alarms') }, 'alarms'],
  ['dlq', some('deadLetterQueue', 'targets'), 'deadLetterQueue'],
  ['dlq', { delivery: holding('deadLetterQueue') }, 'delivery.deadLetterQueue'],
  ['retryAtempts', { ...some('retryAttempts'), delivery: holding('retryAttempts') }, 'retryAttempts'],
  ['dlq', { ...some('deadLetterQueue'), delivery: holding('deadLetterQueue') }, 'deadLetterQueue'],
  ['dlq', some('targets'), undefined],
  ['calls', some('operations', 'targets'), 'operations'],
  ['calls', some('events', 'targets'), 'events'],
  ['retries', some('retryAttempts', 'targets'), 'retryAttempts'],
  ['kind', some('readWriteType', 'targets'), 'readWriteType'],
  ['eventAgeMax', some('maxEventAge', 'retryAttempts'), 'maxEventAge'],
  ['eventAge', some('maxEventAge', 'retryAttempts'), 'maxEventAge'],
  ['max_event_ages', some('maxEventAge', 'retryAttempts'), 'maxEventAge'],
  ['letterQueue', some('deadLetterQueue', 'deadLetterQueueEnabled'), 'deadLetterQueue'],
  ['letterQueue', some('deadLetterQueueEnabled', 'deadLetterQueue'), 'deadLetterQueue'],
  ['letterQueue', some('targets', 'deadLetterQueue'), 'deadLetterQueue'],
  ['deadLetterQueueEnabled', some('deadLetter', 'deadLetterQueue'), 'deadLetterQueue'],
  ['deadTarget', some('deadLetterQueue', 'alarms'), undefined],
  ['deadLetter', some('deadLetterQueue', 'deadLetterAlarms'), undefined],
  ['something', some('targets', 'alarms'), undefined],
])('of %s, with some options there, another may be meant', (name, kinds, meant) => {
  expect(meantOption(name, kinds)).toBe(meant);
});
