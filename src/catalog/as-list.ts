/** What AWS lets stand by itself or in a list, as a list. */
export function asList(value: any): any[] {
  return Array.isArray(value) ? value : [value];
}
