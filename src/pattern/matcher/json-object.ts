/**
 * The object that a JSON text holds.
 *
 * @param what the text is of, such as `An event`
 * @throws when it is no JSON, or another value than an object
 */
export function jsonObject(text: string, what: string): { [key: string]: any } {
  if (typeof text !== 'string') {
    throw new Error(`${what} is given as ${JSON.stringify(text)}: it must be a text that holds a JSON object.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${what} is given as a JSON text, and this is none (${(error as Error).message}).`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what} is a JSON object, and this text holds ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}.`);
  }
  return value;
}
