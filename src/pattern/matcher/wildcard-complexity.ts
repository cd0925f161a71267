const ESCAPE = '\\';
const ANY = Symbol('any characters');
/** Stands for every character that no text has. */
const OTHER = Symbol('another character');
/** How many sets of prefixes are looked at; what takes more is taken for simple. */
const MOST_SETS = 2000;

type Token = string | typeof ANY;

/**
 * How complex texts with wildcards are that one field is compared with: how many beginnings of them, counted over all texts, one
 * value can match at the same time. EventBridge refuses what is too complex.
 *
 * @param most where counting may end
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://github.com/aws/event-ruler, MachineComplexityEvaluator
 */
export function wildcardComplexity(texts: readonly string[], most: number): number {
  const tokens = texts.map(tokensOf);
  const characters = new Set<Token | typeof OTHER>([...tokens.flat().filter((token) => token !== ANY), OTHER]);
  const first = tokens.map((list) => withEmpty(list, [0]));
  const seen = new Set([keyOf(first)]);
  const open = [first];
  let complexity = 0;
  while (open.length > 0 && complexity < most && seen.size < MOST_SETS) {
    const places = open.pop()!;
    complexity = Math.max(complexity, countOf(places));
    for (const character of characters) {
      const next = places.map((matched, at) => withEmpty(tokens[at], matched.flatMap((place) => step(tokens[at], place, character))));
      const key = keyOf(next);
      if (!seen.has(key)) {
        seen.add(key);
        open.push(next);
      }
    }
  }
  return complexity;
}

/** The longer beginnings that a value matches with one more character. */
function step(tokens: Token[], place: number, character: Token | typeof OTHER): number[] {
  return [...tokens[place - 1] === ANY ? [place] : [], ...tokens[place] === character ? [place + 1] : []];
}

/** A wildcard also stands for no character at all. */
function withEmpty(tokens: Token[], places: number[]): number[] {
  return [...new Set([...places, ...places.filter((place) => tokens[place] === ANY).map((place) => place + 1)])].sort((one, other) => one - other);
}

function countOf(places: number[][]): number {
  return places.reduce((sum, matched) => sum + matched.filter((place) => place > 0).length, 0);
}

function keyOf(places: number[][]): string {
  return places.map((matched) => matched.join()).join(';');
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === ESCAPE) {
      at += 1;
    }
    tokens.push(text[at] === '*' && text[at - 1] !== ESCAPE ? ANY : text[at]);
  }
  return tokens;
}
