/** Names whose values are no fields but branches. */
const OR = '$or';

/**
 * What somebody may have meant with a pattern that EventBridge refuses: plain values stand in lists, and what is empty is
 * left out. It only serves to find what else is wrong.
 */
export function repaired(pattern: unknown): unknown {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    return pattern;
  }
  return Object.fromEntries(Object.entries(pattern).map(([name, value]) => [name, repairedField(name, value)])
    .filter(([, value]) => value !== undefined));
}

function repairedField(name: string, value: unknown): unknown {
  if (name === OR && Array.isArray(value)) {
    const branches = value.map(repaired).filter((branch) => typeof branch === 'object' && branch !== null);
    return branches.length > 1 ? branches : undefined;
  }
  if (Array.isArray(value)) {
    const values = value.flat().filter((element) => element !== undefined && !isEmpty(element));
    return values.length > 0 ? values : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = repaired(value) as object;
    return isEmpty(fields) ? undefined : fields;
  }
  return value === undefined ? undefined : [value];
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
