import { Question } from './questions';
import { parseIpAddress } from '../../../src/pattern/matcher/ip-address';

/** A difference between Event Ruler and the matcher that is meant to be. */
export interface KnownDifference {
  readonly name: string;
  /** Why the matcher answers as it does. */
  readonly reason: string;
  /** A question that is answered differently. */
  readonly example: Question;
  /** Whether a pattern and an event are of the kind that may be answered differently. */
  applies(question: Question): boolean;
}

export const KNOWN_DIFFERENCES: KnownDifference[] = [
  {
    name: 'an address, and an address of the other family or a number',
    reason: 'Ruler compares the digits it keeps addresses and numbers as, so 10.0.0.0/8 matches a00::1, 0.0.0.0 matches ::1, and 0.0.0.0/0 the number 5. The documentation speaks of addresses; one of the other family is another one.',
    example: { pattern: '{"a":[{"cidr":"10.0.0.0/8"}]}', events: ['{"a":"a00::1"}'] },
    applies: ({ pattern, events }) => {
      const families = new Set([...scalars(JSON.parse(pattern))].map((text) => parseIpAddress(String(text).split('/')[0])?.bits).filter((bits) => bits));
      return families.size > 0 && events.flatMap((sample) => [...scalars(JSON.parse(sample))]).some((value) => typeof value === 'number'
        || (typeof value === 'string' && parseIpAddress(value) !== undefined));
    },
  },
  {
    name: 'a prefix or a suffix that is a quotation mark',
    reason: 'Ruler keeps texts with the quotation marks of JSON, and finds the closing one of an empty text.',
    example: { pattern: '{"a":[{"prefix":"\\""}]}', events: ['{"a":""}'] },
    applies: ({ pattern }) => /"(prefix|suffix)":"\\"/.test(pattern),
  },
  {
    name: 'one field both with a dot in its name and inside a list',
    reason: 'Ruler loses one of the places when an event has, say, "c.d" and a "d" in an object of the list "c". Its authors say not to rely on dots in names, and no event of AWS has such a pair.',
    example: { pattern: '{"c":["x"],"c.d":[5]}', events: ['{"c":[{"d":7},["x"]],"c.d":5}'] },
    applies: ({ events }) => events.some((sample) => [...dottedAndListed(JSON.parse(sample))].length > 0),
  },
  {
    name: 'a name that is empty',
    reason: 'Ruler leaves an empty name inside an object out of the path on one of the two sides. No event of AWS has an empty name.',
    example: { pattern: '{"a":{"":["x"]}}', events: ['{"a":{"":"x"}}'] },
    applies: ({ pattern, events }) => [pattern, ...events].flatMap((text) => [...names(JSON.parse(text))]).some((name) => name.split('.').includes('')),
  },
  {
    name: 'a number that a double cannot hold',
    reason: 'Ruler reads the text of the pattern and of the event, where 9007199254740993 and 9007199254740992 differ. What a program in JavaScript hands over has become the same number before.',
    example: { pattern: '{"a":[9007199254740993]}', events: ['{"a":9007199254740992}'] },
    applies: ({ pattern, events }) => [pattern, ...events].some((text) => /\d{16}|\de/.test(text)),
  },
  {
    name: 'an operator that EventBridge does not document',
    reason: 'Operators come to Ruler before the service has them, and "exactly" is for Ruler\'s own use. A pattern that relies on one would be refused or read otherwise when it is deployed.',
    example: { pattern: '{"a":[{"exactly":"x"}]}', events: ['{"a":"x"}'] },
    applies: ({ pattern }) => /"exactly"/.test(pattern),
  },
];

/** Why Ruler answers now so, now so. */
export const UNSTEADY = 'Ruler gives both answers to the same question: in a list that has a numeric range beside texts, it finds or misses a text depending on the order in which its hash set happens to hold them. The matcher finds it.';

function* scalars(value: any): Generator<unknown> {
  if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) {
      yield* scalars(entry);
    }
  } else {
    yield value;
  }
}

function* names(value: any): Generator<string> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      yield* Array.isArray(value) ? [] : [name];
      yield* names(entry);
    }
  }
}

/** Paths that an event has both through a name with a dot and through a list. */
function* dottedAndListed(sample: any): Generator<string> {
  const dotted = new Set<string>();
  const listed = new Set<string>();
  const walk = (value: any, path: string[], throughDot: boolean, throughList: boolean): void => {
    if (Array.isArray(value)) {
      value.forEach((element) => walk(element, path, throughDot, true));
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([name, entry]) => walk(entry, [...path, name], throughDot || name.includes('.'), throughList));
    } else {
      (throughDot ? dotted : listed).add(path.join('.'));
      if (throughList) {
        listed.add(path.join('.'));
      }
    }
  };
  walk(sample, [], false, false);
  yield* [...dotted].filter((path) => listed.has(path));
}
