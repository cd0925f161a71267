import { IntrinsicFunctions, NO_VALUE, TemplateKnowledge, UNKNOWN, UNKNOWN_LIST, isIntrinsic } from '../../src/template/intrinsic-functions';

const LATE = { Ref: 'Late' };
const LATE_LIST = { Ref: 'LateList' };
const CONDITIONS: Record<string, boolean | typeof UNKNOWN> = { Yes: true, No: false, Late: UNKNOWN };
const REFS: Record<string, unknown> = { Name: 'name', List: ['a', 'b'], Number: 7, Late: UNKNOWN, LateList: UNKNOWN_LIST, True: 'true', Open: 'open-text' };

/** Knows some names; what it cannot know it leaves as it is, or calls it `<function>`. */
const knowledge: TemplateKnowledge = {
  mappings: { Map: { eu: { size: 3, zero: 0, sizes: [1, 2] } } },
  ref: (name) => REFS[name],
  attribute: (logicalId, attribute) => (logicalId === 'Late' ? UNKNOWN : `${logicalId}/${attribute}`),
  imported: (name) => `import of ${name}`,
  condition: (name) => CONDITIONS[name],
  computed: (expression, list) => (list ? UNKNOWN_LIST : `<${Object.keys(expression)[0]}>`),
  leftOpen: (value, list) => (list ? { list: value } : value),
  isOpen: (text) => text.startsWith('open'),
};
const functions = new IntrinsicFunctions(knowledge);
const fn = (name: string, argument: unknown) => ({ [`Fn::${name}`]: argument });

describe('a call of a function is', () => {
  test.each<[unknown, boolean]>([
    [{ Ref: 'A' }, true], [{ 'Fn::Sub': 'x' }, true], [{ 'Fn::New': 'x' }, true], [{ Condition: 'A' }, false], [{ Ref: 'A', b: 1 }, false], [{}, false], [['Ref'], false], [null, false], ['Ref', false],
  ])('%j: %p', (value, is) => {
    expect(isIntrinsic(value)).toBe(is);
  });
});

