import { FaultRow } from './fault-rows';
import { RuleRow, toldName } from './rule-row';
import { tableText } from './table-text';
import { timeText } from '../../testing/delivery/time-text';
import { EventEnd } from '../../testing/event-end';

/** The columns, and the faults that each stands for: the worst is told. */
const COLUMNS: [heading: string, isMeant: (row: FaultRow) => boolean][] = [
  ['Target throttles for an hour', ({ lastsSeconds }) => lastsSeconds !== undefined],
  ['Target throttles, or is slow, for good', named('target-throttles', 'target-is-slow')],
  ['Target refuses, or is gone', named('target-refuses', 'target-is-gone')],
  ['Event is too large', named('event-is-too-large')],
  ['Function fails', named('handler-fails')],
  ['Other Region or account is cut off', named('region-is-cut-off', 'account-is-cut-off')],
];
const BY_HARM: string[] = [EventEnd.LOST, EventEnd.DEAD_LETTERED, EventEnd.DELIVERED];

/** What single faults do to the events of each rule, for people; nothing where no rule has an event. */
export function faultTable(rows: readonly RuleRow[]): string {
  const played = rows.filter(({ faults = [] }) => faults.length > 0);
  const columns = COLUMNS.filter(([, isMeant]) => played.some(({ faults }) => faults!.some(isMeant)));
  if (played.length === 0) {
    return '';
  }
  // Rules alike have the same faults.
  const cells = new Map<readonly FaultRow[], string[]>();
  const cellsOf = (faults: readonly FaultRow[]) => {
    const known = cells.get(faults) ?? columns.map(([, isMeant]) => cell(faults.filter(isMeant)));
    cells.set(faults, known);
    return known;
  };
  const table = tableText(['Rule', ...columns.map(([heading]) => heading)], played.map((row) => [toldName(row), ...cellsOf(row.faults!)]));
  return `\nWhat becomes of an event of each rule when one thing breaks:\n\n${table}`;
}

function named(...names: string[]): (row: FaultRow) => boolean {
  return ({ fault, lastsSeconds }) => lastsSeconds === undefined && names.includes(fault);
}

function cell(rows: readonly FaultRow[]): string {
  const worst = BY_HARM.flatMap((end) => rows.filter((row) => row.end === end))[0];
  if (!worst) {
    return '-';
  }
  const { end, afterSeconds, deadLetterQueue, tells } = worst;
  const told = tells.length > 0 ? `tells ${tells.join(', ')}` : 'tells nobody';
  return end === EventEnd.LOST ? `**lost**, ${told}`
    : end === EventEnd.DEAD_LETTERED ? `kept in ${deadLetterQueue}, ${told}`
      : afterSeconds > 0 ? `delivered, ${timeText(afterSeconds)} late` : 'delivered';
}
