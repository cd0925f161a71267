/** How the CDK marks a text that is known later. */
const TOKEN = /\$\{Token\[/;

/**
 * @throws where a name is no text, or one that is known at deployment only, when nothing can be looked up any more
 */
export function requireText(what: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') {
    throw new Error(`${what} is ${typeof value === 'object' && value !== null ? 'an object' : String(value)}: it must be a text.`);
  }
  if (TOKEN.test(value)) {
    throw new Error(`${what} is known at deployment only (it is a token), and it is needed when the app is synthesized: give a text.`);
  }
}
