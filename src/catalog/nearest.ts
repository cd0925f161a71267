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

/** Edits to get from one to the other; a name that begins or goes on like the other is nearer than its length tells. */
function score(wanted: string, candidate: string): number {
  const edits = distance(wanted, candidate);
  const [shorter, longer] = wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted];
  return shorter.length > 3 && longer.includes(shorter) ? Math.min(edits, (longer.length - shorter.length) / 3) : edits;
}
