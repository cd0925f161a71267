import { unionOf } from '../../src/pattern/algebra/union-of-patterns';

const pattern = (n: number) => ({ 'source': [`aws.s${n % 5}`], 'detail-type': [`Kind ${n}`], 'detail': { state: ['a'.repeat(100)] } });

describe('the union of patterns', () => {
  test('of one is that one, also when it is given twice', () => {
    expect(unionOf([pattern(1), pattern(1)])).toEqual({ pattern: pattern(1), exact: true });
  });

  test('of several is exact as long as EventBridge takes it', () => {
    expect(unionOf([pattern(1), pattern(2)])).toEqual({ pattern: { $or: [pattern(1), pattern(2)] }, exact: true });
  });

  test('of many matches their sources and detail-types', () => {
    const { pattern: union, exact } = unionOf(Array.from({ length: 30 }, (_, n) => pattern(n)));
    expect(exact).toBe(false);
    expect(Object.keys(union!)).toEqual(['source', 'detail-type']);
    expect(union!.source).toHaveLength(5);
    expect(union!['detail-type']).toHaveLength(30);
  });

  test('of very many matches their sources', () => {
    expect(unionOf(Array.from({ length: 500 }, (_, n) => pattern(n)))).toEqual({
      pattern: { source: ['aws.s0', 'aws.s1', 'aws.s2', 'aws.s3', 'aws.s4'] }, exact: false,
    });
  });

  test('of many of which one names no source matches everything', () => {
    expect(unionOf([...Array.from({ length: 50 }, (_, n) => pattern(n)), { account: ['1'] }])).toEqual({ exact: false });
  });

  test('is coarser where EventBridge would have to try more than 1,000 combinations', () => {
    const ors = (n: number, source: string) => ({ source: [source], detail: { $or: Array.from({ length: n }, (_, at) => ({ a: [at] })) } });
    expect(unionOf([ors(500, 'a'), ors(400, 'b')]).exact).toBe(false);
    const or = (length: number) => ({ $or: Array.from({ length }, (_, at) => ({ a: [at] })) });
    const nested = (length: number, source: string) => ({ source: [source], detail: { x: or(length), y: or(length) } });
    expect(unionOf([nested(20, 'a'), nested(20, 'b')]).exact).toBe(true);
    expect(unionOf([nested(25, 'a'), nested(25, 'b')])).toEqual({ pattern: { source: ['a', 'b'] }, exact: false });
  });
});
