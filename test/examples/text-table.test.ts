import fc from 'fast-check';
import { textTable } from '../../scripts/demo/text-table';

test('a table with room enough has one line a row', () => {
  expect(textTable(['Rule', 'Service'], [['Stack/Rule', 'Amazon S3']], 40)).toBe([
    'Rule        Service', '----------  ---------', 'Stack/Rule  Amazon S3',
  ].join('\n'));
});

test('a long cell goes on in the next line, after a word or a slash', () => {
  expect(textTable(['Rule', 'Service'], [['Operations/Reconciliation', 'Amazon Simple Storage Service']], 24)).toBe([
    'Rule            Service', '--------------  --------', 'Operations/     Amazon', 'Reconciliation  Simple', '                Storage', '                Service',
  ].join('\n'));
});

test('a word is broken where the table has no room for it', () => {
  expect(textTable(['A'], [['abcdef gh']], 4)).toBe(['A', '----', 'abcd', 'ef', 'gh'].join('\n'));
});

test('no line is longer than the columns, and no word is broken that has room', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }), fc.integer({ min: 30, max: 60 }), (rows, columns) => {
    const lines = textTable(['One', 'Two', 'Three'], rows, columns).split('\n');
    const printed = new Set(lines.flatMap((line) => line.split(/ +/)));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    expect(rows.flat().flatMap((text) => text.split(' ')).filter((text) => !printed.has(text))).toEqual([]);
  }));
});
