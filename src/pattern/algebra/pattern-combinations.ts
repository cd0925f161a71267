/**
 * How many combinations the `$or` of a pattern make, as EventBridge counts them: the product of the numbers of alternatives
 * of every `$or`, wherever it stands.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function combinationsOf(pattern: unknown): number {
  let combinations = 1;
  // A list of what is still to read instead of calls: a deep pattern needs no deep stack.
  const open: unknown[] = [pattern];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null) {
      continue;
    }
    for (const [name, value] of Object.entries(part)) {
      if (name === '$or' && Array.isArray(value)) {
        combinations *= value.length;
        open.push(...value);
      } else if (!Array.isArray(value)) {
        open.push(value);
      }
    }
  }
  return combinations;
}
