/** Stand after the thing that operations are about. None of them is part of a name or needs an escape in JSON. */
export const SIGNS = { verbs: '!#$%&()*+,-/:;<=>?@[]^{|}', alone: '.' };

/** The signs after it are about several of the thing. */
export const PLURAL = '~';

const THING = /^(\w+)(.*)$/;

export function pluralOf(thing: string): string {
  return /[^aeiou]y$/.test(thing) ? `${thing.slice(0, -1)}ies` : `${thing}s`;
}

/**
 * The operations of a service, in order, from how `data/operations.json` has them: each thing that they are about, with a
 * sign for each verb.
 *
 * @param verbs the verb that each sign stands for
 */
export function unpackOperations(packed: string, verbs: readonly string[]): string[] {
  return packed.split(' ').flatMap((entry) => {
    const [, thing, signs] = THING.exec(entry)!;
    const [one, several = ''] = signs.split(PLURAL);
    return [...namesOf(thing, one, verbs), ...namesOf(pluralOf(thing), several, verbs)];
  }).sort();
}

function namesOf(thing: string, signs: string, verbs: readonly string[]): string[] {
  return [...signs].map((sign) => (sign === SIGNS.alone ? thing : verbs[SIGNS.verbs.indexOf(sign)] + thing));
}
