/** What is known of a key, found the first time that it is asked for. */
export function once<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  if (!known.has(key)) {
    known.set(key, find());
  }
  return known.get(key)!;
}
