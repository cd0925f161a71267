import { parseText } from '../../../src/command/input/document';
import { requireTemplateShape } from '../../../src/command/input/template-shape';

const shape = (template: unknown) => requireTemplateShape(parseText('t.json', JSON.stringify(template, undefined, 1)));
const RESOURCE = { Type: 'AWS::SNS::Topic' };

describe('a template is refused', () => {
  test.each<[unknown, string]>([
    [[], 't.json is no template of CloudFormation: it holds [].'],
    ...['Resources', 'Parameters', 'Mappings', 'Conditions', 'Outputs', 'Globals'].map((section): [unknown, string] => [{ [section]: 7 }, `t.json:2, ${section}: this is 7, and must be an object.`]),
    [{ Resources: { A: RESOURCE, B: [] } }, 't.json:6, Resources.B: this is [], and must be a resource.'],
    [{ Resources: { A: null } }, 't.json:3, Resources.A: this is null, and must be a resource.'],
    [{ Resources: { A: { Type: 7 } } }, 't.json:3, Resources.A: Type is 7, and must name the type of the resource.'],
    [{ Resources: { A: {} } }, 't.json:3, Resources.A: Type is nothing, and must name the type of the resource.'],
    [{ Resources: { A: { ...RESOURCE, Properties: 'x' } } }, 't.json:5, Resources.A.Properties: this is "x", and must be an object.'],
    [{ Resources: { A: { ...RESOURCE, Properties: { B: [{ Ref: [] }] } } } }, 't.json:8, Resources.A.Properties.B.0.Ref: it takes a name, and is given [].'],
    [{ Outputs: { A: { Value: { 'Fn::GetAtt': 7 } } } }, 't.json:5, Outputs.A.Value.Fn::GetAtt: it takes '],
  ])('%j', (template, words) => {
    expect(() => shape(template)).toThrow(words);
  });

  test('with the beginning of what is long', () => {
    const given = (length: number) => ({ Parameters: 'x'.repeat(length - 2) });
    expect(() => shape(given(100))).toThrow(`this is "${'x'.repeat(98)}", and must`);
    expect(() => shape(given(101))).toThrow(`this is "${'x'.repeat(98)}…, and must`);
  });

  test('without a line where its file has none', () => {
    expect(() => requireTemplateShape({ path: 't.json', value: { Resources: 7 }, lineOf: () => undefined })).toThrow('t.json, Resources: this is 7');
  });
});

describe('a template is taken', () => {
  test.each<[string, unknown]>([
    ['with sections that hold nothing', { Resources: { A: RESOURCE }, Parameters: null, Outputs: {} }],
    ['without resources', { Parameters: {} }],
    ['with resources that a loop makes', { Resources: { 'Fn::ForEach::Topics': ['Name', [], {}], 'A': RESOURCE } }],
    ['with a resource whose properties hold nothing', { Resources: { A: { ...RESOURCE, Properties: null } } }],
    ['with properties that are called like a function, beside others', { Resources: { A: { ...RESOURCE, Properties: { Ref: 7, Other: 8 } } } }],
    ['with functions that are given what they take', { Resources: { A: { ...RESOURCE, Properties: { B: { Ref: 'C' }, D: [{ 'Fn::GetAtt': ['E', 'Arn'] }] } } } }],
    ['with numbers, and nothing in a list', { Resources: { A: { ...RESOURCE, Properties: { B: [1, null, true, 'x'] } } } }],
  ])('%s', (_what, template) => {
    expect(shape(template)).toBeUndefined();
  });
});
