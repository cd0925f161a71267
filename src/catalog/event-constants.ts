/** Marks the constant of an event that another document spells with other capital letters or punctuation. */
const OTHER_SPELLING = '_OTHER_SPELLING';

/** The name of the constant for a text, such as a detail-type. */
export function constantName(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '').toUpperCase();
}

/** The names of the constants of a service's events, by detail-type. */
export function eventConstants(detailTypes: string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const detailType of detailTypes) {
    const name = constantName(detailType);
    const taken = [...names.values()];
    const free = taken.includes(name) ? name + OTHER_SPELLING : name;
    if (taken.includes(free)) {
      throw new Error(`Three events would be called ${name}`);
    }
    names.set(detailType, free);
  }
  return names;
}

/** `arc-region-switch` becomes `ArcRegionSwitchEvents`. */
export function eventClassName(slug: string): string {
  return `${slug.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('')}Events`;
}
