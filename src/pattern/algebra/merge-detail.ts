import { shownValue } from './shown-value';
import { isJsonObject } from '../../catalog/json-object';

/**
 * Puts the fields that a rule matches by itself and those of the user together.
 *
 * @throws where both want to say what a field matches
 */
export function mergeDetail(
  own: Record<string, any> | undefined, users: Record<string, any> | undefined, wayOut: Record<string, string> = {}, path = 'detail',
): Record<string, any> | undefined {
  if (!own || !users) {
    return own ?? users;
  }
  const merged = { ...own };
  for (const [name, value] of Object.entries(users)) {
    const field = `${path}.${name}`;
    if (name in merged && isJsonObject(merged[name]) && isJsonObject(value)) {
      merged[name] = mergeDetail(merged[name], value, wayOut, field);
    } else if (name in merged) {
      throw new Error(`${field} is set by the rule itself, to ${shownValue(merged[name])}: ${wayOut[field] ?? 'leave it out, or use EventPatternRule with a pattern of your own'}.`);
    } else {
      merged[name] = value;
    }
  }
  return merged;
}
