import { liftValues } from '../../src/pattern/algebra/lift-values';

test('an object of operators and of other names is fields', () => {
  expect(liftValues({ object: { prefix: 'logs/', key: 'a.txt' } }, 'detail')).toEqual({ object: { prefix: ['logs/'], key: ['a.txt'] } });
});

test.each([[{ prefix: 'logs/' }], [{ prefix: 'logs/', suffix: '.txt' }]])('%j can be read in two ways', (matcher) => {
  expect(() => liftValues({ key: matcher }, 'detail')).toThrow('detail.key is');
  expect(() => liftValues({ key: matcher }, 'detail')).toThrow('which can be read in two ways. A matcher stands in a list');
});

test('an object without fields is refused', () => {
  expect(() => liftValues({ object: {} }, 'detail')).toThrow('detail.object is an empty object, which EventBridge refuses');
});
