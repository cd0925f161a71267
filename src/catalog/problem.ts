/**
 * Something that is wrong with what a rule asks for, before it becomes an error of a construct or a finding of a check.
 */
export interface Problem {
  /** What is wrong, in a sentence or two, with the value. */
  readonly what: string;
  /** The names that may be meant, the nearest first. */
  readonly nearest: readonly string[];
  /** What to do, in a sentence. */
  readonly wayOut?: string;
  /** What there is for it in an app of the CDK, in a sentence. */
  readonly inApp?: string;
  /** Whether it is wrong for sure. What is not may be newer than the catalogue. */
  readonly certain: boolean;
}

/** What to do about a problem; nothing where nothing is known to help. */
export function remedyOf({ nearest, wayOut }: Problem): string | undefined {
  const near = nearest.length > 0 ? `Nearest: ${nearest.map((name) => `'${name}'`).join(', ')}.` : undefined;
  return [near, wayOut].filter((sentence) => sentence !== undefined).join(' ') || undefined;
}

/** A problem as an error tells it: what is wrong, and what to do. */
export function explain(problem: Problem): string {
  return [problem.what, remedyOf(problem), problem.inApp].filter((sentence) => sentence !== undefined).join(' ');
}
