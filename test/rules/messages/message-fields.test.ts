import { JsonType, SchemaField } from 'cdk-service-events';
import { messageFieldsOf } from '../../../src/rules/messages/message-fields';

jest.mock('../../../src/catalog/resource-fields', () => ({
  ...jest.requireActual('../../../src/catalog/resource-fields'),
  resourceFieldsOf: () => [{ type: 'X', field: 'detail.thing', value: 'ref', detailTypes: ['A'] }],
}));

const field = (path: string, more: Partial<SchemaField> = {}): SchemaField => ({ path: `detail.${path}`, name: path.split('.').pop()!, jsonType: JsonType.STRING, list: false, required: true, ...more }) as SchemaField;
const object = (path: string, fields: SchemaField[], more: Partial<SchemaField> = {}) => field(path, { jsonType: JsonType.OBJECT, fields, ...more });

/** The fields of messages on kinds of events with these. */
function shownOf(...kinds: (SchemaField[] | undefined)[]) {
  const service: any = { source: 'aws.x', schemaOf: (kind: string) => kinds[Number(kind)] && { fields: kinds[Number(kind)] } };
  return messageFieldsOf(service, kinds.map((_, at) => String(at)));
}
const namesOf = (...kinds: (SchemaField[] | undefined)[]) => shownOf(...kinds).map(({ name }) => name);

describe('a message on events shows', () => {
  test('what they are about first, then how it ended, then what names something, then the rest, and sentences last', () => {
    expect(shownOf(['note', 'plain', 'groupName', 'state', 'thing', 'other', 'result', 'reason'].map((name) => field(name)))).toEqual([
      { name: 'thing', prose: false }, { name: 'state', prose: false }, { name: 'result', prose: false }, { name: 'groupName', prose: false }, { name: 'plain', prose: false }, { name: 'other', prose: false },
      { name: 'note', prose: true }, { name: 'reason', prose: true },
    ]);
  });

  test('eight fields at most', () => {
    expect(namesOf(Array.from({ length: 10 }, (_, at) => field(`plain${at}x`)))).toHaveLength(8);
  });

  test('what all kinds have', () => {
    expect(namesOf([field('a1'), field('b1'), field('c1')], [field('b1'), field('a1')], [field('b1')])).toEqual(['b1']);
    expect(namesOf([field('a1')], undefined)).toEqual([]);
    expect(namesOf()).toEqual([]);
  });

  test('not what the message says anyway, nor what cannot be read from the event', () => {
    expect(namesOf(['version', 'startTime', 'account', 'region', 'created-at', 'with space', 'fine', 'a.region', 'accountName'].map((name) => field(name)))).toEqual(['accountName', 'fine']);
  });

  test('one of those whose variables would have one name, and none that has that of the detail-type', () => {
    expect(namesOf(['a.b', 'a-b', 'type', 'kind'].map((name) => field(name)))).toEqual(['a.b', 'kind']);
  });

  test('values of objects that are one level down, and no lists or maps of them', () => {
    expect(namesOf([
      object('o', [field('o.plain'), object('o.deep', [field('o.deep.plain')])]), object('l', [field('l.plain')], { list: true }), object('m', [field('m.plain')], { open: true }), object('e', []), field('tags1', { list: true }),
      { ...object('n', []), fields: undefined } as SchemaField,
    ])).toEqual(['o.plain', 'tags1']);
  });

  test('who called what, where all arrive through CloudTrail', () => {
    const service: any = { source: 'aws.x', schemaOf: () => ({ fields: [field('plain')] }) };
    const calls = messageFieldsOf(service, ['AWS API Call via CloudTrail']);
    expect(calls.map(({ name, prose }) => `${name} ${prose}`)).toEqual(['eventName', 'eventSource', 'userIdentity.arn', 'sourceIPAddress', 'errorCode', 'recipientAccountId'].map((name) => `${name} false`));
    expect(messageFieldsOf(service, ['AWS API Call via CloudTrail', 'Other']).map(({ name }) => name)).toEqual(['plain']);
  });
});
