import { EventSchema, JsonType, SchemaField } from 'cdk-service-events';
import { DetailProblem, checkDetail, checkDetailOfKinds } from '../../../src/pattern/schema/check-detail';
import { checkValue } from '../../../src/pattern/schema/check-value';
import { verifyPattern } from '../../../src/pattern/verifier/verify-pattern';

const { STRING, NUMBER, INTEGER, BOOLEAN, OBJECT, ANY } = JsonType;
const field = (path: string, more: Partial<SchemaField> = {}) => ({ path: `detail.${path}`, name: path.split('.').pop()!, jsonType: STRING, list: false, open: false, required: false, ...more }) as SchemaField;
const STATE = field('state', { allowedValues: ['running', 'stopped'], required: true });
const FIELDS = [
  STATE, field('count', { jsonType: INTEGER }), field('size', { jsonType: NUMBER }), field('on', { jsonType: BOOLEAN }), field('anything', { jsonType: ANY }), field('named', { namedValues: ['BIG', 'SMALL'] }),
  field('closed', { jsonType: OBJECT, fields: [field('closed.name'), field('closed.key')] }), field('open', { jsonType: OBJECT, open: true, fields: [field('open.type')] }),
];
const schema = (more: object = {}) => ({ detailType: 'Kind', complete: true, fields: FIELDS, ...more }) as EventSchema;
const SAMPLED = schema({ complete: false });
const found = (detail: object, of = schema()) => checkDetail(detail, of).map(shownProblem);
const shownProblem = ({ kind, path, value, certain, fatal, alternative, nearest }: DetailProblem) =>
  `${certain ? 'certain' : 'unsure'} ${fatal ? 'fatal ' : ''}${alternative ? 'alternative ' : ''}${kind} ${path}${value === undefined ? '' : ` ${JSON.stringify(value)}`}${nearest.length > 0 ? ` near ${nearest.join(',')}` : ''}`;

