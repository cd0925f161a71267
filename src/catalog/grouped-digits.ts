/**
 * A whole number with a comma between thousands.
 *
 * `toLocaleString` writes the same, and its first call loads the data of all languages, which takes longer than making a rule.
 */
export function groupedDigits(number: number): string {
  return `${number}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
