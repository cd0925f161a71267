import { faultTable } from './fault-table';
import { RuleRow, toldName } from './rule-row';
import { tableText } from './table-text';
import { DeliveryType } from '../../catalog/delivery-type';

const PROMISES: Record<DeliveryType, string> = {
  [DeliveryType.GUARANTEED]: 'guaranteed',
  [DeliveryType.BEST_EFFORT]: 'best effort',
  [DeliveryType.UNSPECIFIED]: 'not stated',
};

const STATES: Record<string, string> = { DISABLED: ' (disabled)', STOPPED: ' (stopped)' };

const COLUMNS: [heading: string, cell: (row: RuleRow) => string][] = [
  ['Rule', (row) => `${toldName(row)}${STATES[row.state] ?? ''}`],
  ['Service', ({ services }) => services.join(', ')],
  ['Channel', ({ channel }) => channel],
  ['Delivery', ({ deliveryType }) => (deliveryType ? PROMISES[deliveryType] : '')],
  ['Region', ({ region }) => region ?? 'not known'],
  ['Targets', ({ targets }) => targets.map(({ type, resource, id }) => `${type.replace(/^AWS::/, '').replace('::', ' ')} ${resource ?? id}`).join(', ')],
  ['Dead-letter queue', ({ targets }) => [...new Set(targets.map(({ deadLetterQueue }) => deadLetterQueue ?? 'none'))].join(', ')],
  ['Retry', ({ targets }) => [...new Set(targets.map(({ retryAttempts, maxEventAgeSeconds }) =>
    `${retryAttempts ?? '?'} times in ${maxEventAgeSeconds === undefined ? '?' : maxEventAgeSeconds / 3600} h`))].join(', ')],
  ['Alarms', ({ alarms }) => alarms.map(({ metric }) => metric).join(', ')],
  ['Findings', ({ findings }) => findings.map(({ check, severity, acknowledged }) => `${check} (${acknowledged ? 'acknowledged' : severity})`).join(', ')],
];

/** One line a rule, for people, and another one on what faults do. */
export function markdownTable(rows: RuleRow[]): string {
  return tableText(COLUMNS.map(([heading]) => heading), rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))) + faultTable(rows);
}
