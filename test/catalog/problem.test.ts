import { explain, remedyOf } from '../../src/catalog/problem';

const WHAT = { what: 'No.', certain: true };

describe('what to do about a problem', () => {
  test.each([
    [{ ...WHAT, nearest: ['a', 'b'] }, 'Nearest: \'a\', \'b\'.'],
    [{ ...WHAT, nearest: ['a'], wayOut: 'Leave it.' }, 'Nearest: \'a\'. Leave it.'],
    [{ ...WHAT, nearest: [], wayOut: 'Leave it.' }, 'Leave it.'],
    [{ ...WHAT, nearest: [] }, undefined],
  ])('%j is %j', (problem, remedy) => {
    expect(remedyOf(problem)).toBe(remedy);
  });

  test('is told between what is wrong and what there is in an app', () => {
    expect(explain({ ...WHAT, nearest: ['a'], wayOut: 'Leave it.', inApp: 'Use this.' })).toBe('No. Nearest: \'a\'. Leave it. Use this.');
    expect(explain({ ...WHAT, nearest: [] })).toBe('No.');
  });
});
