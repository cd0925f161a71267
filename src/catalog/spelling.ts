import { distance } from 'fastest-levenshtein';

/** Whether two names differ in capital letters and punctuation only. */
export function sameLetters(one: string, other: string): boolean {
  return letters(one) === letters(other);
}

/**
 * Whether a name is so near to another that it can only be meant to be it: one letter is wrong, missing, too much or in its
 * neighbour's place. A plural, or another number, is a name of its own.
 */
export function looksLikeTypo(name: string, other: string): boolean {
  const [one, two] = [letters(name), letters(other)];
  if (`${one}s` === two || one === `${two}s` || one.replace(/\d/g, '') === two.replace(/\d/g, '')) {
    return false;
  }
  const edits = distance(one, two);
  return Math.min(one.length, two.length) > 3 && (edits === 1 || (edits === 2 && sorted(one) === sorted(two)));
}

/** Whether a name can only be meant to be the other. */
export function resembles(name: string, other: string | undefined): boolean {
  return other !== undefined && (sameLetters(name, other) || looksLikeTypo(name, other));
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
