import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ANSWERS_FILE, Answers, currentAnswers } from '../support/catalogue-answers';
import { everyOf } from '../support/every-of';

const recorded: Answers = JSON.parse(readFileSync(resolve(__dirname, '..', '..', ANSWERS_FILE), 'utf8'));
const current = currentAnswers();

// A rule must go on to match what it matched when it was written, until the next major version.
test('what a rule on a service matches by default is as recorded', () => {
  expect(Object.keys(recorded.patterns).length).toBeGreaterThan(390);
  expect(current.patterns).toMatchObject(recorded.patterns);
  for (const [slug, pattern] of everyOf(Object.entries(recorded.patterns))) {
    expect(current.patterns[slug]).toEqual(pattern);
  }
});

test('every name means the service that is recorded', () => {
  expect(Object.keys(recorded.names).length).toBeGreaterThan(1000);
  expect(current.names).toMatchObject(recorded.names);
});

test('every service and every name is recorded ("npm run catalog:record" adds new ones)', () => {
  expect(Object.keys(recorded.patterns).sort()).toEqual(Object.keys(current.patterns).sort());
  expect(Object.keys(recorded.names).sort()).toEqual(Object.keys(current.names).sort());
});
