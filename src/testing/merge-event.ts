/**
 * An event with some of its fields replaced. Objects are merged field by field, at every depth; anything else, lists
 * too, takes the place of what was there.
 */
export function mergeEvent(sample: Record<string, any>, overrides: Record<string, any>): Record<string, any> {
  const merged = { ...sample };
  const open = [{ into: merged, from: overrides }];
  while (open.length > 0) {
    const { into, from } = open.pop()!;
    for (const [name, value] of Object.entries(from)) {
      if (value !== undefined && isObject(value) && isObject(into[name])) {
        into[name] = { ...into[name] };
        open.push({ into: into[name], from: value });
      } else if (value !== undefined) {
        into[name] = value;
      }
    }
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
