import { Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ANYTHING, OptionFindings, OptionKind, checkOptions, describeWrong, holding, leaf, listOf, mapOf, struct,
} from '../../../src/delivery/options/option-kind';
import {
  ACCOUNT, BOOLEAN, BUS, CONSTRUCT, DURATION, FIELDS, KEY, KNOWN_DURATION, KNOWN_REGION, NAME, NUMBER, QUEUE, REGION, SERVICE, TARGET, TEXT,
  instanceOf, nameLike, oneOf, textUpTo, wholeNumber, withAttribute,
} from '../../../src/delivery/options/option-kinds';
import { requireOption, requireOptions, requireOptionsOf, requireScope } from '../../../src/delivery/options/require-options';
import { messagesOf, testApp, testStack } from '../../support/test-app';

const LATE = Lazy.string({ produce: () => 'late' });

function findings(kind: OptionKind, value: unknown): OptionFindings {
  const found: OptionFindings = { wrong: [], unknown: [], late: [] };
  kind.check('a', value, found);
  return found;
}

const wrongIn = (kind: OptionKind, value: unknown) => findings(kind, value).wrong.map(({ place, advice }) => `${place}: ${advice}`);
const lateIn = (kind: OptionKind, value: unknown) => findings(kind, value).late.map(({ place }) => place);

const SMALL = leaf((value) => typeof value === 'number' && value < 10, { advice: 'small' });
const WORD = leaf((value) => typeof value === 'string', { advice: (value) => `no ${typeof value}`, token: true });

describe('a kind of values', () => {
  test.each<[string, OptionKind, unknown, string[], string[]]>([
    ['one that fits', SMALL, 5, [], []],
    ['one that does not', SMALL, 10, ['a: small'], []],
    ['one that says why', WORD, 5, ['a: no number'], []],
    ['one that may be known late', WORD, LATE, [], ['a']],
    ['one that may not', SMALL, Token.asNumber({ Ref: 'Number' }), ['a: small'], []],
    ['anything', ANYTHING, LATE, [], []],
    ['a list', listOf(SMALL), [1, 2], [], []],
    ['a list with others in it', listOf(SMALL), [1, 20, 3, undefined], ['a[1]: small', 'a[3]: small'], []],
    ['no list', listOf(SMALL), 5, ['a: it must be a list'], []],
    ['no list, with advice', listOf(SMALL, 'give a list'), {}, ['a: give a list'], []],
    ['a list that is known late', listOf(SMALL), Token.asList({ Ref: 'List' }), [], ['a']],
    ['a list with late values', listOf(WORD), ['x', LATE], [], ['a[1]']],
    ['an object', struct({ b: SMALL, c: WORD }), { b: 1 }, [], []],
    ['an object with a wrong part', struct({ b: SMALL, c: WORD }), { b: 10, c: 'x' }, ['a.b: small'], []],
    ['an object with a part that is left out', struct({ b: SMALL }), { b: undefined }, [], []],
    ['an object without what it must have', struct({ b: SMALL, c: WORD }, 'x', ['b']), { c: 'x' }, ['a.b: small'], []],
    ['no object', struct({ b: SMALL }), [], ['a: it must be an object of options'], []],
    ['an object that is known late', struct({ b: SMALL }, 'write it out'), Token.asAny({ Ref: 'Object' }), ['a: write it out'], []],
    ['an object with one of its options', holding(struct({ b: SMALL })), { b: 1 }, [], []],
    ['an object with none of them', holding(struct({ b: SMALL, c: WORD })), { b: undefined }, ['a: it must have at least one of b, c'], []],
    ['an empty object', holding(struct({ b: SMALL })), {}, ['a: it must have at least one of b'], []],
    ['an object with a wrong one', holding(struct({ b: SMALL })), { b: 20 }, ['a.b: small'], []],
    ['a map', mapOf(WORD, SMALL, 'give a map'), { x: 1, y: 2 }, [], []],
    ['a map with a wrong value', mapOf(WORD, SMALL, 'give a map'), { x: 1, y: 20 }, ['a["y"]: small'], []],
    ['a map with a wrong key', mapOf(leaf((key) => key === 'x', { advice: 'give x' }), SMALL, 'give a map'), { y: 2 }, ['a key of a: give x'], []],
    ['no map', mapOf(WORD, SMALL, 'give a map'), 5, ['a: give a map'], []],
  ])('takes or refuses %s', (_what, kind, value, wrong, late) => {
    expect([wrongIn(kind, value), lateIn(kind, value)]).toEqual([wrong, late]);
  });

  test('knows what is misspelt, at the top and within', () => {
    const found: OptionFindings = { wrong: [], unknown: [], late: [] };
    checkOptions('', { smal: 1, toString: 2, within: { smalls: 1, odd: 1 } }, { small: SMALL, within: struct({ small: SMALL }) }, found);
    expect(found.unknown).toEqual([{ place: 'smal', meant: 'small' }, { place: 'toString', meant: undefined }, { place: 'within.smalls', meant: 'within.small' }, { place: 'within.odd', meant: undefined }]);
    expect(found.wrong).toEqual([]);
  });

  test('is described by its place, owner and value', () => {
    expect(describeWrong({ place: 'a.b', value: 20, advice: 'it must be small' }, "rule 'Stack/Rule'")).toBe("a.b of rule 'Stack/Rule' is 20: it must be small.");
  });
});

