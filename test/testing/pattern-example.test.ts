import { matchingExample, nearMissExample } from '../../src/testing/pattern-example';

const BASE = {
  'source': 'aws.x',
  'detail-type': 'X',
  'account': '123456789012',
  'region': 'us-east-1',
  'resources': ['arn:x'],
  'detail': { state: 'on', size: 5, ready: true, none: null, list: ['one', 'two'], things: [{ id: 'a' }, { id: 'b' }], parts: [{ id: 'a' }], deep: { er: { est: 'x' } } },
};
const base = () => structuredClone(BASE);

/** What a pattern makes of the base, of `detail` only what it has changed. */
function made(detail: object): unknown {
  const sample = matchingExample({ source: ['aws.x'], detail }, base);
  const { detail: before }: { detail: Record<string, any> } = BASE;
  return Object.fromEntries(Object.entries(sample.detail).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

describe('an event that a pattern matches has', () => {
  test.each<[string, object, object]>([
    ['what is there already, where it does', { state: ['off', 'on'], size: [{ numeric: ['>', 1] }] }, {}],
    ['what the first element of a list has already', { things: { id: [{ prefix: 'a' }] } }, {}],
    ['what a list has first, where that will do', { list: [{ prefix: 'o' }] }, {}],
    ['the null that is there, where that will do', { none: [{ 'anything-but': ['on'] }] }, {}],
    ['the first value that is wanted', { state: ['off', 'idle'] }, { state: 'off' }],
    ['a number', { size: [7] }, { size: 7 }],
    ['a flag', { ready: [false] }, { ready: false }],
    ['nothing, where a null is wanted', { state: [null] }, { state: null }],
    ['what is there behind a beginning', { state: [{ prefix: 'switched-' }] }, { state: 'switched-on' }],
    ['an example behind a beginning, where nothing is there', { other: [{ prefix: 'switched-' }] }, { other: 'switched-example' }],
    ['a beginning in any case', { state: [{ prefix: { 'equals-ignore-case': 'SW' } }] }, { state: 'SWon' }],
    ['what is there before an end', { state: [{ suffix: '-off' }] }, { state: 'on-off' }],
    ['an example before an end, where nothing is there', { other: [{ suffix: '.png' }] }, { other: 'example.png' }],
    ['an end in any case', { state: [{ suffix: { 'equals-ignore-case': 'OFF' } }] }, { state: 'onOFF' }],
    ['a text in any case, as it is written', { state: [{ 'equals-ignore-case': 'OFF' }] }, { state: 'OFF' }],
    ['an example for each asterisk', { state: [{ wildcard: '*-s*p' }] }, { state: 'example-sexamplep' }],
    ['an asterisk for one that is written so', { state: [{ wildcard: 'a\\*b\\\\c*' }] }, { state: 'a*b\\cexample' }],
    ['a number between bounds', { size: [{ numeric: ['>', 10, '<', 20] }] }, { size: 15 }],
    ['a number between near bounds', { size: [{ numeric: ['>', 1, '<', 2] }] }, { size: 1.5 }],
    ['a number on one side', { size: [{ numeric: ['>', 10] }] }, { size: 11 }],
    ['a number on the other side', { size: [{ numeric: ['<', 5] }] }, { size: 4 }],
    ['the very number', { size: [{ numeric: ['=', 9] }] }, { size: 9 }],
    ['the first address of a range', { address: [{ cidr: '10.0.0.0/24' }] }, { address: '10.0.0.0' }],
    ['some text, where it must be there', { other: [{ exists: true }] }, { other: 'example' }],
    ['some text in place of an object', { deep: [{ exists: true }] }, { deep: 'example' }],
    ['a number, where no text will do', { state: [{ 'anything-but': { wildcard: '*' } }] }, { state: 0 }],
    ['no such field, where it must not', { state: [{ exists: false }] }, { state: undefined }],
    ['some text that is none of those', { state: [{ 'anything-but': ['on'] }] }, { state: 'example' }],
    ['another text, where the first is one of those', { state: [{ 'anything-but': ['on', 'example'] }] }, { state: 'a' }],
    ['a text without such a beginning', { state: [{ 'anything-but': { prefix: ['o', 'ex'] } }] }, { state: 'a' }],
    ['a number that is none of those', { size: [{ 'anything-but': [5] }] }, { size: 'example' }],
    ['an element of a list', { list: ['three'] }, { list: ['three'] }],
    ['a field of the first element of a list', { things: { id: ['c'] } }, { things: [{ id: 'c' }, { id: 'b' }] }],
    ['a field of the first element of a list, beside those that are there', { things: { more: ['y'] } }, { things: [{ id: 'a', more: 'y' }, { id: 'b' }] }],
    ['a field of the only element of a list, beside those that are there', { parts: { more: ['y'] } }, { parts: [{ id: 'a', more: 'y' }] }],
    ['a field in an object that took the place of the first text of a list', { list: { name: ['y'] } }, { list: [{ name: 'y' }, 'two'] }],
    ['a field deep in others, beside those that are there', { deep: { er: { more: ['y'] } } }, { deep: { er: { est: 'x', more: 'y' } } }],
    ['fields in objects that were not there', { a: { b: { c: [1] } } }, { a: { b: { c: 1 } } }],
    ['fields in an object that took the place of a text', { state: { name: ['on'] } }, { state: { name: 'on' } }],
    ['no field deep in others', { deep: { er: { est: [{ exists: false }] } } }, { deep: { er: {} } }],
    ['no field of the element of a list', { parts: { id: [{ exists: false }] } }, { parts: [{}] }],
    ['what the first possible branch wants', { $or: [{ state: ['off'] }, { size: [1] }] }, { state: 'off' }],
  ])('%s: %j', (_what, detail, changed) => {
    expect(made(detail)).toEqual(changed);
  });

  test('a resource in a list', () => {
    expect(matchingExample({ resources: ['arn:y'] }, base).resources).toEqual(['arn:y']);
    expect(matchingExample({ resources: [{ exists: false }] }, base).resources).toEqual([]);
    expect(matchingExample({ resources: ['arn:y'] }, () => ({ 'source': 'aws.x', 'detail-type': 'X', 'detail': {} })).resources).toEqual(['arn:y']);
  });

  test('no account, where there must be none', () => {
    expect(matchingExample({ account: [{ exists: false }] }, base)).not.toHaveProperty('account');
  });

  test('what a later branch wants, where the first excludes itself', () => {
    const pattern = { $or: [{ detail: { state: [{ 'equals-ignore-case': 'off' }] } }, { detail: { size: [1] } }], source: ['aws.x'] };
    expect(matchingExample(pattern, base).detail).toMatchObject({ state: 'off', size: 5 });
  });

  test.each<[object, object]>([
    [{ 'source': ['aws.s3'], 'detail-type': ['Object Created'] }, { source: 'aws.s3', detailType: 'Object Created' }],
    [{ source: [{ prefix: 'aws.' }, 'aws.y'] }, { source: 'aws.y' }],
    [{ source: ['aws.iam'], detail: { eventSource: ['iam.amazonaws.com'], eventName: [{ prefix: 'x' }, 'CreateUser'] } }, { source: 'aws.iam', eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' }],
    [{ detail: { insightDetails: { eventSource: ['kms.amazonaws.com'] } } }, { eventSource: 'kms.amazonaws.com' }],
    [{ 'detail-type': ['One', 'Other'] }, { detailType: 'One' }],
    [{ account: ['1'] }, {}],
  ])('is made of one of the kind that %j wants', (pattern, kind) => {
    const asked: object[] = [];
    matchingExample(pattern, (wanted) => {
      asked.push(wanted);
      return base();
    });
    expect(asked).toEqual([kind]);
  });

  test('is refused where no value can be thought of, with the pattern, which is shortened', () => {
    const pattern = (more: object = {}) => ({ detail: { things: { id: [{ exists: false }] }, ...more } });
    expect(() => matchingExample(pattern(), base)).toThrow(new Error(
      `No event could be made that matches ${JSON.stringify(pattern())}: what it wants of its fields excludes each other, or is of a kind for which no value could be thought of.`));
    const long = pattern({ other: ['x'.repeat(400)] });
    expect(() => matchingExample(long, base)).toThrow(`No event could be made that matches ${JSON.stringify(long).slice(0, 297)}...: what`);
    const ofLength = (length: number) => pattern({ other: ['x'.repeat(length - JSON.stringify(pattern({ other: [''] })).length)] });
    const tooLong = ofLength(301);
    expect(() => matchingExample(tooLong, base)).toThrow(`${JSON.stringify(tooLong).slice(0, 297)}...: what`);
    const fitting = ofLength(300);
    expect(() => matchingExample(fitting, base)).toThrow(`No event could be made that matches ${JSON.stringify(fitting)}: what`);
  });
});

describe('an event that a pattern just does not match differs in', () => {
  /** The field that is changed, and what it holds then. */
  function miss(pattern: object, othersOf: (path: string) => unknown[] = () => []): [string, unknown] {
    const sample = matchingExample(pattern, base);
    const changed = nearMissExample(pattern, sample, othersOf);
    const flat = (value: any, path = ''): [string, unknown][] => (typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, inner]) => flat(inner, path === '' ? name : `${path}.${name}`)) : [[path, value]]);
    const [before, after] = [new Map(flat(sample)), new Map(flat(changed))];
    const differs = [...new Set([...before.keys(), ...after.keys()])]
      .filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)));
    expect(differs).toHaveLength(1);
    return [differs[0], after.get(differs[0])];
  }

  test.each<[string, object, [string, unknown]]>([
    ['detail, rather than the envelope', { source: ['aws.x'], detail: { state: ['on'] } }, ['detail.state', 'on-other']],
    ['detail, rather than the envelope behind it', { detail: { state: ['on'] }, source: ['aws.x'], account: ['123456789012'] }, ['detail.state', 'on-other']],
    ['the last field of detail', { detail: { state: ['on'], size: [5] } }, ['detail.size', 6]],
    ['the last field of the envelope', { 'source': ['aws.x'], 'detail-type': ['X'] }, ['detail-type', 'X-other']],
    ['another number', { detail: { size: [{ numeric: ['>', 3] }] } }, ['detail.size', -6]],
    ['a number far away', { detail: { size: [{ numeric: ['<', 100] }] } }, ['detail.size', 1_000_005]],
    ['a number far away on the other side', { detail: { size: [{ numeric: ['>', -10] }] } }, ['detail.size', -999_995]],
    ['a flag', { detail: { ready: [true] } }, ['detail.ready', false]],
    ['another beginning', { detail: { state: [{ prefix: 'o' }] } }, ['detail.state', 'something-else']],
    ['another beginning where that is taken', { detail: { state: [{ prefix: 'on' }] } }, ['detail.state', 'other-on']],
    ['another account', { account: ['123456789012'] }, ['account', '210987654321']],
    ['another Region', { region: ['us-east-1'] }, ['region', 'eu-west-1']],
    ['a further Region', { region: ['us-east-1', 'eu-west-1'] }, ['region', 'us-west-2']],
    ['a field of the envelope that is gone', { account: [{ exists: true }] }, ['account', undefined]],
    ['a field that is gone', { detail: { state: [{ exists: true }] } }, ['detail.state', undefined]],
    ['a field that is there', { detail: { other: [{ exists: false }] } }, ['detail.other', 'something-else']],
    ['a number, where no field and every text would do', { detail: { other: [{ exists: false }, { wildcard: '*' }] } }, ['detail.other', 0]],
    ['an element of a list', { detail: { list: ['three'] } }, ['detail.list', ['three-other']]],
    ['a resource', { resources: ['arn:x'] }, ['resources', ['arn:x-other']]],
  ])('%s: %j', (_what, pattern, expected) => {
    expect(miss(pattern)).toEqual(expected);
  });

  test('another value that the field is known to have', () => {
    expect(miss({ detail: { state: ['on'] } }, (path) => (path === 'detail.state' ? ['on', 'idle'] : []))).toEqual(['detail.state', 'idle']);
  });

  test('nothing, where it matches whatever the fields hold', () => {
    expect(() => nearMissExample({ source: [{ exists: true }] }, base(), () => [])).toThrow('No single field turns an event away from {"source":[{"exists":true}]}: it matches whatever they hold.');
  });

  test('no field that makes it no event', () => {
    expect(miss({ 'source': [{ exists: true }], 'detail-type': [{ 'anything-but': ['X-other'] }] })).toEqual(['detail-type', 'X-other']);
  });
});
