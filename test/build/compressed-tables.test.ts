import { readingCompressed } from '../../scripts/compressed-tables';

const reads = (path: string) => `require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(require.resolve("${path}.br"))).toString()`;

test('a table that is loaded as a value is read from its compressed file', () => {
  expect(readingCompressed('const a = () => require("./data/large.json");', ['large'])).toBe(`const a = () => JSON.parse(${reads('./data/large.json')});`);
});

test('a table that is read as a text is read from its compressed file, in a file of several modules too', () => {
  const text = (fs: string) => `() => (0, ${fs}.readFileSync)(require.resolve("./catalog/data/large.json"), "utf8")`;
  expect(readingCompressed(text('$node_fs()'), ['large'])).toBe(`() => ${reads('./catalog/data/large.json')}`);
  expect(readingCompressed(text('node_fs_1'), ['large'])).toBe(`() => ${reads('./catalog/data/large.json')}`);
});

test('other tables stay as they are', () => {
  const code = 'const a = require("./data/small.json"); const b = require("./data/too-large.json");';
  expect(readingCompressed(code, ['large'])).toBe(code);
});