describe('the kinds of options', () => {
  const stack = testStack();
  const queue = new sqs.Queue(stack, 'Queue');

  test.each<[string, OptionKind, unknown[], unknown[]]>([
    ['BOOLEAN', BOOLEAN, [true, false], ['true', 0, null, LATE]],
    ['TEXT', TEXT, ['', 'x', LATE], [5, null, {}]],
    ['NAME', NAME, ['x', LATE], ['', 5]],
    ['NUMBER', NUMBER, [0, -1, 1.5, Token.asNumber({ Ref: 'N' })], ['5', NaN, Infinity]],
    ['FIELDS', FIELDS, [{}, { a: 1 }, Lazy.any({ produce: () => ({}) })], [[], 'x', null]],
    ['CONSTRUCT', CONSTRUCT, [stack], [{}, 'x']],
    ['SERVICE', SERVICE, [], ['EC2', {}]],
    ['DURATION', DURATION, [{ toSeconds: () => 1 }], [5, null, {}]],
    ['KNOWN_DURATION', KNOWN_DURATION, [{ toSeconds: () => 1, isUnresolved: () => false }], [{ toSeconds: () => 1, isUnresolved: () => true }, 5]],
    ['TARGET', TARGET, [{ bind: () => ({}) }], [queue, stack, {}, null]],
    ['QUEUE', QUEUE, [queue], [stack, {}, { queueArn: 'x' }, null, 'x']],
    ['KEY', KEY, [{ keyArn: Aws.REGION }], [queue, { keyArn: 'arn:aws:sqs:eu-west-1:111122223333:q' }]],
    ['ACCOUNT', ACCOUNT, ['111122223333', LATE], [111122223333, '1111', '1111222233334']],
    ['REGION', REGION, ['eu-west-1', LATE], ['eu-wset-1', 5]],
    ['KNOWN_REGION', KNOWN_REGION, ['eu-west-1'], ['eu-wset-1', Aws.REGION]],
    ['nameLike', nameLike(/^a+$/, 'x'), ['aa', LATE], ['b', 5]],
    ['textUpTo', textUpTo(3), ['', 'abc', LATE], ['abcd', 5]],
    ['wholeNumber', wholeNumber({ min: 1, max: 3 }), [1, 2, 3, Token.asNumber({ Ref: 'N' })], [0, 4, 1.5, '2']],
    ['oneOf', oneOf('Letter', { A: 'a', B: 'b' }), ['a', 'b'], ['A', 'c', undefined]],
    ['instanceOf', instanceOf(Stack, 'x'), [stack], [queue, {}]],
    ['withAttribute', withAttribute('queueArn', 'x'), [queue, { queueArn: undefined }], [stack, null, 'queueArn']],
  ])('%s takes what it should, and nothing else', (_name, kind, right, wrong) => {
    expect(right.map((value) => wrongIn(kind, value))).toEqual(right.map(() => []));
    expect(wrong.map((value) => wrongIn(kind, value).length)).toEqual(wrong.map(() => 1));
  });

  test.each<[OptionKind, unknown, string]>([
    [NUMBER, '5', 'it must be a number, and this is a text'],
    [NUMBER, NaN, 'it must be a number'],
    [textUpTo(3), 'abcd', 'it has 4 characters, and AWS allows 3'],
    [textUpTo(3), 5, 'it must be a text of at most 3 characters'],
    [KNOWN_DURATION, 5, 'give a Duration, such as Duration.minutes(5)'],
    [KNOWN_DURATION, { toSeconds: () => 1, isUnresolved: () => true }, 'it is known at deployment only, and is needed before: write it out, such as Duration.minutes(5)'],
    [REGION, 'eu-wset-1', "it must be the name of a Region, such as 'eu-west-1'"],
    [REGION, 5, "it must be the name of a Region, such as 'us-east-1'"],
    [oneOf('Letter', { A: 'a', B: 'b' }), 'x', 'it must be one of Letter.A, Letter.B'],
    [QUEUE, { queueArn: 'x' }, 'its queueArn is "x", and give an ARN such as arn:aws:sqs:eu-west-1:111122223333:my-queue'],
    [QUEUE, 5, 'give a queue, such as new sqs.Queue(...) or sqs.Queue.fromQueueArn(...)'],
    [BUS, { bus: { eventBusArn: 'x' } }, 'give its event bus, hub.bus'],
    [BUS, 5, 'give an event bus, such as new events.EventBus(...), events.EventBus.fromEventBusArn(...) or hub.bus'],
    [BUS, { eventBusArn: 'arn:aws:events:eu-west-1:111122223333:event-busv2/a/b' }, 'a Custom Event Bus has no rules: use ServiceEventSubscriber, ServiceEventSource or EventSourceSpoke with it, or give a bus that has rules, such as new events.EventBus(...)'],
    [BUS, { eventBusArn: 'arn:aws:events:eu-west-1:1111:event-bus/a' }, 'its eventBusArn is "arn:aws:events:eu-west-1:1111:event-bus/a", and give an ARN such as arn:aws:events:eu-west-1:111122223333:event-bus/service-events'],
    [BUS, { eventBusArn: 'x', eventBusName: 'arn:aws:events:eu-west-1:111122223333:event-bus/a' }, 'its name is an ARN, which events.EventBus.fromEventBusArn(...) takes'],
  ])('what is wrong is said with what to do (%#)', (kind, value, advice) => {
    expect(wrongIn(kind, value)).toEqual([`a: ${advice}`]);
  });
});