describe('the value of', () => {
  test.each<[unknown, unknown]>([
    ['text', 'text'], [7, 7], [false, false], [null, null],
    [[1, { Ref: 'Name' }, { Ref: 'AWS::NoValue' }], [1, 'name']],
    [{ a: { Ref: 'Name' }, b: { Ref: 'AWS::NoValue' }, c: [{ d: LATE }] }, { a: 'name', c: [{ d: LATE }] }],
    [{ Ref: 'AWS::NoValue' }, NO_VALUE],
    [LATE, LATE], [LATE_LIST, { list: LATE_LIST }],
    [fn('GetAtt', ['A', 'Arn']), 'A/Arn'], [fn('GetAtt', 'A.Outputs.Arn'), 'A/Outputs.Arn'], [fn('GetAtt', 'A'), 'A/'], [fn('GetAtt', ['A', { Ref: 'Name' }]), 'A/name'],
    [fn('GetAtt', ['A', LATE]), fn('GetAtt', ['A', LATE])], [fn('GetAtt', ['Late', 'Arn']), fn('GetAtt', ['Late', 'Arn'])],
    [fn('Join', ['-', ['a', { Ref: 'Name' }, 7]]), 'a-name-7'], [fn('Join', ['', [{ Ref: 'AWS::NoValue' }, 'b']]), 'b'], [fn('Join', ['-', { Ref: 'List' }]), 'a-b'],
    [fn('Join', ['-', ['a', LATE]]), fn('Join', ['-', ['a', LATE]])], [fn('Join', ['-', LATE_LIST]), '<Fn::Join>'], [fn('Join', ['-', { Ref: 'Name' }]), '<Fn::Join>'], [fn('Join', ['-', ['a', LATE_LIST]]), 'a-<Ref>'],
    [fn('Sub', 'a ${Name} ${A.Arn} ${!Literal} ${ Name }'), 'a name A/Arn ${Literal} name'], [fn('Sub', ['${x}-${Name}', { x: { Ref: 'Number' } }]), '7-name'], [fn('Sub', ['${Name}', { Name: 'own' }]), 'own'],
    [fn('Sub', '${Late} ${Name}'), fn('Sub', '${Late} ${Name}')], [fn('Sub', '${Name} ${Late}'), fn('Sub', '${Name} ${Late}')], [fn('Sub', '${LateList}'), fn('Sub', '${LateList}')], [fn('Sub', ['${x}', { x: { a: 1 } }]), '{"a":1}'],
    [fn('Sub', ['${a.b}', { 'a.b': 'dotted' }]), 'dotted'],
    [fn('Select', [1, ['a', 'b']]), 'b'], [fn('Select', ['0', { Ref: 'List' }]), 'a'], [fn('Select', [2, ['a', 'b']]), '<Fn::Select>'], [fn('Select', [0, LATE_LIST]), '<Fn::Select>'], [fn('Select', [LATE, ['a']]), '<Fn::Select>'],
    [fn('Select', [0, [LATE, 'b']]), fn('Select', [0, [LATE, 'b']])],
    [fn('Split', ['-', 'a-b-c']), ['a', 'b', 'c']], [fn('Split', ['-', { Ref: 'Open' }]), { list: fn('Split', ['-', { Ref: 'Open' }]) }], [fn('Split', ['-', LATE]), { list: fn('Split', ['-', LATE]) }],
    [fn('If', ['Yes', 'a', 'b']), 'a'], [fn('If', ['No', 'a', { Ref: 'Name' }]), 'name'], [fn('If', ['Late', 'a', 'b']), fn('If', ['Late', 'a', 'b'])], [fn('If', ['No', 'a', { Ref: 'AWS::NoValue' }]), NO_VALUE],
    [fn('Equals', ['7', { Ref: 'Number' }]), true], [fn('Equals', ['a', 'b']), false], [fn('Equals', ['a', LATE]), fn('Equals', ['a', LATE])], [fn('Equals', [LATE, 'a']), fn('Equals', [LATE, 'a'])],
    [fn('Not', [{ Condition: 'Yes' }]), false], [fn('Not', [{ Condition: 'No' }]), true], [fn('Not', [{ Condition: 'Late' }]), fn('Not', [{ Condition: 'Late' }])],
    [fn('FindInMap', ['Map', 'eu', 'size']), 3], [fn('FindInMap', ['Map', 'eu', 'zero']), 0], [fn('FindInMap', ['Map', 'us', 'size']), '<Fn::FindInMap>'], [fn('FindInMap', ['Map', 'eu', 'toString']), '<Fn::FindInMap>'],
    [fn('FindInMap', ['Map', 'us', 'size', { DefaultValue: { Ref: 'Name' } }]), 'name'], [fn('FindInMap', ['Map', LATE, 'size']), '<Fn::FindInMap>'], [fn('FindInMap', ['Map', LATE, 'size', { DefaultValue: 9 }]), '<Fn::FindInMap>'], [fn('FindInMap', ['Map', 'eu', 'size', { DefaultValue: 9 }]), 3],
    [fn('FindInMap', ['Map', 'eu', 'sizes']), [1, 2]],
    [fn('ImportValue', { Ref: 'Name' }), 'import of name'], [fn('ImportValue', LATE), fn('ImportValue', LATE)],
    [fn('Base64', 'abc'), 'YWJj'], [fn('Base64', LATE), fn('Base64', LATE)],
    [fn('Length', ['a', 'b', { Ref: 'AWS::NoValue' }]), 2], [fn('Length', LATE_LIST), '<Fn::Length>'],
    [fn('ToJsonString', { a: { Ref: 'Name' }, b: [1] }), '{"a":"name","b":[1]}'],
    [fn('GetAZs', ''), { list: fn('GetAZs', '') }], [fn('Cidr', ['10.0.0.0/16', 2, 8]), { list: fn('Cidr', ['10.0.0.0/16', 2, 8]) }], [fn('New', 'x'), '<Fn::New>'],
    [{ Ref: 7 }, { Ref: 7 }], [fn('Join', 4), fn('Join', 4)],
  ])('%j is %p', (value, result) => {
    expect(functions.resolve(value)).toStrictEqual(result);
  });

  test.each<[string, unknown[], unknown]>([
    ['And', ['Yes', 'Yes'], true], ['And', ['Yes', 'No'], false], ['And', ['Late', 'No'], false], ['And', ['No', 'Late'], false], ['And', ['Late', 'Yes'], UNKNOWN],
    ['Or', ['No', 'No'], false], ['Or', ['No', 'Yes'], true], ['Or', ['Late', 'Yes'], true], ['Or', ['Late', 'No'], UNKNOWN],
  ])('Fn::%s of %j is %p', (name, conditions, result) => {
    expect(functions.evaluate(fn(name, conditions.map((Condition) => ({ Condition }))))).toBe(result);
  });

  test('a template that is nested 200 levels deep is computed, and of one that is deeper is said so', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
    const objects = (levels: number): unknown => (levels === 0 ? 'x' : { a: objects(levels - 1) });
    const calls = (levels: number): unknown => (levels === 0 ? 'x' : fn('If', ['Yes', calls(levels - 1), 'y']));
    for (const make of [nested, objects, calls]) {
      expect(() => functions.resolve(make(200))).not.toThrow();
      expect(() => functions.evaluate(make(200))).not.toThrow();
      expect(() => functions.resolve(make(201))).toThrow('The template is nested deeper than 200 levels.');
    }
    const conditions = (levels: number): unknown => (levels === 0 ? true : fn('Not', [conditions(levels - 1)]));
    expect(functions.holds(conditions(200))).toBe(true);
    expect(() => functions.holds(conditions(201))).toThrow('The template is nested deeper than 200 levels.');
  });
});

