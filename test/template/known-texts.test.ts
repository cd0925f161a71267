import { KnownTexts } from '../../src/template/known-texts';
import { StackTemplate } from '../../src/template/stack-template';

test('a text is worked out once for each template that a value stands in', () => {
  const [texts, [one, two]] = [new KnownTexts(), ['One', 'Two'].map((path) => new StackTemplate({ Resources: {} }, { path }))];
  const value = {};
  const asked: string[] = [];
  const textOf = (stack: StackTemplate, text: unknown = stack.path) => texts.of(value, stack, () => {
    asked.push(stack.path);
    return text;
  });
  expect([textOf(one), textOf(two), textOf(one), textOf(two)]).toEqual(['One', 'Two', 'One', 'Two']);
  expect(asked).toEqual(['One', 'Two']);
});

test('what is no text is none', () => {
  const [texts, stack] = [new KnownTexts(), new StackTemplate({ Resources: {} }, { path: 'One' })];
  expect([7, Symbol('unknown'), undefined, ['a']].map((read) => texts.of({}, stack, () => read))).toEqual([undefined, undefined, undefined, undefined]);
});
