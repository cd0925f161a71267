import { EventSchema, JsonType, SchemaField } from 'cdk-service-events';
import { override } from '../../src/testing/sample-overrides';

const field = (name: string, jsonType: JsonType, more: Partial<SchemaField> = {}): SchemaField =>
  ({ name, path: `detail.${name}`, jsonType, list: false, required: false, open: false, ...more });
const SCHEMA: EventSchema = {
  detailType: 'X',
  complete: true,
  fields: [
    field('state', JsonType.STRING), field('size', JsonType.NUMBER), field('tags', JsonType.STRING, { list: true }), field('extra', JsonType.ANY, { open: true }),
    field('thing', JsonType.OBJECT, { fields: [field('name', JsonType.STRING)] }), field('labels', JsonType.OBJECT, { open: true, fields: [field('env', JsonType.STRING)] }),
    field('parts', JsonType.OBJECT, { list: true, fields: [] }),
  ],
};
const SAMPLE = {
  'source': 'aws.x',
  'detail-type': 'X',
  'account': '123456789012',
  'region': 'us-east-1',
  'resources': ['arn:aws:x:us-east-1:123456789012:thing/thing-1'],
  'detail': {
    'state': 'on',
    'size': 1,
    'tags': ['a'],
    'thing': { name: 'thing-1', note: 'of thing-1' },
    'thingId': 'abcde',
    'jobIdentifier': 'job-123',
    'jobIdText': 'job-123',
    'note-arn': 'arn:of:note',
    'copy': ['arn:of:note', { at: 'arn:of:note' }],
    'spaced name': 'two words',
    'count': 5,
  },
};

const made = (overrides: object, options: object = {}, known: EventSchema = SCHEMA) => override(structuredClone(SAMPLE), overrides, known, options);
/** Without a look at what is known. */
const detailOf = (overrides: object, options: object = {}) => made({ detail: overrides }, { allowUnknown: true, ...options }).detail;

