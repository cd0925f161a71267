import { nearestText } from './nearest-text';
import { UsageError } from './usage-error';
import type { WantedFault } from '../testing/delivery/fault-aim';
import { FAULT_NAMES, FaultName } from '../testing/delivery/fault-kinds';

const UNITS: Record<string, number> = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 };
const DURATION = /^(.*)@(\d+)(s|m|min|h|d)$/;

/**
 * A fault as it is written on the command line: `NAME`, `NAME:WHAT`, or either with `@DURATION`.
 *
 * @throws UsageError when there is no such fault
 */
export function parseFault(text: string): WantedFault {
  const [, before = text, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined && text.includes('@')) {
    throw new UsageError(`--fault is '${text}': after the @ comes a time, such as 30s, 5min, 2h or 1d.`);
  }
  const at = before.indexOf(':');
  const name = at < 0 ? before : before.slice(0, at);
  const of = at < 0 ? undefined : before.slice(at + 1);
  if (!FAULT_NAMES.includes(name as FaultName)) {
    throw new UsageError(`There is no fault '${name}'.${nearestText(name, FAULT_NAMES)} Possible: ${FAULT_NAMES.join(', ')}.`);
  }
  if (of === '') {
    throw new UsageError(`--fault is '${text}': after the colon comes what has the fault, such as ${name}:Work.`);
  }
  return { name: name as FaultName, of, lastsSeconds: count === undefined ? undefined : Number(count) * UNITS[unit] };
}
