import * as fc from 'fast-check';
import { alternativesOf, branchesOf, readableByField } from '../../src/pattern/algebra/pattern-branches';
import { combinationsOf } from '../../src/pattern/algebra/pattern-combinations';
import { leavesOf, patternOfLeaves } from '../../src/pattern/algebra/pattern-leaves';
import { EVENT_SOURCE, disjointUnionOf, smallestUnionOf } from '../../src/pattern/algebra/pattern-union';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { everyOf } from '../support/every-of';

const matches = (pattern: object, sample: object) => EventPatternMatcher.of(pattern, { maxPatternCharacters: 100_000 }).matches(sample);

const IAM_USERS = { source: ['aws.iam'], detail: { eventName: ['CreateUser'] } };

describe('the disjoint union of patterns', () => {
  test('lists what differs in one field only', () => {
    expect(disjointUnionOf([IAM_USERS, { source: ['aws.iam'], detail: { eventName: ['DeleteUser'] } }]))
      .toEqual([{ source: ['aws.iam'], detail: { eventName: ['CreateUser', 'DeleteUser'] } }]);
  });

  test('leaves out what another pattern matches anyway', () => {
    expect(disjointUnionOf([IAM_USERS, { source: ['aws.iam'] }, { source: ['aws.iam'], detail: { errorCode: [{ exists: false }] } }])).toEqual([{ source: ['aws.iam'] }]);
  });

  test('merges sources of which the same is asked', () => {
    expect(disjointUnionOf([{ source: ['aws.iam', 'aws.sts'] }, { source: ['aws.organizations'] }])).toEqual([{ source: ['aws.iam', 'aws.sts', 'aws.organizations'] }]);
  });

  test('keeps apart what does not merge, as alternatives of one pattern', () => {
    const other = { source: ['aws.sts'], detail: { eventName: ['AssumeRole'], errorCode: [{ exists: false }] } };
    expect(disjointUnionOf([IAM_USERS, other])).toEqual([{ $or: [IAM_USERS, other] }]);
  });

  test('is spread over several patterns where one would be too long', () => {
    const patterns = ['iam', 'sts', 'kms', 's3'].map((name) => ({ source: [`aws.${name}`], detail: { eventName: [`${name}Operation`] } }));
    const union = disjointUnionOf(patterns, 150);
    expect(union).toEqual([{ $or: patterns.slice(0, 2) }, { $or: patterns.slice(2) }]);
  });

  test('spreads a long list of one source over patterns that share no event', () => {
    const names = Array.from({ length: 40 }, (_, n) => `Operation${n}`);
    const union = disjointUnionOf(names.map((name) => ({ source: ['aws.ec2'], detail: { eventName: [name] } })), 300);
    expect(union.length).toBeGreaterThan(1);
    expect(union.flatMap(({ detail: one }) => one!.eventName)).toEqual(names);
  });

  test('asks for less where alternatives of one source are too long', () => {
    const patterns = Array.from({ length: 20 }, (_, n) => (
      { source: ['aws.ec2'], detail: { eventName: [`Operation${n % 4}`], requestParameters: { [`field${n}`]: ['a long value'] } } }));
    expect(disjointUnionOf(patterns, 300)).toEqual([{ source: ['aws.ec2'], detail: { eventName: ['Operation0', 'Operation1', 'Operation2', 'Operation3'] } }]);
  });

  test('is one pattern where a source is open', () => {
    expect(disjointUnionOf([IAM_USERS, { source: [{ prefix: 'aws.' }], detail: { userIdentity: { type: ['Root'] } } }])).toEqual([
      { $or: [IAM_USERS, { source: [{ prefix: 'aws.' }], detail: { userIdentity: { type: ['Root'] } } }] },
    ]);
  });

  test('leaves out the literal values that a matcher beside them takes', () => {
    expect(disjointUnionOf([{ 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }, { 'source': ['aws.ec2'], 'detail-type': ['EBS Volume Notification'] }]))
      .toEqual([{ 'source': ['aws.ec2'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }]);
  });

  test('keeps an address beside a matcher, since it matches its other spellings too', () => {
    const [{ detail }] = disjointUnionOf([{ source: ['a'], detail: { ip: [{ prefix: '::' }] } }, { source: ['a'], detail: { ip: ['::1'] } }]);
    expect(detail!.ip).toEqual([{ prefix: '::' }, '::1']);
  });

  test('lists the sources of API calls and their event sources side by side, in as many patterns as their length asks for', () => {
    const calls = Array.from({ length: 40 }, (_, n) => ({ 'source': [`aws.s${n}`], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: [`s${n}.amazonaws.com`] } }));
    const union = disjointUnionOf(calls, 600, EVENT_SOURCE);
    expect(union.every((pattern) => pattern.$or === undefined && pattern.source!.length === pattern.detail!.eventSource.length)).toBe(true);
    expect(union.flatMap(({ source }) => source)).toEqual(calls.flatMap(({ source }) => source));
  });

  test('of none is none', () => {
    expect(disjointUnionOf([])).toEqual([]);
  });
});