describe('an override', () => {
  test('of a field takes the place of its value, and leaves the others', () => {
    expect(made({ detail: { state: 'off' } })).toEqual({ ...SAMPLE, detail: { ...SAMPLE.detail, state: 'off' } });
    expect(made({ time: '2026-02-01T00:00:00Z' })).toEqual({ ...SAMPLE, time: '2026-02-01T00:00:00Z' });
  });

  test('of an object is merged at every depth, of a list it is not', () => {
    expect(made({ detail: { thing: { name: 'other' } } }).detail.thing).toEqual({ name: 'other', note: 'of other' });
    expect(made({ detail: { tags: ['b', 'c'] } }).detail.tags).toEqual(['b', 'c']);
    expect(detailOf({ state: { now: 'off' } }).state).toEqual({ now: 'off' });
    expect(detailOf({ thing: 'none' }).thing).toBe('none');
  });

  test('is a copy: what the caller changes later does not change the event', () => {
    const tags = ['b'];
    const event = made({ detail: { tags } });
    tags.push('c');
    expect(event.detail.tags).toEqual(['b']);
  });

  describe('of an id or a name is carried to wherever the sample has it', () => {
    test.each<[string, object, object]>([
      ['a name in an ARN and in a text', { thing: { name: 'thing-2' } }, { thing: { name: 'thing-2', note: 'of thing-2' } }],
      ['an identifier elsewhere', { jobIdentifier: 'job-456' }, { jobIdText: 'job-456' }],
      ['an ARN in lists, and in objects in lists', { 'note-arn': 'arn:of:other' }, { copy: ['arn:of:other', { at: 'arn:of:other' }] }],
    ])('%s', (_what, overrides, carried) => {
      expect(detailOf(overrides)).toMatchObject(carried);
    });

    test('and of the account and the Region', () => {
      expect(made({ account: '111122223333', region: 'eu-west-1' }).resources).toEqual(['arn:aws:x:eu-west-1:111122223333:thing/thing-1']);
      expect(made({ detail: { thing: { name: 'thing-2' } } }).resources).toEqual(['arn:aws:x:us-east-1:123456789012:thing/thing-2']);
    });

    test.each<[string, object, object]>([
      ['what is too short to stand for one thing alone', { thingId: 'edcba' }, { thing: { name: 'thing-1' } }],
      ['what is no id by its name', { state: 'off' }, { tags: ['a'] }],
      ['what has a space in it', { 'spaced name': 'other' }, { thing: { note: 'of thing-1' } }],
      ['what is no text', { count: 6 }, { size: 1 }],
    ])('but not %s', (_what, overrides, left) => {
      expect(detailOf(overrides)).toMatchObject({ ...overrides, ...left });
    });

    test('of six letters, not of five', () => {
      const event = (id: string) => override({ source: 's', detail: { id, text: `about ${id}` } }, { detail: { id: 'new' } }, undefined, { allowUnknown: true }).detail.text;
      expect([event('abcdef'), event('abcde')]).toEqual(['about new', 'about abcde']);
    });
  });

  test.each<[string, object, string]>([
    ['is undefined', { detail: { state: undefined } }, "'overrides.detail.state' is undefined: give a value, or name the field in without to leave it out."],
    ['is undefined in a list', { detail: { tags: ['a', undefined] } }, "'overrides.detail.tags[1]' is undefined"],
    ['is a date', { time: new Date(0) }, "'overrides.time' is a Date: give plain data, such as an object for a Map and a text for a Date."],
    ['is a map', { detail: { extra: new Map() } }, "'overrides.detail.extra' is a Map"],
    ['is a function', { detail: { extra: String } }, "'overrides.detail.extra' is function String() { [native code] }, which JSON cannot say."],
    ['is a symbol', { detail: { extra: Symbol('x') } }, "'overrides.detail.extra' is Symbol(x), which JSON cannot say."],
    ['is a big number', { detail: { size: 1n } }, "'overrides.detail.size' is 1, which JSON cannot say."],
    ['is no number', { detail: { size: NaN } }, "'overrides.detail.size' is NaN, which JSON cannot say."],
    ['is without end', { detail: { size: Infinity } }, "'overrides.detail.size' is Infinity, which JSON cannot say."],
    ['is of no field of an event', { sourc: 'aws.x' }, "An event has no field 'sourc' beside detail. Nearest: 'source'."],
    ['is of a field that is one of detail', { state: 'off' }, "An event has no field 'state' beside detail. It is a field of detail: write { detail: { state: ... } }."],
    ['makes no object of detail', { detail: ['x'] }, '\'detail\' of an event is an object, and this is ["x"].'],
    ['is of a field that the event does not have', { detail: { stat: 'off' } }, "The event has no field 'detail.stat'. Nearest: 'detail.state'. What the catalogue does not know is taken with allowUnknown: true."],
    ['is of a field that an object in it does not have', { detail: { thing: { nam: 'x' } } }, "The event has no field 'detail.thing.nam'. Nearest: 'detail.thing.name'."],
    ['is a plain value for an object', { detail: { thing: 'x' } }, "'detail.thing' of the event is an object, and this is \"x\"."],
    ['is an object for a plain value', { detail: { state: { x: 1 } } }, "'detail.state' of the event is a plain value, and this is {\"x\":1}."],
  ])('that %s is refused', (_what, overrides, message) => {
    expect(() => made(overrides)).toThrow(message);
  });

  test.each<[string, object]>([
    ['null', { detail: { state: null, thing: null } }],
    ['anything where anything goes', { detail: { extra: { a: [1] } } }],
    ['anything else in an object that is open', { detail: { labels: { owner: 'me' } } }],
    ['other elements of a list', { detail: { tags: [1], parts: [{ x: 1 }] } }],
    ['an object without a prototype', { detail: { extra: Object.assign(Object.create(null), { a: 1 }) } }],
    ['a replay', { 'replay-name': 'again' }],
  ])('may be %s', (_what, overrides) => {
    expect(made(overrides)).toMatchObject(JSON.parse(JSON.stringify(overrides)));
  });

  test('of a field that is not known is taken where that is allowed, or where little is known', () => {
    expect(detailOf({ stat: 'off' }).stat).toBe('off');
    expect(override(structuredClone(SAMPLE), { detail: { anything: 1 } }, undefined, {}).detail.anything).toBe(1);
    expect(made({ detail: { anything: 1 } }, {}, { ...SCHEMA, complete: false }).detail.anything).toBe(1);
    expect(() => made({ detail: { States: 1 } }, {}, { ...SCHEMA, complete: false })).not.toThrow();
    expect(() => made({ detail: { State: 1 } }, {}, { ...SCHEMA, complete: false })).toThrow("Nearest: 'detail.state'");
  });

  test('may be 200 levels deep', () => {
    const deep = (levels: number): object => (levels === 0 ? {} : { x: deep(levels - 1) });
    const at = (levels: number) => () => detailOf({ extra: deep(levels) });
    expect(at(198)).not.toThrow();
    expect(at(199)).toThrow(/^'overrides\.detail\.extra(\.x)+\.?\.\.\.' is nested deeper than 200 levels, or contains itself\.$/);
    const lists = (levels: number): unknown[] => (levels === 0 ? [] : [lists(levels - 1)]);
    expect(() => detailOf({ extra: lists(198) })).not.toThrow();
    expect(() => detailOf({ extra: lists(199) })).toThrow('is nested deeper than 200 levels, or contains itself.');
    const circle: any = {};
    circle.self = circle;
    expect(() => detailOf({ extra: circle })).toThrow('is nested deeper than 200 levels, or contains itself.');
  });
});

describe('a field is left out', () => {
  test('with its path', () => {
    expect(Object.keys(made({}, { without: ['account', 'detail.state'] }))).not.toContain('account');
    expect(made({}, { without: ['detail.thing.name'] }).detail.thing).toEqual({ note: 'of thing-1' });
  });

  test.each<[string, string]>([
    ['detail.stat', "The event has no field 'detail.stat' to leave out; where it would stand there is state, size, tags,"],
    ['accounts', "The event has no field 'accounts' to leave out; where it would stand there is source, detail-type,"],
    ['detail.state.x', "The event has no field 'detail.state.x' to leave out; where it would stand there is nothing."],
    ['detail.none.x', "The event has no field 'detail.none.x' to leave out; where it would stand there is nothing."],
  ])('only where it is there: %s', (path, message) => {
    expect(() => made({}, { without: [path] })).toThrow(message);
  });

  test('of an object that is empty', () => {
    expect(() => override({ detail: {} }, {}, undefined, { without: ['detail.x'] })).toThrow("The event has no field 'detail.x' to leave out; where it would stand there is nothing.");
  });
});
