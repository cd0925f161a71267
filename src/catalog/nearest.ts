import { distance } from 'fastest-levenshtein';

/**
 * The candidates that are spelled most like the given name, the nearest first.
 */
export function nearest(name: string, candidates: Iterable<string>, count = 3): string[] {
  const wanted = name.toLowerCase();
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, score: score(wanted, candidate.toLowerCase()) }))
    .sort((one, other) => one.score - other.score || (one.candidate < other.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Edits to get from one to the other; a name that holds the other, best as words of its own, is nearer than its length tells. */
function score(wanted: string, candidate: string): number {
  const edits = distance(wanted, candidate);
  const [shorter, longer] = wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted];
  if (shorter.length < 3 || !longer.includes(shorter)) {
    return edits;
  }
  const share = ` ${longer} `.includes(` ${shorter} `) ? 20 : 3;
  return Math.min(edits, (longer.length - shorter.length) / share);
}
