/** A `Map`, or a `WeakMap`. */
interface Known<K, V> {
  has(key: K): boolean;
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What is known of a key, found the first time that it is asked for. */
export function once<K, V>(known: Known<K, V>, key: K, find: () => V): V {
  if (!known.has(key)) {
    known.set(key, find());
  }
  return known.get(key)!;
}
