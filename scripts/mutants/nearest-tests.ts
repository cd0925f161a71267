const wordsOf = (path: string) => path.replace(/^(src|test)\/|(\.test)?\.ts$/g, '').split(/[^a-z0-9]+/).filter((word) => word.length > 2).map((word) => word.replace(/s$/, ''));

const roomOf = (path: string) => path.split('/')[1];

/** Test files, those of its own room and those that have most in common with a file of the source by name first: they notice most, and the first that fails ends the run. */
export function nearestFirst(tests: string[], file: string): string[] {
  const words = new Set(wordsOf(file));
  const shared = (test: string) => {
    const own = wordsOf(test);
    return own.filter((word) => words.has(word)).length - own.length / 100 + (roomOf(test) === roomOf(file) ? 1 : 0);
  };
  return [...tests].sort((one, other) => shared(other) - shared(one));
}
