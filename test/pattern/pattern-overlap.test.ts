import { asksFor, isWithin, narrow, overlaps, takeApart } from '../../src/pattern/algebra/pattern-overlap';

const ROOT = { detail: { userIdentity: { type: ['Root'] } } };

test.each<[string, any, boolean]>([
  ['names the value', ['Root', 'IAMUser'], true],
  ['names another', ['IAMUser'], false],
  ['names its prefix', [{ prefix: 'Ro' }], true],
  ['names another prefix', [{ prefix: 'IAM' }], false],
  ['names its prefix in another case', [{ prefix: { 'equals-ignore-case': 'ro' } }], true],
  ['names its suffix', [{ suffix: 'ot' }], true],
  ['names it in another case', [{ 'equals-ignore-case': 'root' }], true],
  ['excepts it', [{ 'anything-but': ['Root'] }], false],
  ['excepts another', [{ 'anything-but': 'IAMUser' }], true],
  ['excepts its prefix', [{ 'anything-but': { prefix: 'Ro' } }], false],
  ['wants it to exist', [{ exists: true }], true],
  ['wants it not to exist', [{ exists: false }], false],
  ['may name it by a wildcard', [{ wildcard: 'R*t' }], true],
  ['may name it by a reference', [{ Ref: 'Parameter' }], true],
])('a pattern that %s overlaps accordingly', (_what, type, expected) => {
  expect(overlaps({ detail: { userIdentity: { type } } }, ROOT)).toBe(expected);
});

test('a pattern that leaves the field out overlaps, and does not ask for it', () => {
  expect(overlaps({ source: ['aws.signin'] }, ROOT)).toBe(true);
  expect(asksFor({ source: ['aws.signin'] }, ROOT)).toBe(false);
  expect(isWithin({ source: ['aws.signin'] }, ROOT)).toBe(false);
});

test('a pattern is within another when all its values are', () => {
  expect(isWithin({ detail: { userIdentity: { type: ['Root'] }, eventName: ['ConsoleLogin'] } }, ROOT)).toBe(true);
  expect(isWithin({ detail: { userIdentity: { type: ['Root', 'IAMUser'] } } }, ROOT)).toBe(false);
  expect(isWithin({ detail: { userIdentity: { type: [{ prefix: 'Root' }] } } }, ROOT)).toBe(false);
});

test('narrowing keeps what both match', () => {
  expect(narrow({ source: ['aws.s3'], detail: { eventName: [{ prefix: 'Create' }], errorCode: [{ exists: false }] } }, { detail: { eventName: ['CreateBucket', 'ListBuckets'] } }))
    .toEqual({ source: ['aws.s3'], detail: { eventName: ['CreateBucket'], errorCode: [{ exists: false }] } });
});

test('a pattern is taken apart by literal values alone', () => {
  expect(takeApart({ source: ['a', 'b'], detail: { x: ['1', { prefix: '2' }] } }, ['source', 'detail\nx'])).toEqual([
    { source: ['a'], detail: { x: ['1', { prefix: '2' }] } }, { source: ['b'], detail: { x: ['1', { prefix: '2' }] } },
  ]);
});
