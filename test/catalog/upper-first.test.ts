import { upperFirst } from '../../src/catalog/upper-first';

test.each([['createUser', 'CreateUser'], ['CreateUser', 'CreateUser'], ['x', 'X'], ['', '']])('%j begins with a capital letter as %j', (text, expected) => {
  expect(upperFirst(text)).toBe(expected);
});
