import { compactAssembly } from '../../scripts/compact-assembly';

test('the places in the source go, and everything else stays', () => {
  const type = { fqn: 'a.B', symbolId: 'b:B', docs: { summary: 'What  it is.' } };
  expect(JSON.parse(compactAssembly({ types: { 'a.B': { ...type, locationInModule: { filename: 'src/b.ts', line: 1 } } } }))).toEqual({ types: { 'a.B': type } });
});

test('there is no white space between values', () => {
  expect(compactAssembly({ name: 'a b', types: [1] })).toBe('{"name":"a b","types":[1]}');
});

test('something of another kind that is called as the place is stays', () => {
  const properties = { locationInModule: { type: 'string' } };
  expect(JSON.parse(compactAssembly(properties))).toEqual(properties);
});
