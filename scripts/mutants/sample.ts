const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;

/** Numbers from 0 to 1 that are the same for the same seed (Lehmer's generator). */
function seededRandom(seed: number): () => number {
  let state = (seed % (MODULUS - 1)) + 1;
  return () => {
    state = (state * MULTIPLIER) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}

/** So many of the values, each at most once, and the same ones for the same seed. */
export function sample<T>(values: T[], count: number, seed: number): T[] {
  const [rest, random] = [[...values], seededRandom(seed)];
  const chosen: T[] = [];
  while (chosen.length < count && rest.length > 0) {
    chosen.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return chosen;
}
