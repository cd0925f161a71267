import { Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ALARM_DESCRIPTION_CHARACTERS } from '../../catalog/quotas';

/** Names that AWS makes at deployment, of rules, queues and functions, are at most this long. */
const NAME_CHARACTERS = 80;
const LONGEST_NAME = '-'.repeat(NAME_CHARACTERS);
/** How the CDK writes a value into a text that is known at deployment only. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/g;
const TOKEN_START = '${Token[';
const PIECES = /(\$\{Token\[[^\]]*\]\})/;
const ELLIPSIS = '…';
/** Enough is left for what has happened and what to do. */
const PATH_CHARACTERS = 160;

/** The longest address of a runbook, which follows the description. */
export const RUNBOOK_CHARACTERS = 256;
/** What is left for the description itself where a runbook may follow. */
const USUAL_CHARACTERS = ALARM_DESCRIPTION_CHARACTERS - ' Runbook: '.length - RUNBOOK_CHARACTERS;

/**
 * How long a text is once deployed, at most: a name that is known at deployment only counts at its longest.
 */
export function longestLength(text: string): number {
  return text.includes(TOKEN_START) ? text.replace(TOKEN, LONGEST_NAME).length : text.length;
}

/**
 * The description of an alarm, which takes 1,024 characters, a runbook included: where it is longer, what it is about is shortened, and what
 * to do about it stays.
 *
 * @param about what the alarm is about, the services and events; names separated by commas
 * @param compose the whole text
 * @param characters how long it can be
 */
export function describeAlarm(about: string, compose: (about: string) => string, characters = USUAL_CHARACTERS): string {
  const room = characters - longestLength(compose(''));
  return compose(shortened(about, Math.max(room, ELLIPSIS.length)));
}

/** As many of the names as there is room for, and how many more there are. */
export function shortened(names: string, room: number): string {
  if (longestLength(names) <= room || Token.isUnresolved(names)) {
    return names;
  }
  const all = names.split(', ');
  const kept = (count: number) => `${all.slice(0, count).join(', ')} and ${all.length - count} more`;
  const count = all.map((_name, at) => at).filter((at) => kept(at).length <= room).pop();
  return count ? kept(count) : `${names.slice(0, room - ELLIPSIS.length)}${ELLIPSIS}`;
}

/**
 * A text that is cut where it would be too long once deployed, never within a value that is known at deployment only.
 */
export function limited(text: string, room: number): string {
  if (longestLength(text) <= room) {
    return text;
  }
  let kept = '';
  for (const piece of text.split(PIECES)) {
    const left = room - ELLIPSIS.length - longestLength(kept);
    if (longestLength(piece) > left) {
      return `${kept}${Token.isUnresolved(piece) ? '' : piece.slice(0, Math.max(left, 0))}${ELLIPSIS}`;
    }
    kept += piece;
  }
  return kept;
}

/** A path of which enough is left to find the construct. */
export function shownPath(path: string): string {
  return path.length <= PATH_CHARACTERS ? path : `${ELLIPSIS}${path.slice(1 - PATH_CHARACTERS)}`;
}

/**
 * A queue by its path, as a plain text, or by its name where that is known: the name that AWS makes at deployment is a dimension of
 * the queue's own alarms.
 */
export function shownQueue(queue: sqs.IQueue): string {
  const resource = queue.node.defaultChild;
  const name = resource instanceof sqs.CfnQueue ? resource.queueName : queue.queueName;
  return name === undefined || Token.isUnresolved(name) ? shownPath(queue.node.path) : name;
}
