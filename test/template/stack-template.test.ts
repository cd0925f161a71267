import { StackTemplate } from '../../src/template/stack-template';

test.each<[string, unknown]>([['null', null], ['nothing', undefined], ['a text', '{}'], ['a list', []]])('%s is no template', (_what, template) => {
  expect(() => new StackTemplate(template as Record<string, any>)).toThrow('A template is an object, such as { Resources: { ... } }.');
});

test.each<[string, unknown]>([['a list', []], ['a text', 'Queue']])('%s is no Resources', (_what, Resources) => {
  expect(() => new StackTemplate({ Resources })).toThrow('The Resources of a template are an object');
});

test('a template without resources is one', () => {
  expect(new StackTemplate({}).resources.size).toBe(0);
});
