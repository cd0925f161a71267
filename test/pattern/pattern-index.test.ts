import * as fc from 'fast-check';
import { checkEvent } from '../../src/pattern/matcher/checked-event';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { PatternIndex } from '../../src/pattern/matcher/pattern-index';

const text = fc.constantFrom('aws.ec2', 'aws.s3', '::1', '0::1', 'x');
const field = fc.array(fc.oneof(text, fc.constantFrom({ prefix: 'aws' }, { exists: true }, { 'anything-but': 'x' }, null)), { minLength: 1, maxLength: 2 });
const fields = fc.record({ 'source': field, 'detail-type': field, 'a': fc.constant(['x']) }, { requiredKeys: [] }).filter((pattern) => Object.keys(pattern).length > 0);
const pattern = fc.oneof(fields, fc.array(fields, { minLength: 2, maxLength: 3 }).map(($or) => ({ $or })));

test('an index finds what asking every pattern finds, in the same order', () => {
  fc.assert(fc.property(fc.array(pattern, { minLength: 1, maxLength: 20 }), text, text, (patterns, source, detailType) => {
    const checked = checkEvent({ source, 'detail-type': detailType, 'a': 'x' });
    const matchers = patterns.map((wanted) => EventPatternMatcher.of(wanted));
    const index = new PatternIndex<number>();
    matchers.forEach((matcher, n) => index.add(matcher, n));
    expect(index.matching(checked)).toEqual(matchers.flatMap((matcher, n) => matcher._matches(checked) ? [n] : []));
  }), { numRuns: 500 });
});