const pattern = (n: number) => ({ 'source': [`aws.s${n % 5}`], 'detail-type': [`Kind ${n}`], 'detail': { state: [`${'a'.repeat(100)}${n}`] } });

describe('the smallest union of patterns', () => {
  test('of one is that one, also when it is given twice', () => {
    expect(smallestUnionOf([pattern(1), pattern(1)])).toEqual({ pattern: pattern(1), exact: true });
  });

  test('of several is exact as long as EventBridge takes it', () => {
    expect(smallestUnionOf([pattern(1), pattern(2)])).toEqual({ pattern: { $or: [pattern(1), pattern(2)] }, exact: true });
  });

  test('of many matches their sources and detail-types', () => {
    const { pattern: union, exact } = smallestUnionOf(Array.from({ length: 30 }, (_, n) => pattern(n)));
    expect(exact).toBe(false);
    expect(Object.keys(union!)).toEqual(['source', 'detail-type']);
    expect(union!.source).toHaveLength(5);
    expect(union!['detail-type']).toHaveLength(30);
  });

  test('of very many matches their sources', () => {
    expect(smallestUnionOf(Array.from({ length: 500 }, (_, n) => pattern(n)))).toEqual({
      pattern: { source: ['aws.s0', 'aws.s1', 'aws.s2', 'aws.s3', 'aws.s4'] }, exact: false,
    });
  });

  test('of many of which one names no source matches everything', () => {
    expect(smallestUnionOf([...Array.from({ length: 50 }, (_, n) => pattern(n)), { account: ['1'] }])).toEqual({ exact: false });
  });

  test('takes $or apart where their combinations would be too many', () => {
    const eight = Array.from({ length: 8 }, (_, n) => ({ source: ['aws.ec2'], detail: { $or: [{ state: ['stopped'] }, { 'instance-id': [`i-${n}`] }] } }));
    const { pattern: union, exact } = smallestUnionOf(eight);
    expect(exact).toBe(true);
    expect(combinationsOf({ $or: eight })).toBe(2048);
    expect(combinationsOf(union)).toBe(9);
    expect(matches(union!, { 'source': 'aws.ec2', 'detail-type': 'x', 'detail': { 'instance-id': 'i-7' } })).toBe(true);
  });

  test('is coarser where the combinations are too many either way', () => {
    const or = (length: number, field: string) => ({ $or: Array.from({ length }, (_, at) => ({ [`${field}${at}`]: [at] })) });
    const nested = (length: number, source: string) => ({ source: [source], detail: { x: or(length, source), y: or(length, 'y') } });
    expect(smallestUnionOf([nested(25, 'a'), nested(25, 'b')])).toEqual({ pattern: { source: ['a', 'b'] }, exact: false });
  });

  test('keeps a list that is known at deployment only as it is', () => {
    const listed = { source: { Ref: 'Sources' } as any, detail: { state: ['stopped'] } };
    expect(smallestUnionOf([listed, pattern(1)])).toEqual({ pattern: { $or: [listed, pattern(1)] }, exact: true });
  });
});

