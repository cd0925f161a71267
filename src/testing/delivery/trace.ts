import { Raised } from './played-alarm';
import { PlayedFault } from './played-fault';
import { PlayedWay } from './played-way';
import type { Played } from './player';
import { isTold } from './raised-alarms';
import { timeText } from './time-text';
import { EventEnd } from '../event-end';

const NUMBERS = { alarms: 12 };

export interface Told {
  readonly sample: Record<string, any>;
  readonly faults: readonly PlayedFault[];
  readonly played: Played;
  readonly raised: readonly Raised[];
  /** What was assumed, or why nothing matches. */
  readonly notes: readonly string[];
}

/** What an event did, for a person who reads it in a review. */
export function traceOf({ sample, faults, played, raised, notes }: Told): string {
  return [
    `Event '${sample['detail-type']}' of ${sample.source}${sample.region ? `, ${sample.region}` : ''}`,
    ...faults.map(({ label, until }) => `  while ${label}${until === undefined ? '' : `, for ${timeText(until)}`}`),
    ...notes.map((note) => `  ${note}`),
    ...played.archived.map(({ name, retentionDays }) => `  archived in ${name}${retentionDays > 0 ? ` for ${retentionDays} days` : ''}`),
    ...played.keptOn.map(({ name, keptDays }) => `  on ${name} for ${keptDays} days`),
    ...played.ways.flatMap((way) => wayText(way, raised)),
    ...alarmTexts(played, raised),
  ].join('\n');
}

function wayText(way: PlayedWay, raised: readonly Raised[]): string[] {
  const { rule, target, buses, steps, end, why, after, troubles } = way;
  const through = buses.length > 1 ? ` on ${buses[buses.length - 1]}, through ${buses.slice(0, -1).join(', ')}` : buses[0] === 'default' ? '' : ` on ${buses[0]}`;
  return [
    `  ${rule.kind} ${rule.name}${through}`,
    ...target ? [`    to ${target.name}${target.type ? ` (${target.type})` : ''}`] : [],
    ...steps.map(({ at, text }) => `      ${timeText(at).padEnd(12)}${text}`),
    `      ${end}${end === EventEnd.DELIVERED && after > 0 ? `, ${timeText(after)} late` : ''}${steps.length === 0 && why ? `: ${why}` : ''}${isTrouble(way) && !isTold(troubles, raised) ? ', and nobody is told' : ''}`,
  ];
}

function alarmTexts({ ways }: Played, raised: readonly Raised[]): string[] {
  const troubles = new Set(ways.flatMap((way) => [...way.troubles]));
  const about = raised.filter(({ keys }) => keys.some((key) => troubles.has(key)));
  if (about.length === 0) {
    return ways.some(isTrouble) ? ['  no alarm goes off'] : [];
  }
  return ['  alarms', ...about.slice(0, NUMBERS.alarms).map(({ alarm, after }) =>
    `    ${timeText(after).padEnd(12)}${alarm.name} (${alarm.metric}) ${alarm.tells.length === 0 ? 'tells nobody' : `tells ${alarm.tells.join(', ')}`}`)];
}

function isTrouble({ end }: PlayedWay): boolean {
  return end === EventEnd.DEAD_LETTERED || end === EventEnd.LOST;
}
