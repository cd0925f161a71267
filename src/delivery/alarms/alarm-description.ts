import { Token } from 'aws-cdk-lib';
import { ALARM_DESCRIPTION_CHARACTERS } from '../../catalog/quotas';

/** Names that AWS makes at deployment, of rules, queues and functions, are at most this long. */
const NAME_CHARACTERS = 80;
/** How the CDK writes a value into a text that is known at deployment only. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/g;
const ELLIPSIS = '…';

/** The longest address of a runbook, which follows the description. */
export const RUNBOOK_CHARACTERS = 256;
const BEFORE_RUNBOOK = ' Runbook: ';

/** A description, and the page that says what to do; without the page where there is no room for it. */
export function withRunbook(description: string, url: string): string {
  const text = `${description}${BEFORE_RUNBOOK}${url}`;
  return longestLength(text) > ALARM_DESCRIPTION_CHARACTERS ? description : text;
}

/**
 * How long a text is once deployed, at most: a name that is known at deployment only counts at its longest.
 */
export function longestLength(text: string): number {
  return text.replace(TOKEN, '-'.repeat(NAME_CHARACTERS)).length;
}

/**
 * The description of an alarm, which takes 1,024 characters, a runbook included: where it is longer, what it is about is shortened, and what
 * to do about it stays.
 *
 * @param about what the alarm is about, the services and events; names separated by commas
 * @param compose the whole text
 */
export function describeAlarm(about: string, compose: (about: string) => string): string {
  const room = ALARM_DESCRIPTION_CHARACTERS - BEFORE_RUNBOOK.length - RUNBOOK_CHARACTERS - longestLength(compose(''));
  return compose(shortened(about, Math.max(room, ELLIPSIS.length)));
}

/** As many of the names as there is room for, and how many more there are. */
export function shortened(names: string, room: number): string {
  if (longestLength(names) <= room || Token.isUnresolved(names)) {
    return names;
  }
  const all = names.split(', ');
  const kept = (count: number) => `${all.slice(0, count).join(', ')} and ${all.length - count} more`;
  const count = all.map((_name, at) => at).filter((at) => at > 0 && kept(at).length <= room).pop();
  return count ? kept(count) : `${names.slice(0, room - ELLIPSIS.length)}${ELLIPSIS}`;
}
