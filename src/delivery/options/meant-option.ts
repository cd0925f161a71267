import type { OptionKind } from './option-kind';
import { resembles } from '../../catalog/spelling';

/** What options were called before, or are called elsewhere, where no word of the name tells. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  resourcesIn: ['resourceArns'],
  kind: ['readWriteType'],
  calls: ['events', 'operations'],
  eventNames: ['operations'],
  filter: ['detail'],
  dlq: ['deadLetterQueue'],
  retries: ['retryAttempts'],
  retryPolicy: ['retryAttempts'],
  maximumRetryAttempts: ['retryAttempts'],
  maximumEventAge: ['maxEventAge'],
  timeoutSeconds: ['timeout'],
};

interface Candidate {
  readonly name: string;
  /** Where it stands, seen from the options that are looked at. */
  readonly place: string;
}

/**
 * The option that is meant by a name that no option has: it is misspelt, called otherwise, longer or shorter by a word, or stands
 * one level too high. Nothing where several are as near, or none is.
 */
export function meantOption(name: string, kinds: Record<string, OptionKind>): string | undefined {
  const candidates: Candidate[] = [
    ...Object.keys(kinds).map((option) => ({ name: option, place: option })),
    ...Object.entries(kinds).flatMap(([holder, { names = [] }]) => names.map((option) => ({ name: option, place: `${holder}.${option}` }))),
  ];
  const others = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : [];
  const same = candidates.find((candidate) => candidate.name === name)
    ?? candidates.find((candidate) => resembles(name, candidate.name))
    ?? candidates.find((candidate) => others.includes(candidate.name));
  return same?.place ?? nearestByWords(name, candidates)?.place;
}

function nearestByWords(name: string, candidates: Candidate[]): Candidate | undefined {
  const words = wordsOf(name);
  const [first, second] = candidates
    .map((candidate) => ({ candidate, extra: extraWords(words, wordsOf(candidate.name)) }))
    .filter(({ extra }) => extra !== undefined)
    .sort((one, other) => one.extra! - other.extra!);
  return first && first.extra !== second?.extra ? first.candidate : undefined;
}

/** How many words the longer name has that the shorter has not; nothing where the shorter has words of its own. */
function extraWords(one: string[], other: string[]): number | undefined {
  const [shorter, longer] = [one, other].sort((first, second) => first.length - second.length);
  return shorter.every((word) => longer.includes(word)) ? longer.length - shorter.length : undefined;
}

/** The words of a name such as `detailTypes`, in the singular. */
function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z])|[_-]/).map((word) => word.toLowerCase().replace(/s$/, ''));
}
