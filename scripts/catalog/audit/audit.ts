/**
 * Prints what the catalogue does not know of the events in a folder: sources, kinds of events, fields, values, and names of
 * calls. Nothing of the events but these is printed.
 *
 *   npm run catalog:audit -- <folder>
 */
import { unknownOf } from './audited-event';
import { collectedEvents } from './collected-events';

const folder = process.argv[2];
if (!folder) {
  console.error('Name the folder of JSON files: npm run catalog:audit -- <folder>');
  process.exitCode = 1;
} else {
  const events = collectedEvents(folder);
  const counts = new Map<string, number>();
  events.flatMap(unknownOf).forEach((sentence) => counts.set(sentence, (counts.get(sentence) ?? 0) + 1));
  [...counts].sort().forEach(([sentence, count]) => console.log(`${sentence}${count > 1 ? ` (${count} times)` : ''}`));
  console.log(`${events.length} events, ${counts.size} things that the catalogue does not know`);
}