describe('what is wrong with a filter is of a kind, sure or not, and keeps all events from matching or not', () => {
  test.each<[object, string[]]>([
    [{ state: ['stopped'] }, []],
    [{ state: ['stoped'] }, ['certain fatal valueNotAllowed detail.state "stoped" near stopped']],
    [{ state: ['stopped', 'stoped'] }, ['certain valueNotAllowed detail.state "stoped" near stopped']],
    [{ state: ['Stopped'] }, ['certain fatal wrongCase detail.state "Stopped" near stopped']],
    [{ state: [null] }, ['unsure fatal valueNotAllowed detail.state null']],
    [{ state: [5] }, ['certain fatal wrongType detail.state 5']],
    [{ state: [{ exists: false }] }, ['unsure fatal alwaysPresent detail.state {"exists":false}']],
    [{ state: [{ exists: false }, 'stopped'] }, []],
    [{ state: [{ 'anything-but': ['stoped'] }] }, ['certain idleExclusion detail.state "stoped" near stopped']],
    [{ state: [{ 'anything-but': ['qqqqqqqqqqqq'] }] }, [expect.stringMatching(/^unsure idleExclusion detail\.state "qqqqqqqqqqqq"/)]],
    [{ state: [{ 'anything-but': ['running', 'stopped'] }] }, ['certain fatal valueNotAllowed detail.state {"anything-but":["running","stopped"]}']],
    [{ state: [{ prefix: 'stop' }] }, []], [{ state: [{ prefix: 'x' }] }, ['certain fatal valueNotAllowed detail.state {"prefix":"x"}']],
    [{ count: ['5'] }, ['certain fatal wrongType detail.count "5"']], [{ count: [5], size: [1.5], on: [true] }, []], [{ on: [{ numeric: ['>', 1] }] }, ['certain fatal wrongType detail.on {"numeric":[">",1]}']], [{ size: [{ numeric: ['>', 1] }], count: [{ numeric: ['>', 1] }] }, []],
    [{ anything: [1, 'x', { prefix: 'y' }] }, []], [{ anything: { deep: ['x'] } }, []], [{ state: { Ref: 'State' } }, []],
    [{ named: ['BIG', 'HUGE'] }, []], [{ named: ['Big'] }, ['certain fatal wrongCase detail.named "Big" near BIG']],
    [{ sate: ['x'] }, ['certain fatal unknownField detail.sate near detail.state,detail.size,detail.named']],
    [{ State: ['x'] }, ['certain fatal wrongCase detail.State near detail.state']],
    [{ sate: [{ exists: false }] }, ['certain alwaysAbsent detail.sate near detail.state,detail.size,detail.named']], [{ qqqqqqqqqqqq: [{ exists: false }] }, []],
    [{ closed: { name: ['x'] } }, []], [{ closed: { nam: ['x'] } }, ['certain fatal unknownField detail.closed.nam near detail.closed.name,detail.closed.key']], [{ name: ['x'] }, ['certain fatal unknownField detail.name near detail.closed.name']],
    [{ closed: ['x'] }, ['certain fatal wrongType detail.closed "x"']], [{ closed: [null] }, []], [{ closed: [{ exists: false }] }, []], [{ closed: [{ Ref: 'X' }] }, []], [{ state: { deep: ['x'] } }, ['certain fatal wrongType detail.state {"deep":["x"]}']],
    [{ open: { anything: ['x'] } }, []], [{ open: { tpye: ['x'] } }, ['unsure fatal unknownField detail.open.tpye near detail.open.type']], [{ open: { Type: ['x'] } }, ['unsure fatal unknownField detail.open.Type near detail.open.type']],
    [{ $or: [{ state: ['stoped'] }, { count: [5] }] }, ['certain alternative valueNotAllowed detail.state "stoped" near stopped']], [{ $or: [{ sate: ['x'] }, 'no branch'] }, ['certain alternative unknownField detail.sate near detail.state,detail.size,detail.named']], [{ $or: 'x' }, []],
  ])('%j', (detail, problems) => {
    expect(found(detail)).toEqual(problems);
  });

  test.each<[object, string[]]>([
    [{ qqqqqqqqqqqq: ['x'] }, [expect.stringMatching(/^unsure fatal unknownField detail\.qqqqqqqqqqqq/)]], [{ sate: ['x'] }, [expect.stringMatching(/^certain fatal unknownField detail\.sate/)]],
    [{ count: ['5'] }, ['unsure fatal wrongType detail.count "5"']], [{ state: [{ exists: false }] }, []], [{ state: ['stoped'] }, ['certain fatal valueNotAllowed detail.state "stoped" near stopped']],
  ])('%j, by a schema that was not compared with the documentation', (detail, problems) => {
    expect(found(detail, SAMPLED)).toEqual(problems);
  });

  test('with what the field holds', () => {
    const expectedOf = (detail: object, of = schema()) => checkDetail(detail, of).map(({ expected }) => expected);
    expect([{ state: [5] }, { count: ['5'] }, { size: ['5'] }, { on: ['x'] }, { closed: ['x'] }].flatMap((detail) => expectedOf(detail))).toEqual(['a string', 'a whole number', 'a number', 'true or false', 'an object with the fields name, key']);
    const holding = (...names: string[]) => expectedOf({ o: ['x'] }, schema({ fields: [field('o', { jsonType: OBJECT, fields: names.map((name) => field(`o.${name}`)) })] }));
    expect([holding(), holding('a'), holding('a', 'b', 'c', 'd', 'e'), holding('a', 'b', 'c', 'd', 'e', 'f')]).toEqual([
      ['an object'], ['an object with the fields a'], ['an object with the fields a, b, c, d, e'], ['an object with the fields a, b, c, d, e, ...'],
    ]);
  });
});

