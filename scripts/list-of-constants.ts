/**
 * The declarations of a class of events without the list of constants in its comment. Languages need it that show no other
 * comments; TypeScript shows those of the constants. The assembly keeps it.
 */
export function withoutListOfConstants(declarations: string): string {
  return declarations.replace(/^(?: \* - [A-Z0-9_]+: ".*\n)+(?: \*\n)?/m, '');
}
