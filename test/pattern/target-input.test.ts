import * as fc from 'fast-check';
import { targetInput } from '../../src/pattern/input/target-input';

const DELIVERED = {
  'version': '0',
  'id': '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  'source': 'aws.ec2',
  'account': '123456789012',
  'time': '2015-11-11T21:29:54Z',
  'region': 'us-east-1',
  'resources': ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  'detail': {
    'instance-id': 'i-0123456789',
    'state': 'RUNNING',
    'cores': 4,
    'spot': false,
    'owner': null,
    'tags': [{ key: 'team', value: 'a' }, { key: 'stage', value: 'b' }],
    'quoted': 'say "hi"',
  },
};
const OCCASION = { ruleArn: 'arn:aws:events:us-east-2:123456789012:rule/bus/example', ingestionTime: '2015-11-11T21:29:55Z' };

function transformed(template: string, paths: Record<string, string> = {}): string {
  return targetInput({ InputTransformer: { InputPathsMap: paths, InputTemplate: template } }, DELIVERED, OCCASION);
}

const PATHS = { instance: '$.detail.instance-id', state: '$.detail.state' };

describe('a target that says nothing of its input', () => {
  test('gets the whole event', () => {
    expect(JSON.parse(targetInput({}, DELIVERED, OCCASION))).toEqual(DELIVERED);
  });
});

describe('Input', () => {
  test('is handed over as it is, whatever the event', () => {
    expect(targetInput({ Input: '{"a": "<state>"}' }, DELIVERED, OCCASION)).toBe('{"a": "<state>"}');
  });
});

describe('InputPath', () => {
  test.each([
    ['$', JSON.stringify(DELIVERED)],
    ['$.detail.state', '"RUNNING"'],
    ['$.detail-type', '"EC2 Instance State-change Notification"'],
    ['$.detail.cores', '4'],
    ['$.detail.owner', 'null'],
    ['$.resources[0]', `"${DELIVERED.resources[0]}"`],
    ['$.detail.tags[*].value', '["a","b"]'],
    ['$.detail.tags[1].key', '"stage"'],
    ['$.detail.tags[*].nothing', '[]'],
  ])('%s hands over that part of the event as JSON', (path, expected) => {
    expect(targetInput({ InputPath: path }, DELIVERED, OCCASION)).toBe(expected);
  });

  test.each(['$.detail.nothing', '$.resources[7]', '$.source.length', '$.detail.constructor'])('%s selects nothing, which is an error', (path) => {
    expect(() => targetInput({ InputPath: path }, DELIVERED, OCCASION)).toThrow(`InputPath '${path}' selects nothing in the event`);
  });

  test.each(['detail', '', '$detail', '$..state', '$.detail[\'state\']', '$.detail.tags[?(@.key)]', '$.detail.tags[0:1]', '$.detail.'])('%j is no path that EventBridge evaluates', (path) => {
    expect(() => targetInput({ InputPath: path }, DELIVERED, OCCASION)).toThrow(`'${path}' is no JSON path that EventBridge evaluates`);
  });
});

