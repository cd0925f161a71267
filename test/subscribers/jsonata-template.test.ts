import { jsonataOfTemplate } from '../../src/subscribers/jsonata-template';

const expressionOf = (template: string) => jsonataOfTemplate(template, (name) => `$${name}`);
const value = (name: string) => `($exists($${name}) ? $${name} : "")`;

describe('an input template becomes an expression:', () => {
  test.each<[string, string, string]>([
    ['text without placeholders', 'stopped', '"stopped"'],
    ['text that begins with a placeholder stays text', '<id> stopped', '"" & $id & " stopped"'],
    ['text that ends with one', 'stopped <id>', '"stopped " & $id'],
    ['placeholders side by side', '<one><other>!', '"" & $one & $other & "!"'],
    ['text with quotes in it', 'is "<state>" now', '"is \\"" & $state & "\\" now"'],
    ['text with the end of an expression in it', '100%} of <id>', '"100%\\u007d of " & $id'],
    ['a placeholder alone', '<detail>', value('detail')],
    ['a placeholder alone, with space around it', ' <detail> ', ` ${value('detail')} `],
    ['what EventBridge knows of the event', '<aws.events.event.json>', value('aws.events.event.json')],
    ['a quoted text', '"Instance <id>"', '("Instance " & $id)'],
    ['a quoted placeholder alone', '"<id>"', '("" & $id)'],
    ['a quoted text without placeholders', '"100%}"', '"100%\\u007d"'],
    ['an object', ' {"id": <id>, "text": "is <state>"}', ` {"id": ${value('id')}, "text": ("is " & $state)}`],
    ['an object with a quoted placeholder as a value', '{"id": "<id>"}', '{"id": ("" & $id)}'],
    ['a list', '[<id>, "<state>", "a"]', `[${value('id')}, ("" & $state), "a"]`],
    ['a list with an object in it', '[{"id": <id>}]', `[{"id": ${value('id')}}]`],
    ['quotes within quotes', '{"text": "a \\"<id>\\" b"}', '{"text": ("a \\"" & $id & "\\" b")}'],
    ['what looks like an angle', '{"text": "a < b"}', '{"text": "a < b"}'],
  ])('%s', (_what, template, expression) => {
    expect(expressionOf(template)).toBe(expression);
  });

  test.each(['{"<id>": 1}', '{"of <id>" : 1}', ' {"a": {"<id>": 1}}'])('%s has a placeholder for the key of an object, which is refused', (template) => {
    expect(() => expressionOf(template)).toThrow('stands for the key of an object, and EventBridge allows placeholders in values only');
  });
});
