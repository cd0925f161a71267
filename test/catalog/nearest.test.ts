import { nearest } from '../../src/catalog/nearest';

test.each<[string, string[], string]>([
  ['ec2', ['elb', 'amazon ec2'], 'amazon ec2'],
  ['abc', ['xyz', 'a long name with abc in it'], 'a long name with abc in it'],
  ['ab', ['a long name with ab in it', 'xy'], 'xy'],
  ['abcd', ['yyabcdyyyyyy', 'zbcz'], 'zbcz'],
  ['abcd', ['yyabcdyyyyyy', 'bbzz'], 'yyabcdyyyyyy'],
  ['object created', ['my object created x', 'object createt'], 'my object created x'],
  // Twenty more letters are one edit.
  ['abcd', ['zzzzzzzzzzzzzzzzzzz abcd', 'abce'], 'abce'],
  ['abcd', ['zzzzzzzzzzzzzzzzzz abcd', 'abce'], 'zzzzzzzzzzzzzzzzzz abcd'],
  ['stopped', ['stoped', 'started'], 'stoped'],
  ['Bucket', ['BUCKET', 'Bucked'], 'BUCKET'],
])('%s is nearest, of %j, to %s', (name, candidates, expected) => {
  expect(nearest(name, candidates, 1)).toEqual([expected]);
});

test('as many are named as are asked for, each once, and in one order', () => {
  expect(nearest('a', ['c', 'b', 'c', 'd'], 2)).toEqual(['b', 'c']);
  expect(nearest('a', ['d', 'c', 'b', 'e'])).toEqual(['b', 'c', 'd']);
});
