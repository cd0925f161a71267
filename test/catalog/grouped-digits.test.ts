import * as fc from 'fast-check';
import { groupedDigits } from '../../src/catalog/grouped-digits';

test('thousands are grouped as in English', () => {
  fc.assert(fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (number) => {
    expect(groupedDigits(number)).toBe(number.toLocaleString('en-US'));
  }));
});
