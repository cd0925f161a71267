import { EventPatternMatcher } from '../../../src/pattern/matcher/event-pattern-matcher';

const EVENT = { 'source': 'my.app', 'detail-type': 'Kind', 'detail': { state: 'failed', empty: {}, none: [], tags: ['a', 'b'], items: [{ id: 1, kind: 'x' }, { id: 2, kind: 'y' }], deep: { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 } } };
const missed = (pattern: object, more: object = {}) => EventPatternMatcher.of(pattern as never).mismatches({ ...EVENT, ...more } as never)
  .map(({ path, wanted, found }) => `${path}: ${wanted}, found ${found}`);

describe('why an event does not match is told', () => {
  test.each<[string, object, string[]]>([
    ['not, where it does', { source: ['my.app'] }, []],
    ['by the value that is there', { detail: { state: ['ok'] } }, ['detail.state: ["ok"], found "failed"']],
    ['by each field that misses', { source: ['other'], detail: { state: ['ok'] } }, ['source: ["other"], found "my.app"', 'detail.state: ["ok"], found "failed"']],
    ['by the fields that miss alone', { 'source': ['my.app'], 'detail-type': ['Other'] }, ['detail-type: ["Other"], found "Kind"']],
    ['by the values of a list', { detail: { tags: ['c'] } }, ['detail.tags: ["c"], found one of ["a","b"]']],
    ['where there is nothing', { detail: { other: ['x'] } }, ['detail.other: ["x"], found nothing']],
    ['where there is nothing on the way', { detail: { other: { deep: ['x'] } } }, ['detail.other.deep: ["x"], found nothing']],
    ['where there is an empty list', { detail: { none: ['x'] } }, ['detail.none: ["x"], found an empty list']],
    ['where there is an empty object', { detail: { empty: ['x'] } }, ['detail.empty: ["x"], found an empty object']],
    ['where there is an object', { detail: { items: ['x'] } }, ['detail.items: ["x"], found an object with the fields id, kind']],
    ['where there is an object with many fields', { detail: { deep: ['x'] } }, ['detail.deep: ["x"], found an object with the fields one, two, three, four, five, ...']],
    ['by what should not be there', { detail: { state: [{ exists: false }] } }, ['detail.state: [{"exists":false}], found "failed"']],
  ])('%s', (_how, pattern, reasons) => {
    expect(missed(pattern)).toEqual(reasons);
  });

  test('by what elements of a list have apart', () => {
    expect(missed({ detail: { items: { id: [1], kind: ['y'] } } })).toEqual(['detail.items.kind: ["y"] in the same element of a list as detail.items.id, found one of ["x","y"]']);
    expect(missed({ source: ['my.app'], detail: { items: { id: [1], kind: ['y'] } } })).toEqual(['detail.items.kind: ["y"] in the same element of a list as detail.items.id, found one of ["x","y"]']);
    expect(missed({ detail: { items: { id: [1], kind: ['x'] } } })).toEqual([]);
  });

  test('of the alternative that comes nearest, and of the first of two that come as near', () => {
    const [far, near] = [{ source: ['other'], detail: { state: ['ok'] } }, { detail: { state: ['lost'] } }];
    expect(missed({ $or: [far, near] })).toEqual(['detail.state: ["lost"], found "failed"']);
    expect(missed({ $or: [near, far] })).toEqual(['detail.state: ["lost"], found "failed"']);
    expect(missed({ $or: [near, { detail: { state: ['gone'] } }] })).toEqual(['detail.state: ["lost"], found "failed"']);
    expect(missed({ $or: [{ source: ['other'] }, near] })).toEqual(['source: ["other"], found "my.app"']);
  });
});
