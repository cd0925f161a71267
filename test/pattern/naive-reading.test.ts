import * as fc from 'fast-check';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { matchesNaively } from '../support/naive-matcher';
import { runsWanted } from '../support/random-runs-wanted';

// `npm run fuzz:matcher` asks many more, others each time.
const numRuns = runsWanted('PATTERN_RUNS', 2000, 200_000);

const text = fc.constantFrom('', 'a', 'A', 'ab', 'abc', 'b', 'ba');
const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 1e6);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const name = fc.constantFrom('a', 'b', 'c');

const matcher = fc.oneof(
  text.filter((one) => one !== '').map((prefix) => ({ prefix })),
  text.filter((one) => one !== '').map((suffix) => ({ suffix })),
  text.filter((one) => one !== '').map((start) => ({ prefix: { 'equals-ignore-case': start } })),
  text.map((one) => ({ 'equals-ignore-case': one })),
  fc.constantFrom('a*', '*b', 'a*c', '*', 'a*b*').map((wildcard) => ({ wildcard })),
  fc.oneof(
    fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '='), number),
    fc.tuple(fc.constantFrom('>', '>='), fc.constantFrom(-1, 0), fc.constantFrom('<', '<='), fc.constantFrom(1, 2)),
  ).map((numeric) => ({ numeric })),
  fc.oneof(text, number, fc.uniqueArray(text, { minLength: 1, maxLength: 2 }), fc.uniqueArray(number, { minLength: 1, maxLength: 2 }),
    fc.constantFrom('a', 'b').map((prefix) => ({ prefix })), fc.constantFrom('a', 'b').map((suffix) => ({ suffix })))
    .map((but) => ({ 'anything-but': but })),
  fc.constant({ exists: true }),
);
const absence = fc.constant({ exists: false });

/** Values, and objects up to three levels. */
function events(element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const object = (held: fc.Arbitrary<unknown>) => fc.dictionary(name, held, { maxKeys: 3 });
  return object(fc.oneof(element, object(fc.oneof(element, object(element)))));
}

function patterns(item: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, any>> {
  const items = fc.array(item, { minLength: 1, maxLength: 2 });
  const level = (held: fc.Arbitrary<any>) => fc.dictionary(name, held, { minKeys: 1, maxKeys: 2 });
  const fields = level(fc.oneof(items, level(fc.oneof(items, level(items)))));
  // A branch has names of its own: what is written later would replace an earlier wish for the same field.
  const branch = fc.dictionary(fc.constantFrom('d', 'e'), items, { minKeys: 1, maxKeys: 2 });
  const branched = fc.tuple(fields, fc.array(branch, { minLength: 2, maxLength: 3 })).map(([own, $or]) => ({ ...own, $or }));
  return fc.oneof({ weight: 3, arbitrary: fields }, { weight: 1, arbitrary: branched });
}

function agree(pattern: fc.Arbitrary<Record<string, any>>, event: fc.Arbitrary<unknown>): void {
  const withBranches = fc.tuple(event, fc.dictionary(fc.constantFrom('d', 'e'), scalar)).map(([one, more]) => ({ ...one as object, ...more, 'source': 'shop', 'detail-type': 'Sold' }));
  fc.assert(fc.property(pattern, withBranches, (wanted, given) => {
    expect(EventPatternMatcher.of(wanted).matches(given)).toBe(matchesNaively(wanted, given));
  }), { numRuns });
}

describe('the matcher answers as a naive reading of the documentation', () => {
  test('where lists hold values', () => {
    agree(patterns(fc.oneof(scalar, matcher, absence)), events(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))));
  });

  // An absent field is looked for in the elements that fields before it have chosen: docs/testing.md.
  test('where lists hold objects, and all fields that are wanted are there', () => {
    const inList = fc.array(fc.dictionary(name, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }), { maxLength: 3 });
    agree(patterns(fc.oneof(scalar, matcher)), events(fc.oneof(scalar, inList)));
  });
});