describe('whatever the patterns', () => {
  const from = (values: string[]) => fc.constantFrom(...values);
  const listOf = (values: string[]) => fc.uniqueArray(fc.oneof<any>(from(values), fc.constantFrom({ exists: true }, { prefix: 'b' }, { 'anything-but': ['a'] })), { minLength: 1, maxLength: 3 });
  const LETTERS = ['a', 'b', 'c', 'bb'];
  const detail = fc.record({ eventName: listOf(LETTERS), state: listOf(LETTERS), deep: fc.record({ field: listOf(LETTERS) }) }, { requiredKeys: [] })
    .filter((fields) => Object.keys(fields).length > 0);
  const anyPattern = fc.record({ 'source': fc.uniqueArray(from(['aws.x', 'aws.y', 'aws.z']), { minLength: 1 }), 'detail-type': listOf(LETTERS), detail }, { requiredKeys: ['source'] });
  // What stands after a `$or` replaces what its branches say of the same field, and they replace what stands before it.
  const withOr = [
    fc.tuple(anyPattern, fc.array(detail, { minLength: 2, maxLength: 4 })).chain(([one, $or]) =>
      fc.constantFrom({ ...one, detail: { ...one.detail, $or } }, { ...one, detail: { $or, ...one.detail } })),
    fc.tuple(anyPattern, fc.array(anyPattern, { minLength: 2, maxLength: 3 })).chain(([one, $or]) =>
      fc.constantFrom<any>({ ...one, $or }, { $or, ...one })),
  ];
  const somePatterns = (maxLength: number) => fc.array(fc.oneof(anyPattern, ...withOr), { minLength: 1, maxLength });
  const event = fc.record({
    'source': from(['aws.x', 'aws.y', 'aws.z']), 'detail-type': from(LETTERS), 'detail': fc.record({ eventName: from(LETTERS), state: from(LETTERS), deep: fc.record({ field: from(LETTERS) }, { requiredKeys: [] }) }, { requiredKeys: [] }),
  });
  const cases = [fc.array(anyPattern, { minLength: 1, maxLength: 6 }), fc.array(event, { minLength: 10, maxLength: 10 })] as const;

  test('with room enough, the union is one pattern and matches exactly what they match', () => {
    fc.assert(fc.property(...cases, (patterns, samples) => {
      const union = disjointUnionOf(patterns, 100_000);
      expect(union).toHaveLength(1);
      for (const sample of everyOf(samples)) {
        expect(matches(union[0], sample)).toBe(patterns.some((one) => matches(one, sample)));
      }
    }));
  });

  test('the smallest union matches what they match, and nothing else where it is exact; EventBridge takes it', () => {
    fc.assert(fc.property(somePatterns(7), cases[1], fc.integer({ min: 100, max: 4096 }), (patterns, samples, limit) => {
      const { pattern: union, exact } = smallestUnionOf(patterns, limit);
      expect(combinationsOf(union ?? {})).toBeLessThanOrEqual(1000);
      expect(JSON.stringify(union ?? {}).length).toBeLessThanOrEqual(limit);
      for (const sample of everyOf(samples)) {
        const wanted = patterns.some((one) => matches(one, sample));
        const matched = union === undefined || matches(union, sample);
        expect(matched === wanted || (matched && !exact)).toBe(true);
      }
    }), { numRuns: 300 });
  });

  test('of patterns with $or too, every event that they match is matched by one pattern of the union, and none by two', () => {
    fc.assert(fc.property(somePatterns(4), cases[1], fc.integer({ min: 100, max: 4096 }), (patterns, samples, limit) => {
      const union = disjointUnionOf(patterns, limit);
      for (const sample of everyOf(samples)) {
        const matching = union.filter((one) => matches(one, sample)).length;
        expect(matching).toBeLessThanOrEqual(1);
        expect(matching >= (patterns.some((one) => matches(one, sample)) ? 1 : 0)).toBe(true);
      }
    }), { numRuns: 300 });
  });

  test('the branches of a pattern, its alternatives and its leaves match what the pattern does', () => {
    fc.assert(fc.property(somePatterns(1), cases[1], ([one], samples) => {
      const leaves = patternOfLeaves(leavesOf(one));
      for (const sample of everyOf(samples)) {
        const wanted = matches(one, sample);
        expect([branchesOf, alternativesOf, readableByField].map((read) => read(one).some((part) => matches(part, sample))))
          .toEqual([wanted, wanted, wanted]);
        expect(!wanted || Object.keys(leaves).length === 0 || matches(leaves, sample)).toBe(true);
      }
    }), { numRuns: 300 });
  });

  test('with little room, every event that they match is matched by one pattern of the union, and none by two', () => {
    fc.assert(fc.property(...cases, fc.integer({ min: 60, max: 300 }), (patterns, samples, limit) => {
      const union = disjointUnionOf(patterns, limit);
      for (const sample of everyOf(samples)) {
        const matching = union.filter((one) => matches(one, sample)).length;
        expect(matching).toBeLessThanOrEqual(1);
        expect(matching >= (patterns.some((one) => matches(one, sample)) ? 1 : 0)).toBe(true);
      }
      expect(union.every((one) => JSON.stringify(one).length <= limit)).toBe(true);
    }), { numRuns: 300 });
  });
});
