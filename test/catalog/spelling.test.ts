import { looksLikeTypo, resembles, sameLetters } from '../../src/catalog/spelling';

test.each<[string, string, boolean]>([
  ['CreateUser', 'createuser', true], ['Create-User', 'create_user', true], ['CreateUser', 'CreateUsers', false],
])('%s and %s have the same letters: %s', (one, other, expected) => {
  expect(sameLetters(one, other)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['stoped', 'stopped', true], ['stopepd', 'stopped', true], ['Stoped', 'stopped', true], ['abcd', 'abce', true], ['CreatUser', 'CreateUser', true],
  ['tsoppde', 'stopped', false], ['started', 'stopped', false], ['abc', 'abd', false], ['ab', 'abc', false], ['stop', 'top', false],
  // Another number or a plural is another name.
  ['bucket', 'buckets', false], ['buckets', 'bucket', false], ['version1', 'version2', false], ['v1name', 'v22name', false], ['same', 'same', false],
])('%s looks like a typing mistake for %s: %s', (one, other, expected) => {
  expect(looksLikeTypo(one, other)).toBe(expected);
  expect(looksLikeTypo(other, one)).toBe(expected);
});

test.each<[string, string | undefined, boolean]>([['createUser', 'CreateUser', true], ['CreatUser', 'CreateUser', true], ['Other', 'CreateUser', false], ['Other', undefined, false]])(
  '%s resembles %s: %s', (one, other, expected) => {
    expect(resembles(one, other)).toBe(expected);
  });
