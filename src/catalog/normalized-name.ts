/** What people put before a service's name without meaning anything by it. */
const PREFIXES = /^(aws|amazon)[\s.:-]+/;

/** A service's name without case, a leading "AWS" or "Amazon", spaces and punctuation. */
export function normalize(name: string): string {
  return name.trim().toLowerCase().replace(PREFIXES, '').replace(/[^a-z0-9]/g, '');
}
