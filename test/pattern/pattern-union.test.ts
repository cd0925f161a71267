import * as fc from 'fast-check';
import { unionOf } from '../../src/pattern/algebra/pattern-union';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';

const matches = (pattern: object, sample: object) => EventPatternMatcher.of(pattern, { maxPatternCharacters: 100_000 }).matches(sample);

const IAM_USERS = { source: ['aws.iam'], detail: { eventName: ['CreateUser'] } };

describe('the union of patterns', () => {
  test('lists what differs in one field only', () => {
    expect(unionOf([IAM_USERS, { source: ['aws.iam'], detail: { eventName: ['DeleteUser'] } }]))
      .toEqual([{ source: ['aws.iam'], detail: { eventName: ['CreateUser', 'DeleteUser'] } }]);
  });

  test('leaves out what another pattern matches anyway', () => {
    expect(unionOf([IAM_USERS, { source: ['aws.iam'] }, { source: ['aws.iam'], detail: { errorCode: [{ exists: false }] } }])).toEqual([{ source: ['aws.iam'] }]);
  });

  test('merges sources of which the same is asked', () => {
    expect(unionOf([{ source: ['aws.iam', 'aws.sts'] }, { source: ['aws.organizations'] }])).toEqual([{ source: ['aws.iam', 'aws.sts', 'aws.organizations'] }]);
  });

  test('keeps apart what does not merge, as alternatives of one pattern', () => {
    const other = { source: ['aws.sts'], detail: { eventName: ['AssumeRole'], errorCode: [{ exists: false }] } };
    expect(unionOf([IAM_USERS, other])).toEqual([{ $or: [IAM_USERS, other] }]);
  });

  test('is spread over several patterns where one would be too long', () => {
    const patterns = ['iam', 'sts', 'kms', 's3'].map((name) => ({ source: [`aws.${name}`], detail: { eventName: [`${name}Operation`] } }));
    const union = unionOf(patterns, 150);
    expect(union).toEqual([{ $or: patterns.slice(0, 2) }, { $or: patterns.slice(2) }]);
  });

  test('spreads a long list of one source over patterns that share no event', () => {
    const names = Array.from({ length: 40 }, (_, n) => `Operation${n}`);
    const union = unionOf(names.map((name) => ({ source: ['aws.ec2'], detail: { eventName: [name] } })), 300);
    expect(union.length).toBeGreaterThan(1);
    expect(union.flatMap(({ detail }) => detail.eventName)).toEqual(names);
  });

  test('asks for less where alternatives of one source are too long', () => {
    const patterns = Array.from({ length: 20 }, (_, n) => (
      { source: ['aws.ec2'], detail: { eventName: [`Operation${n % 4}`], requestParameters: { [`field${n}`]: ['a long value'] } } }));
    expect(unionOf(patterns, 300)).toEqual([{ source: ['aws.ec2'], detail: { eventName: ['Operation0', 'Operation1', 'Operation2', 'Operation3'] } }]);
  });

  test('is one pattern where a source is open', () => {
    expect(unionOf([IAM_USERS, { source: [{ prefix: 'aws.' }], detail: { userIdentity: { type: ['Root'] } } }])).toEqual([
      { $or: [IAM_USERS, { source: [{ prefix: 'aws.' }], detail: { userIdentity: { type: ['Root'] } } }] },
    ]);
  });

  test('of none is none', () => {
    expect(unionOf([])).toEqual([]);
  });
});

describe('whatever the patterns', () => {
  const from = (values: string[]) => fc.constantFrom(...values);
  const listOf = (values: string[]) => fc.uniqueArray(fc.oneof<any>(from(values), fc.constantFrom({ exists: true }, { prefix: 'b' }, { 'anything-but': ['a'] })), { minLength: 1, maxLength: 3 });
  const LETTERS = ['a', 'b', 'c', 'bb'];
  const detail = fc.record({ eventName: listOf(LETTERS), state: listOf(LETTERS), deep: fc.record({ field: listOf(LETTERS) }) }, { requiredKeys: [] })
    .filter((fields) => Object.keys(fields).length > 0);
  const pattern = fc.record({ 'source': fc.uniqueArray(from(['aws.x', 'aws.y', 'aws.z']), { minLength: 1 }), 'detail-type': listOf(LETTERS), detail }, { requiredKeys: ['source'] });
  const event = fc.record({
    'source': from(['aws.x', 'aws.y', 'aws.z']), 'detail-type': from(LETTERS), 'detail': fc.record({ eventName: from(LETTERS), state: from(LETTERS), deep: fc.record({ field: from(LETTERS) }, { requiredKeys: [] }) }, { requiredKeys: [] }),
  });
  const cases = [fc.array(pattern, { minLength: 1, maxLength: 6 }), fc.array(event, { minLength: 10, maxLength: 10 })] as const;

  test('with room enough, the union is one pattern and matches exactly what they match', () => {
    fc.assert(fc.property(...cases, (patterns, samples) => {
      const union = unionOf(patterns, 100_000);
      expect(union).toHaveLength(1);
      for (const sample of samples) {
        expect(matches(union[0], sample)).toBe(patterns.some((one) => matches(one, sample)));
      }
    }));
  });

  test('with little room, every event that they match is matched by one pattern of the union, and none by two', () => {
    fc.assert(fc.property(...cases, fc.integer({ min: 60, max: 300 }), (patterns, samples, limit) => {
      const union = unionOf(patterns, limit);
      for (const sample of samples) {
        const matching = union.filter((one) => matches(one, sample)).length;
        expect(matching).toBeLessThanOrEqual(1);
        expect(matching >= (patterns.some((one) => matches(one, sample)) ? 1 : 0)).toBe(true);
      }
      expect(union.every((one) => JSON.stringify(one).length <= limit)).toBe(true);
    }), { numRuns: 300 });
  });
});
