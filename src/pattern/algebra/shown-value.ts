/** How the CDK writes a token into a text, or into a list. */
const TOKENS = /[$#]\{Token\[[^\]]*\]\}/g;

/** A value of a filter as an error shows it: what is known at deployment only is said to be so. */
export function shownValue(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).replace(TOKENS, '<known at deployment only>');
}
