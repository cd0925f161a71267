import * as library from 'cdk-service-events';
import { Construct } from 'constructs';
import { EVERY_CONSTRUCT, logicalIdsOf } from './app-of-every-construct';
import recorded from './logical-ids.json';

const made = logicalIdsOf(EVERY_CONSTRUCT);

test('every construct of the library is in the list of logical ids', () => {
  const constructs = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct).map(([name]) => name);
  expect(constructs.length).toBeGreaterThan(15);
  expect(constructs.filter((name) => !EVERY_CONSTRUCT.includes(name))).toEqual([]);
});

test('the logical ids that every construct makes are those of the list: another id replaces what is deployed', () => {
  expect(made).toEqual(recorded);
});

test('the logical ids are the same in whatever order the constructs are made', () => {
  expect(logicalIdsOf([...EVERY_CONSTRUCT].reverse())).toEqual(made);
});

test('the logical ids of a construct are the same where the others are not there', () => {
  const alone = EVERY_CONSTRUCT.map((name) => [name, logicalIdsOf([name]).Stack[name.replace(/\W+/g, '')]]);
  expect(Object.fromEntries(alone)).toEqual(Object.fromEntries(EVERY_CONSTRUCT.map((name) => [name, made.Stack[name.replace(/\W+/g, '')]])));
});