describe('an input template, as in the examples of the EventBridge user guide', () => {
  test.each([
    ['a string', '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    ['a string with escaped quotes', '"instance \\"<instance>\\" is in <state>"', '"instance \\"i-0123456789\\" is in RUNNING"'],
    ['JSON', '{"instance": <instance>, "state": <state>}', '{"instance": "i-0123456789", "state": "RUNNING"}'],
    ['JSON with variables in strings', '{"state": "<state>", "text": "instance \\"<instance>\\" is in <state>"}',
      '{"state": "RUNNING", "text": "instance \\"i-0123456789\\" is in RUNNING"}'],
    ['JSON with other values', '{"state": [ 9, <state>, true ], "Transformed" : "Yes"}', '{"state": [ 9, "RUNNING", true ], "Transformed" : "Yes"}'],
    ['a reserved variable in a string', '"<aws.events.rule-name> triggered"', '"example triggered"'],
    ['several lines', '"<state> it is"\n"<instance>: \\"<state>\\""', '"RUNNING it is"\n"i-0123456789: \\"RUNNING\\""'],
    ['text without quotes', '<instance> is in state <state>', 'i-0123456789 is in state RUNNING'],
  ])('of %s', (_kind, template, expected) => {
    expect(transformed(template, PATHS)).toBe(expected);
  });

  test('can hold the whole event, and what EventBridge knows of rule and time', () => {
    const text = transformed('{"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>, "original": <aws.events.event.json>}');
    expect(JSON.parse(text)).toEqual({ arn: OCCASION.ruleArn, name: 'example', at: OCCASION.ingestionTime, original: DELIVERED });
  });

  test('can hold the event without its detail, whose detail-type is called detailType then', () => {
    const { detail, 'detail-type': detailType, ...envelope } = DELIVERED;
    expect(JSON.parse(transformed('{"original": <aws.events.event>}'))).toEqual({ original: { ...envelope, detailType } });
  });

  test('takes the time of the event where the time of its arrival is not known', () => {
    const target = { InputTransformer: { InputTemplate: '"<aws.events.event.ingestion-time>"' } };
    expect(targetInput(target, DELIVERED, { ruleArn: OCCASION.ruleArn })).toBe('"2015-11-11T21:29:54Z"');
  });
});

describe('a variable', () => {
  const paths = {
    detail: '$.detail.tags[0]',
    tags: '$.detail.tags[*].value',
    cores: '$.detail.cores',
    spot: '$.detail.spot',
    owner: '$.detail.owner',
    missing: '$.detail.nothing',
    quoted: '$.detail.quoted',
  };

  test('that stands for an object or a list keeps its JSON outside of quotes', () => {
    expect(transformed('{"a": <detail>, "b": <tags>}', paths)).toBe('{"a": {"key":"team","value":"a"}, "b": ["a","b"]}');
  });

  test('that stands for an object or a list loses its quotes within a string', () => {
    expect(transformed('"<detail> and <tags>"', paths)).toBe('"{key:team,value:a} and [a,b]"');
  });

  test('can be the whole template', () => {
    expect(transformed('<detail>', paths)).toBe('{"key":"team","value":"a"}');
    expect(transformed(' <cores> ', paths)).toBe(' 4 ');
  });

  test('that is a number, a boolean or null stays one outside of quotes', () => {
    expect(JSON.parse(transformed('[<cores>, <spot>, <owner>, "<cores>"]', paths))).toEqual([4, false, null, '4']);
  });

  test('that the event does not have is an empty string', () => {
    expect(transformed('{"command": <missing>}', paths)).toBe('{"command": ""}');
    expect(transformed('"<missing>, that is"', paths)).toBe('", that is"');
  });

  test('is not escaped, so that a quote in it breaks the JSON, as EventBridge lets it', () => {
    expect(transformed('{"text": <quoted>}', paths)).toBe('{"text": "say "hi""}');
  });

  test('whose value looks like a placeholder is not filled again', () => {
    const target = { InputTransformer: { InputPathsMap: { a: '$.a', b: '$.b' }, InputTemplate: '"<a> <b>"' } };
    expect(targetInput(target, { a: '<b>', b: '$&' }, OCCASION)).toBe('"<b> $&"');
  });
});

describe('what EventBridge refuses', () => {
  test('two kinds of input', () => {
    expect(() => targetInput({ Input: '{}', InputPath: '$' }, DELIVERED, OCCASION)).toThrow('A target has Input and InputPath');
  });

  test('a placeholder that nobody defines', () => {
    expect(() => transformed('"<state> <other>"', PATHS)).toThrow('placeholder <other>, which neither InputPathsMap nor EventBridge defines. There are: <instance>, <state>, <aws.events.rule-arn>');
  });

  test.each(['{<state>: 1}', '{"<state>" : 1}', '{"a": {"x <state>": 1}}'])('a placeholder for the key of an object: %s', (template) => {
    expect(() => transformed(template, PATHS)).toThrow('stands for the key of an object');
  });

  test('a colon after a string that is no key is fine', () => {
    expect(transformed('"<state>": "<instance>"', PATHS)).toBe('"RUNNING": "i-0123456789"');
  });

  test('a name for a variable with other characters, such as those of the reserved names', () => {
    expect(() => transformed('"x"', { 'aws.events.event': '$' })).toThrow('\'aws.events.event\' is no name for a variable');
  });

  test('too much of everything', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`v${at}`, '$.id']));
    expect(() => transformed('"x"', many)).toThrow('InputPathsMap has 101 variables, and EventBridge allows 100');
    expect(() => transformed('x'.repeat(8193))).toThrow('InputTemplate has 8193 characters, and EventBridge allows 8192');
    expect(() => transformed('"x"', { long: `$.${'x'.repeat(255)}` })).toThrow('The path of variable \'long\' has 257 characters, and EventBridge allows 256');
    expect(() => targetInput({ Input: 'x'.repeat(8193) }, DELIVERED, OCCASION)).toThrow('Input has 8193 characters');
    expect(() => targetInput({ InputPath: `$.${'x'.repeat(255)}` }, DELIVERED, OCCASION)).toThrow('InputPath has 257 characters');
  });
});

describe('for any event', () => {
  const names = fc.stringMatching(/^[A-Za-z0-9_/-]{1,10}$/).filter((name) => name !== '__proto__');
  const documents = fc.jsonValue({ maxDepth: 3 });

  test('the path to a value selects that value', () => {
    fc.assert(fc.property(fc.array(names, { minLength: 1, maxLength: 4 }), documents, (fields, value) => {
      const delivered = [...fields].reverse().reduce<any>((inner, field) => ({ [field]: inner }), value);
      expect(targetInput({ InputPath: `$.${fields.join('.')}` }, delivered, OCCASION)).toBe(JSON.stringify(value));
    }));
  });

  test('a JSON template is valid JSON with the very values, where no string in them needs an escape', () => {
    const plain = documents.filter((value) => !(typeof value === 'string' && JSON.stringify(value) !== `"${value}"`));
    fc.assert(fc.property(plain, plain, (first, second) => {
      const target = { InputTransformer: { InputPathsMap: { a: '$.detail.a', b: '$.detail.b' }, InputTemplate: '{"x": [<a>, <b>], "y": "\\"<b"}' } };
      const text = targetInput(target, { detail: { a: first, b: second } }, OCCASION);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ x: [first, second], y: '"<b' })));
    }));
  });

  test('a template without placeholders is handed over as it is', () => {
    fc.assert(fc.property(fc.string().filter((text) => !/<[^>]+>/.test(text)), (template) => {
      expect(transformed(template, PATHS)).toBe(template);
    }));
  });
});
