import { isJsonObject } from '../../src/catalog/json-object';

test.each<[unknown, boolean]>([[{}, true], [{ a: 1 }, true], [[], false], [[{}], false], [null, false], [undefined, false], ['{}', false], [1, false]])(
  '%j is an object of fields: %s', (value, expected) => {
    expect(isJsonObject(value)).toBe(expected);
  });