describe('a condition', () => {
  test.each<[unknown, unknown]>([
    [{ Condition: 'Yes' }, true], [{ Condition: 'No' }, false], [{ Condition: 'Late' }, UNKNOWN], [fn('Equals', ['a', 'a']), true], [fn('Equals', ['a', LATE]), UNKNOWN], [true, true], ['true', true], ['false', false], [null, false],
    [{ Ref: 'True' }, true], [{ Ref: 'Name' }, false], ['yes', false],
  ])('%j holds: %p', (condition, holds) => {
    expect(functions.holds(condition)).toBe(holds);
  });
});

describe('the choices', () => {
  test.each<[unknown, unknown]>([
    ['a', [{ value: 'a', path: [] }]],
    [fn('If', ['Yes', 'a', 'b']), [{ value: 'a', path: ['Fn::If', '1'] }]],
    [fn('If', ['No', 'a', 'b']), [{ value: 'b', path: ['Fn::If', '2'] }]],
    [fn('If', ['Late', 'a', fn('If', ['Yes', 'c', 'd'])]), [{ value: 'a', path: ['Fn::If', '1'] }, { value: 'c', path: ['Fn::If', '2', 'Fn::If', '1'] }]],
    [fn('If', ['Late', { Ref: 'AWS::NoValue' }, 'b']), [{ value: 'b', path: ['Fn::If', '2'] }]],
    [{ Ref: 'AWS::NoValue' }, []],
    [{ Ref: 'Name' }, [{ value: { Ref: 'Name' }, path: [] }]],
    [fn('If', 'wrong'), [{ value: fn('If', 'wrong'), path: [] }]],
  ])('behind %j are %j', (value, choices) => {
    expect(functions.choices(value)).toEqual(choices);
  });

  test('stand below the path that is given', () => {
    expect(functions.choices(fn('If', ['Yes', 'a', 'b']), ['x'])).toEqual([{ value: 'a', path: ['x', 'Fn::If', '1'] }]);
  });
});
