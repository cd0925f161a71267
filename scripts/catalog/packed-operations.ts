import { PLURAL, SIGNS, pluralOf } from '../../src/catalog/packed-operations';

/**
 * Names of operations in less space, with `unpackOperations` as the way back: each thing that the operations of a service are
 * about once, with a sign for each verb: `Bucket!$~%` is CreateBucket, DeleteBucket and ListBuckets.
 *
 * @param operations the names, in order
 */
export function packOperations(operations: string[], verbs: readonly string[]): string {
  const signsOf = new Map<string, string>();
  for (const operation of operations) {
    const verb = verbOf(operation);
    const at = verb === undefined || verb === operation ? -1 : verbs.indexOf(verb);
    const thing = at < 0 ? operation : operation.slice(verb!.length);
    signsOf.set(thing, (signsOf.get(thing) ?? '') + (at < 0 ? SIGNS.alone : SIGNS.verbs[at]));
  }
  for (const [thing, signs] of signsOf) {
    const plural = pluralOf(thing);
    if (signsOf.has(plural) && !signsOf.get(plural)!.includes(PLURAL)) {
      signsOf.set(thing, signs + PLURAL + signsOf.get(plural)!);
      signsOf.delete(plural);
    }
  }
  return [...signsOf].map(([thing, signs]) => thing + signs).sort().join(' ');
}

/** The verbs that are used most, one for each sign. */
export function commonVerbs(operations: string[]): string[] {
  const counts = new Map<string, number>();
  for (const operation of operations) {
    const verb = verbOf(operation);
    if (verb !== undefined && verb !== operation) {
      counts.set(verb, (counts.get(verb) ?? 0) + 1);
    }
  }
  return [...counts].sort(([one, of], [other, ofOther]) => ofOther - of || (one < other ? -1 : 1)).slice(0, SIGNS.verbs.length).map(([verb]) => verb);
}

/** The first word of the name of an operation. */
function verbOf(operation: string): string | undefined {
  return /^[A-Z][a-z]+/.exec(operation)?.[0];
}