describe('options where they enter', () => {
  const KINDS = { small: SMALL, word: WORD };

  test('are refused when they are no object, or hold what is wrong, all at once', () => {
    expect(() => requireOptionsOf('X', [], KINDS)).toThrow('The options of X are a list of 0: give an object with some of small, word.');
    expect(() => requireOptionsOf('X', null, KINDS)).toThrow('The options of X are null');
    expect(() => requireOptionsOf('X', { small: 20, word: 5 }, KINDS)).toThrow('small of X is 20: small. word of X is 5: no number.');
  });

  test('that are none are refused where nobody can be warned, with the one that is meant', () => {
    expect(() => requireOptionsOf('X', { smal: 1 }, KINDS)).toThrow('smal is no option of X: small is meant, as it seems.');
    expect(() => requireOptionsOf('X', { odd: 1 }, KINDS)).toThrow('odd is no option of X: give some of small, word.');
    expect(() => requireOptions(testApp(), 'X', { odd: 1 }, KINDS)).toThrow('odd is no option of X');
  });

  test('that are none are told of where somebody can be, and where they belong', () => {
    const stack = testStack();
    new sqs.Queue(stack, 'Queue');
    requireOptions(stack, 'X', { smal: 1, odd: 1, other: 1 }, KINDS, { other: 'give it to the rule' });
    expect(messagesOf(stack).filter((message) => message.includes('is no option')).map((message) => /(\w+) is no option of X, and has no effect(.*?)\. Leave/.exec(message)!.slice(1))).toEqual([
      ['smal', ': small is meant, as it seems'], ['odd', ''], ['other', ': give it to the rule'],
    ]);
  });

  test('that are known late are looked at when the template is written, as far as they are known by then', () => {
    const stack = testStack();
    const [wrong, right, never] = [5, 'x', { Ref: 'AWS::Region' }].map((value) => Lazy.string({ produce: () => value as string }));
    requireOptions(stack, 'X', { word: wrong }, KINDS);
    requireOptions(stack, 'Y', { word: right }, KINDS);
    requireOptions(stack, 'Z', { word: never }, KINDS);
    expect(stack.node.validate()).toEqual(['word of X is 5: no number.']);
  });

  test('that are needed are refused when they are missing', () => {
    expect(() => requireOption('X', 'word', undefined, WORD)).toThrow('word of X is undefined: no undefined.');
    requireOption('X', 'word', 'x', WORD);
    requireOption('X', 'word', LATE, WORD);
  });

  test('for a scope need one', () => {
    expect(() => requireScope('X', 'app')).toThrow('scope of X is "app": give a construct, such as the app, a stage or a stack.');
    requireScope('X', testStack());
  });
});