describe('of several kinds of events', () => {
  const one = schema({ detailType: 'One', fields: [STATE, field('only')] });
  const two = schema({ detailType: 'Two', fields: [field('state', { allowedValues: ['failed'] }), field('other')] });
  const ofBoth = (detail: object, everyKind: boolean, kinds = [one, two]) => checkDetailOfKinds(detail, kinds, everyKind).map(({ detailType, kind, path, certain }) => `${detailType} ${kind} ${path} ${certain}`);

  test.each<[object, string[], string[]]>([
    [{ state: ['stopped'] }, ['Two valueNotAllowed detail.state true'], []],
    [{ state: ['lost'] }, ['One valueNotAllowed detail.state true'], ['One valueNotAllowed detail.state true']],
    [{ only: ['x'] }, ['Two unknownField detail.only true'], []],
    [{ only: ['x'], other: ['y'] }, ['One unknownField detail.other true', 'Two unknownField detail.only true'], ['One unknownField detail.other true']],
    [{ nothing: ['x'] }, ['One unknownField detail.nothing true'], ['One unknownField detail.nothing true']],
    [{ $or: [{ only: ['x'] }, { other: ['y'] }] }, [], []],
    [{ $or: [{ only: ['x'] }, { nothing: ['y'] }] }, ['One unknownField detail.nothing true'], ['One unknownField detail.nothing true']],
    [{}, [], []],
  ])('%j is wrong for each, and for all', (detail, each, all) => {
    expect([ofBoth(detail, true), ofBoth(detail, false)]).toEqual([each, all]);
  });

  test('what is wrong is no surer than for each of them', () => {
    const unsure = schema({ detailType: 'Unsure', complete: false, fields: [field('entirely')] });
    expect(ofBoth({ nothing: ['x'] }, false, [one, unsure])).toEqual(['One unknownField detail.nothing false']);
    expect(ofBoth({ State: ['x'] }, false, [unsure, one])).toEqual(['One wrongCase detail.State false']);
    expect(ofBoth({ nothing: ['x'] }, false, [])).toEqual([]);
  });
});

test.each<[unknown, Partial<SchemaField>, string[]]>([
  ['x', {}, []], [5, {}, ['wrongType']], [5, { jsonType: INTEGER }, []], [1.5, { jsonType: NUMBER }, []], [true, { jsonType: BOOLEAN }, []], ['true', { jsonType: BOOLEAN }, ['wrongType']], [{ Ref: 'X' }, { jsonType: NUMBER }, []], ['x', { jsonType: ANY }, []], [null, {}, []], [null, { allowedValues: ['a'] }, ['valueNotAllowed']],
  [{ 'equals-ignore-case': 'A' }, { allowedValues: ['a'] }, []], [{ 'equals-ignore-case': 'b' }, { allowedValues: ['a'] }, ['valueNotAllowed']], [{ suffix: 'c' }, { allowedValues: ['abc'] }, []], [{ suffix: 'b' }, { allowedValues: ['abc'] }, ['valueNotAllowed']], [{ wildcard: 'a*c' }, { allowedValues: ['abc'] }, []], [{ wildcard: 'a.c' }, { allowedValues: ['abc'] }, ['valueNotAllowed']], [{ wildcard: 'a*' }, { allowedValues: ['ba'] }, ['valueNotAllowed']],
  [{ cidr: '10.0.0.0/8' }, { allowedValues: ['a'] }, ['valueNotAllowed']], [{ cidr: '10.0.0.0/8' }, {}, []], [{ prefix: 'a' }, { jsonType: NUMBER }, ['wrongType']], [{ numeric: ['>', 1] }, {}, ['wrongType']], [{ numeric: ['>', 1] }, { jsonType: INTEGER }, []], [{ exists: true }, { jsonType: NUMBER }, []], [{ prefix: { 'equals-ignore-case': 'x' } }, { allowedValues: ['a'] }, []],
  [{ 'anything-but': 'a' }, { allowedValues: ['a', 'b'] }, []], [{ 'anything-but': 'a' }, { allowedValues: ['a'] }, ['valueNotAllowed']], [{ 'anything-but': ['c', 'a'] }, { allowedValues: ['a', 'b'] }, ['idleExclusion']], [{ 'anything-but': [5] }, {}, ['idleExclusion']], [{ 'anything-but': ['x'] }, {}, []], ['Big', { namedValues: ['BIG'] }, ['valueNotAllowed']], ['BIG', { namedValues: ['BIG', 'Big'] }, []], ['other', { namedValues: ['BIG'] }, []],
])('a field is never %j by %j: %j', (value, more, kinds) => {
  expect(checkValue(value, field('it', more)).map(({ kind }) => kind)).toEqual(kinds);
});

