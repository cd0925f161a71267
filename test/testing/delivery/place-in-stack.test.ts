import { placeInStack } from '../../../src/testing/delivery/place-in-stack';

test.each<[string, string, string]>([
  ['Shop/Orders/Work', 'Shop', 'Orders/Work'], ['Prod/Shop/Work', 'Prod/Shop', 'Work'], ['Work', 'Shop', 'Work'], ['Shopping/Work', 'Shop', 'Shopping/Work'],
  ['Orders/Shop/', 'Shop', 'Orders/Shop/'], ['Orders/Work', '', 'Orders/Work'], ['/Work', '', '/Work'],
])("the place of %s in the stack '%s' is %s", (place, path, expected) => {
  expect(placeInStack(place, { path })).toBe(expected);
});
