import { PageRegion } from './page-service';

/** Placeholders of the facts, in words. */
const WORDS: Record<string, string> = {
  '*': 'every Region',
  '$home': 'the home Region',
};

/** Where events appear, in words. */
export function regionWords({ regions }: PageRegion): string {
  return regions.map((name) => WORDS[name] ?? name).join(', ');
}
