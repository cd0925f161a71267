import { fillTemplate } from '../../../src/pattern/input/input-template';
import { selectByPath, stepsOf } from '../../../src/pattern/input/json-path';
import { JsonNumber, jsonText, parseJson } from '../../../src/pattern/input/json-text';
import { targetInput } from '../../../src/pattern/input/target-input';

const DOCUMENT = { a: { 'b-c': [{ d: 1 }, { d: 2 }, { e: 3 }], 'f': null }, n: new JsonNumber('1.0'), list: ['x', 'y'] };

test.each<[string, unknown]>([
  ['$', DOCUMENT], ['$.a.f', null], ['$.a.b-c[0].d', 1], ['$.a.b-c[1]', { d: 2 }], ['$.a.b-c[*].d', [1, 2]], ['$.list[*]', ['x', 'y']], ['$.list[1]', 'y'], ['$.a.b-c[2].*', [3]], ['$.a.*', [DOCUMENT.a['b-c'], null]],
  ['$.nothing', undefined], ['$.list[2]', undefined], ['$.list.length', undefined], ['$.a[0]', undefined], ['$.a.f.g', undefined], ['$.n.text', undefined], ['$.n.*', []], ['$.a.toString', undefined], ['$.nothing[*]', []],
])('%s selects %j', (path, selected) => {
  expect(selectByPath(path, DOCUMENT)).toEqual(selected);
});

test.each(['a', '', '$.', '$a', '$..a', '$.a[', '$.a[x]', '$.a[-1]', '$.a[0', ' $.a', '$.a.', '$.a[1:2]', '$.a[]'])('%s is no path', (path) => {
  expect(() => stepsOf(path)).toThrow(`'${path}' is no JSON path that EventBridge evaluates`);
});

test('a path is taken step by step', () => {
  expect([stepsOf('$'), stepsOf('$.a[0].*'), stepsOf('$[*][12]')]).toEqual([[], [{ field: 'a' }, { index: 0 }, 'all'], ['all', { index: 12 }]]);
});

describe('a template is filled', () => {
  const values = new Map<string, unknown>([['text', 'say "hi"'], ['number', new JsonNumber('1.50')], ['object', { a: 'b' }], ['list', ['x', 1]], ['none', undefined], ['null', null], ['yes', true], ['aws.events.event', { c: 'd' }]]);
  const filled = (template: string) => fillTemplate(template, values);

  test.each<[string, string]>([
    ['{"a": <text>}', '{"a": "say "hi""}'], ['{"a": <number>}', '{"a": 1.50}'], ['{"a": <object>}', '{"a": {"a":"b"}}'], ['{"a": <none>}', '{"a": ""}'], ['{"a": <null>, "b": <yes>}', '{"a": null, "b": true}'],
    ['{"a": "<text>"}', '{"a": "say "hi""}'], ['{"a": "is <number>"}', '{"a": "is 1.50"}'], ['{"a": "<object>"}', '{"a": "{a:b}"}'], ['{"a": "<list>"}', '{"a": "[x,1]"}'], ['{"a": "<none>"}', '{"a": ""}'], ['{"a": "<null>"}', '{"a": "null"}'], ['{"a": "<aws.events.event>"}', '{"a": "{"c":"d"}"}'],
    ['"<text> and <number>"', '"say "hi" and 1.50"'], ['<text> and <object>', 'say "hi" and {a:b}'], ['<text>', '"say "hi""'], [' <number> ', ' 1.50 '], ['<aws.events.event> it is', '{"c":"d"} it is'], ['[<text>, <list>]', '["say "hi"", ["x",1]]'], ['no placeholder', 'no placeholder'], ['"a": "<text>"', '"a": "say "hi""'], ['a < b > c', 'a < b > c'],
  ])('%s', (template, text) => {
    expect(filled(template)).toBe(text);
  });

  test.each<[string, string]>([
    ['<other>', 'The input template has placeholder <other>, which neither InputPathsMap nor EventBridge defines. There are: <text>, <number>'], ['{"a": "<other>"}', 'has placeholder <other>'],
    ['{"<text>": 1}', '"<text>" of the input template stands for the key of an object'], ['{<text>: 1}', '<text> of the input template stands for the key of an object'], ['{"a": {"b <text>" : 1}}', '"b <text>" of the input template stands for the key'],
  ])('but not %s', (template, words) => {
    expect(() => filled(template)).toThrow(words);
  });
});

