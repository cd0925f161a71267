import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import { describeAlarm, limited, longestLength, shortened, shownPath } from '../../../src/delivery/alarms/alarm-description';

const LATE = Lazy.string({ produce: () => 'queue' });
const NAMES = ['first', 'second', 'third', 'fourth'].join(', ');

test('a name that is known at deployment only counts at its longest', () => {
  expect([longestLength('queue'), longestLength(LATE), longestLength(`queue ${LATE} and ${LATE}`)]).toEqual([5, 80, 'queue  and '.length + 160]);
});

test.each([
  [100, NAMES],
  [NAMES.length, NAMES],
  [NAMES.length - 1, 'first, second and 2 more'],
  ['first, second and 2 more'.length, 'first, second and 2 more'],
  ['first, second and 2 more'.length - 1, 'first and 3 more'],
  ['first and 3 more'.length, 'first and 3 more'],
  ['first and 3 more'.length - 1, 'first, second,…'],
  [3, 'fi…'],
])('of several names, as many are named as there is room for: %d characters', (room, text) => {
  expect(shortened(NAMES, room)).toBe(text);
});

test('names that are known at deployment only are not taken apart', () => {
  expect(shortened(`a, b, ${LATE}`, 10)).toBe(`a, b, ${LATE}`);
});

test.each<[string, string, number, string]>([
  ['a text that has room', 'abc', 3, 'abc'],
  ['a text that has none', 'abcd', 3, 'ab…'],
  ['a text with a late value that has room', `a ${LATE} b`, 84, `a ${LATE} b`],
  ['a text that ends within what follows a late value', `a ${LATE} bcdef`, 86, `a ${LATE} bc…`],
  ['a text that ends within a late value', `abc ${LATE} d`, 60, 'abc …'],
  ['a text that ends right behind a late value', `${LATE} bcd`, 81, `${LATE}…`],
  ['a text that ends before a late value', `abc ${LATE} d`, 3, 'ab…'],
  ['a text without any room', 'abc', 1, '…'],
])('%s is cut where it must be', (_what, text, room, cut) => {
  expect(limited(text, room)).toBe(cut);
});

test('what an alarm is about is shortened, and what to do stays', () => {
  const compose = (about: string) => `FAILED: ${about}. Do this.`;
  expect(describeAlarm(NAMES, compose, compose(NAMES).length)).toBe(compose(NAMES));
  expect(describeAlarm(NAMES, compose, compose(NAMES).length - 1)).toBe('FAILED: first, second and 2 more. Do this.');
  expect(describeAlarm(NAMES, compose, 5)).toBe('FAILED: …. Do this.');
  const long = Array.from({ length: 200 }, (_, at) => `name${at}`).join(', ');
  const described = describeAlarm(long, compose);
  expect(described).toMatch(/^FAILED: name0, .* and \d+ more\. Do this\.$/);
  expect(described.length).toBeLessThanOrEqual(1024 - ' Runbook: '.length - 256);
  expect(described.length).toBeGreaterThan(1024 - ' Runbook: '.length - 256 - 10);
});

test('of a long path its end is shown', () => {
  expect(shownPath('a'.repeat(160))).toBe('a'.repeat(160));
  expect(shownPath(`x${'a'.repeat(159)}b`)).toBe(`…${'a'.repeat(158)}b`);
});

test('a name of AWS CloudFormation counts as late', () => {
  expect(longestLength(new Stack().resolve(Aws.REGION) ? Aws.REGION : '')).toBe(80);
});
