import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { AwsService } from '../../src/catalog/aws-service';
import { isJsonObject } from '../../src/catalog/json-object';
import { checkEvent, requireEnvelope } from '../../src/pattern/matcher/checked-event';
import { EventPatternMatcher } from '../../src/pattern/matcher/event-pattern-matcher';
import { EventReader } from '../../src/pattern/matcher/event-reader';
import { jsonObject } from '../../src/pattern/matcher/json-object';
import { PatternIndex } from '../../src/pattern/matcher/pattern-index';
import { SampleEvents } from '../../src/testing/sample-events';
import { everyOf } from '../support/every-of';
import { runsWanted } from '../support/random-runs-wanted';
import { mutated, writtenObjects } from '../support/written-json';

// `npm run fuzz:matcher` asks many more, others each time.
const numRuns = runsWanted('PATTERN_RUNS', 3000, 200_000);

const ENVELOPE = '"source":"s","detail-type":"t"';
const PATHS = ['a', 'b', 'a.b', 'a.a.a', 'detail.a', 'detail.aa.b', '', 'c.', '__proto__', 'c.__proto__.a', 'constructor.a', 'detail.toString', 'detail.0'];

const path = fc.constantFrom(...PATHS);
const item = fc.oneof(
  fc.constantFrom<any>('', 'a', 'A', '{', 'é', '😀', '\ud800', 0, 1, -1, 1.5, 100000, true, false, null),
  fc.constantFrom<any>({ exists: true }, { exists: false }, { 'anything-but': ['a'] }, { prefix: 'ab' }, { numeric: ['>', 0] }, { wildcard: '*b*' }),
);
const items = fc.array(item, { minLength: 1, maxLength: 3 });
const patterns = fc.array(fc.tuple(path, items), { minLength: 1, maxLength: 4 }).map((wanted) => wanted.reduce((pattern, [names, list]) => {
  put(pattern, names.split('.'), list);
  return pattern;
}, {}));

/** Texts of events, most of which are skimmed, and of what is none. */
const enveloped = (texts: fc.Arbitrary<string>) => fc.tuple(texts, fc.integer({ min: 0, max: 9 }), fc.boolean()).map(([text, bare, first]) => {
  if (bare === 0) {
    return text;
  }
  const at = first ? text.indexOf('{') + 1 : text.lastIndexOf('}');
  const isEmpty = /^\s*\{\s*\}\s*$/.test(text);
  return `${text.slice(0, at)}${first || isEmpty ? '' : ','}${ENVELOPE}${first && !isEmpty ? ',' : ''}${text.slice(at)}`;
});
const usual = enveloped(writtenObjects(0));
const any = fc.oneof(enveloped(writtenObjects(20)), mutated(usual), mutated(enveloped(writtenObjects(20))), fc.json(), fc.string());

/** Puts a list into a pattern, where it may replace another. */
function put(pattern: any, [name, ...rest]: string[], list: unknown[]): void {
  if (rest.length === 0) {
    set(pattern, name, list);
  } else {
    const held = Object.hasOwn(pattern, name) ? pattern[name] : undefined;
    put(isJsonObject(held) ? held : set(pattern, name, {}), rest, list);
  }
}

function set(object: any, name: string, value: any): any {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  return value;
}