test('a number is written as it was read, in lists and objects too', () => {
  const text = '{"a":1.0,"b":[10e2,-0.50],"c":"x"}';
  expect(jsonText(parseJson(text))).toBe(text);
  expect(String(parseJson('1.50'))).toBe('1.50');
  expect([jsonText(null), jsonText('a'), jsonText({ a: [new JsonNumber('1.0')] })]).toEqual(['null', '"a"', '{"a":[1.0]}']);
});

describe('the input of a target', () => {
  const EVENT = { 'version': '0', 'id': 'i', 'detail-type': 'Kind', 'source': 's', 'account': '1', 'time': '2026-01-01T00:00:00Z', 'region': 'r', 'resources': [], 'detail': { a: 'b' } };
  const OCCASION = { ruleArn: 'arn:aws:events:us-east-1:123456789012:rule/bus/example' };
  const input = (properties: object) => targetInput(properties, EVENT, OCCASION);

  test.each<[object, string]>([
    [{ Input: '{}', InputPath: '$' }, 'A target has Input and InputPath'], [{ InputTransformer: {} }, 'The InputTransformer of a target has no InputTemplate'], [{ InputPath: '$', InputTransformer: { InputTemplate: '"x"' } }, 'A target has InputPath and InputTransformer'],
    [{ Input: 'x'.repeat(8193) }, 'Input has 8193 characters, and EventBridge allows 8192'], [{ InputPath: `$.${'x'.repeat(255)}` }, 'InputPath has 257 characters, and EventBridge allows 256'], [{ InputTransformer: { InputTemplate: 'x'.repeat(8193) } }, 'InputTemplate has 8193 characters'],
    [{ InputTransformer: { InputTemplate: '"x"', InputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`v${at}`, '$.a'])) } }, 'InputPathsMap has 101 variables, and EventBridge allows 100'],
    [{ InputTransformer: { InputTemplate: '"x"', InputPathsMap: { 'a b': '$.a' } } }, "'a b' is no name for a variable"], [{ InputTransformer: { InputTemplate: '"x"', InputPathsMap: { a: `$.${'x'.repeat(255)}` } } }, "The path of variable 'a' has 257 characters"],
  ])('is refused: %#', (properties, words) => {
    expect(() => input(properties)).toThrow(words);
  });

  test('is as long as EventBridge allows', () => {
    expect(input({ Input: 'x'.repeat(8192) })).toHaveLength(8192);
    const paths = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`v${at}`, '$.detail.a']));
    expect(input({ InputTransformer: { InputTemplate: '"<v0><v99>"', InputPathsMap: paths } })).toBe('"bb"');
  });

  test('knows the rule, and when the event came', () => {
    const template = (InputTemplate: string, occasion: object = {}) =>
      targetInput({ InputTransformer: { InputTemplate } }, EVENT, { ...OCCASION, ...occasion });
    expect(template('"<aws.events.rule-arn> <aws.events.rule-name>"')).toBe('"arn:aws:events:us-east-1:123456789012:rule/bus/example example"');
    expect([template('"<aws.events.event.ingestion-time>"'), template('"<aws.events.event.ingestion-time>"', { ingestionTime: '2026-02-02T00:00:00Z' })]).toEqual(['"2026-01-01T00:00:00Z"', '"2026-02-02T00:00:00Z"']);
    expect(JSON.parse(template('<aws.events.event>'))).toMatchObject({ detailType: 'Kind', source: 's' });
    expect(JSON.parse(template('<aws.events.event.json>'))).toEqual(EVENT);
  });
});