describe('a filter on detail in a pattern', () => {
  const EC2 = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] };
  const SPOT = 'EC2 Spot Instance Interruption Warning';
  const said = (pattern: object, everyKind = false) => verifyPattern(pattern as never, { everyKind }).map(({ id, path, value, certain, isMinor }) =>
    `${certain ? 'error' : isMinor ? 'info' : 'warning'} ${id} ${path} ${typeof value === 'string' ? value : JSON.stringify(value)}`);

  test.each<[object, string[]]>([
    [{ ...EC2, detail: { sate: ['stopped'] } }, ['error unknown-detail-field detail.sate detail.sate']],
    [{ ...EC2, detail: { state: ['stoped'] } }, ['error value-outside-enumeration detail.state stoped']],
    [{ ...EC2, detail: { state: [5] } }, ['error wrong-value-type detail.state 5']],
    [{ ...EC2, detail: { state: [{ 'anything-but': ['stoped'] }] } }, ['error idle-exclusion detail.state stoped']],
    [{ ...EC2, detail: { region: ['eu-west-1'] } }, ['error unknown-detail-field detail.region detail.region']],
    [{ ...EC2, detail: { source: ['aws.ec2'] } }, ['error unknown-detail-field detail.source detail.source']],
    [{ ...EC2, detail: ['stopped'] }, [expect.stringContaining('detail')]],
    [{ ...EC2, detail: { Ref: 'Detail' } }, []],
    [{ 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { anything: ['x'] } }, ['info unknown-detail-field detail.anything detail.anything']],
    [{ 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { region: ['eu-west-1'] } }, ['error unknown-detail-field detail.region detail.region']],
    [{ source: ['aws.ec2'], detail: { nothingAtAll: ['x'] } }, ['warning unknown-detail-field detail.nothingAtAll detail.nothingAtAll']],
    [{ source: ['my.app'], detail: { nothingAtAll: ['x'] } }, []],
    [{ detail: { source: ['aws.iam'] } }, ['error unknown-detail-field detail.source aws.iam']],
    [{ detail: { source: ['my.app'] } }, []],
  ])('%j', (pattern, problems) => {
    expect(said(pattern)).toEqual(problems);
  });

  test('is about each kind that is named, where that is asked for', () => {
    const both = { ...EC2, 'detail-type': [...EC2['detail-type'], SPOT], 'detail': { state: ['stopped'] } };
    expect([said(both), said(both, true)]).toEqual([[], ['error unknown-detail-field detail.state detail.state']]);
  });

  test('leads to where the field stands', () => {
    const wayOutOf = (detail: object, more: object = {}) => verifyPattern({ ...EC2, detail, ...more } as never)
      .map(({ wayOut, nearest, what }) => [wayOut, nearest, what]);
    expect(wayOutOf({ region: ['eu-west-1'] })).toEqual([["'region' stands beside detail, not in it: move it to the top of the pattern.", [], expect.any(String)]]);
    expect(wayOutOf({ sate: ['x'] })).toEqual([[undefined, expect.arrayContaining(['detail.state']), "'EC2 Instance State-change Notification' has no field detail.sate."]]);
    expect(wayOutOf({ sate: ['x'] }, { 'detail-type': [...EC2['detail-type'], SPOT] })).toEqual([[undefined, expect.any(Array), 'None of the events has a field detail.sate, as far as is known.']]);
  });
});