/** What is left of a value when only some fields of its objects are kept. */
function partOf(value: any, paths: string[][]): any {
  if (Array.isArray(value)) {
    return value.map((element) => partOf(element, paths));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const part = {};
  for (const name of Object.keys(value)) {
    const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    if (below.length > 0) {
      set(part, name, partOf(value[name], below));
    }
  }
  return part;
}

/** What comes of a text, be it an error. */
function outcomeOf(run: () => unknown): unknown {
  try {
    return { answer: run() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function readWhole(text: string) {
  const checked = checkEvent(jsonObject(text, 'An event'));
  requireEnvelope(checked);
  return checked;
}

describe('an event as a JSON text', () => {
  test('is skimmed when it is written in any usual way', () => {
    const reader = new EventReader(PATHS);
    let skimmed = 0;
    fc.assert(fc.property(usual, (text) => {
      const whole = outcomeOf(() => readWhole(text)) as any;
      fc.pre(whole.answer?.fields['detail-type'] !== undefined && typeof whole.answer.fields['detail-type'] === 'string');
      skimmed += 1;
      expect(reader.skim(text)).toBeDefined();
    }), { numRuns: 500 });
    expect(skimmed).toBeGreaterThan(300);
  });

  test('is skimmed when it is the sample of a service without dots in its names', () => {
    const reader = new EventReader(['detail.state']);
    const samples = AwsService.all().flatMap((service) => service.detailTypes.slice(0, 1).map((detailType) => SampleEvents.of(service, detailType)));
    const plain = samples.filter((sample) => !checkEvent(sample).hasDottedNames).map((sample) => JSON.stringify(sample));
    expect(plain.length).toBeGreaterThan(100);
    expect(plain.filter((text) => !reader.skim(text))).toEqual([]);
  });

  test('has the wanted fields that JSON.parse finds, and no others, when it is skimmed', () => {
    const wanted = ['source', 'detail-type', ...PATHS].map((each) => each.split('.'));
    const reader = new EventReader(PATHS);
    fc.assert(fc.property(fc.oneof(usual, any), (text) => {
      const skimmed = reader.skim(text);
      if (skimmed) {
        const whole = readWhole(text);
        expect(whole.hasDottedNames).toBe(false);
        const part = partOf(whole.fields, wanted);
        expect(isDeepStrictEqual(skimmed.fields, part) || { text, skimmed: skimmed.fields, part }).toBe(true);
      }
    }), { numRuns });
  });

  test('is matched, or refused in the same words, as the object that it holds', () => {
    fc.assert(fc.property(patterns, fc.array(any, { minLength: 1, maxLength: 5 }), (pattern, texts) => {
      const matcher = EventPatternMatcher.of(pattern);
      for (const text of everyOf(texts)) {
        expect(outcomeOf(() => matcher.matchesJson(text))).toEqual(outcomeOf(() => matcher.matches(jsonObject(text, 'An event'))));
      }
    }), { numRuns });
  });

  test('is skimmed up to 65,536 characters and 200 levels, again after any other text', () => {
    const matcher = EventPatternMatcher.of({ last: ['x'] });
    const reader = new EventReader(['last']);
    const long = (characters: number, filler = 'x') => `{${ENVELOPE},"text":"${filler.padEnd(characters - 53, 'y')}","last":"x"}`;
    const deep = (levels: number, begin = '[', end = ']') => `{${ENVELOPE},"deep":${begin.repeat(levels - 1)}1${end.repeat(levels - 1)},"last":"x"}`;
    const deepObject = (levels: number) => deep(levels, '{"a":', '}');
    expect(long(65_536).length).toBe(65_536);
    const skimmed = (texts: string[]) => texts.map((text) => reader.skim(text) !== undefined);
    expect(skimmed([long(65_536), long(65_537), long(65_536, 'é'), long(65_536, 'é'.repeat(40_000)), long(65_535)])).toEqual([true, false, false, false, true]);
    expect(skimmed([deep(200), deepObject(200), deep(3)])).toEqual([true, true, true]);
    expect(skimmed([deep(201), deepObject(201), deep(5000), deepObject(5000)])).toEqual([false, false, false, false]);
    expect([long(65_537), long(65_536, 'é'), deep(200), deepObject(200)].map((text) => matcher.matchesJson(text))).toEqual([true, true, true, true]);
    expect(() => matcher.matchesJson(deep(201))).toThrow('nested deeper than 200 levels');
    expect(() => matcher.matchesJson(long(1024 * 1024 + 1))).toThrow('larger than 1048576 bytes');
  });

  test.each<[string, any, string]>([
    ['nothing', undefined, 'An event is given as undefined: it must be a text'],
    ['an object', { 'source': 's', 'detail-type': 't' }, 'An event is given as {"source":"s","detail-type":"t"}: it must be a text'],
    ['an empty text', '', 'this is none (Unexpected end of JSON input)'],
    ['a list', `[{${ENVELOPE}}]`, 'this text holds a list'],
    ['a brace too many behind a character that takes two bytes', '{"source":"é","detail-type":"t"}}', 'this is none'],
    ['two objects', `{${ENVELOPE}}{}`, 'this is none'],
    ['a zero behind', `{${ENVELOPE}}\u0000`, 'this is none'],
    ['a byte order mark before', `\ufeff{${ENVELOPE}}`, 'this is none'],
    ['an endless text', `{${ENVELOPE},"a":"`, 'this is none'],
    ['an infinite number', `{${ENVELOPE},"a":1e400}`, "Field 'a' of the event holds Infinity"],
    ['an infinite number without an exponent', `{${ENVELOPE},"a":${'9'.repeat(310)}}`, "Field 'a' of the event holds Infinity"],
    ['no source', '{"detail-type":"t"}', "'source' of the event is missing"],
    ['a source that is replaced by another', `{${ENVELOPE},"source":1}`, "'source' of the event is 1"],
  ])('is refused in words: %s', (_, text, message) => {
    expect(() => EventPatternMatcher.of({ a: [1] }).matchesJson(text)).toThrow(message);
  });

  test('finds in an index what the object that it holds finds', () => {
    fc.assert(fc.property(fc.array(patterns, { minLength: 1, maxLength: 5 }), fc.array(any, { minLength: 1, maxLength: 5 }), (wanted, texts) => {
      const index = new PatternIndex<number>();
      for (const [n, pattern] of everyOf([...wanted.entries()])) {
        index.add(EventPatternMatcher.of(pattern), n);
        for (const text of everyOf(texts)) {
          expect(outcomeOf(() => index.matchingJson(text))).toEqual(outcomeOf(() => index.matching(readWhole(text))));
        }
      }
    }), { numRuns: numRuns / 10 });
  });
});
