import { Construct, IConstruct } from 'constructs';
import { stopWatching, watchFor } from '../../../src/delivery/alarms/shared-watch';
import { testStack } from '../../support/test-app';

class Alarms extends Construct {
  public readonly forgotten: string[] = [];

  public forget(user: IConstruct): void {
    this.forgotten.push(user.node.id);
  }
}

test('alarms go with the last that they watch for, and forget the others', () => {
  const stack = testStack();
  const [one, other] = ['One', 'Other'].map((id) => new Construct(stack, id));
  const [shared, own] = ['Shared', 'Own'].map((id) => new Alarms(stack, id));
  [one, other, one].forEach((user) => watchFor(user, shared));
  watchFor(one, own);
  const left = () => [shared, own].map(({ node: { id } }) => stack.node.tryFindChild(id) !== undefined);
  stopWatching(one);
  expect([left(), shared.forgotten, own.forgotten]).toEqual([[true, false], ['One'], []]);
  stopWatching(one);
  expect(shared.forgotten).toEqual(['One']);
  stopWatching(other);
  expect([left(), shared.forgotten]).toEqual([[false, false], ['One']]);
});

test('what nothing watches for is not spoken of', () => {
  const stack = testStack();
  expect(() => stopWatching(stack)).not.toThrow();
  expect(stack.node.children).toEqual([]);
});
