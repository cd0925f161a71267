import type { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { leaf } from '../../delivery/options/option-kind';

/** Those that a rule can have, by value: to read the enumeration itself would load aws-cloudtrail. */
const POSSIBLE: Partial<Record<`${ReadWriteType}`, keyof typeof ReadWriteType>> = { All: 'ALL', ReadOnly: 'READ_ONLY', WriteOnly: 'WRITE_ONLY' };

/** With `NONE`, a rule would match nothing. */
export const READ_WRITE_TYPE = leaf((value) => Object.keys(POSSIBLE).includes(value), {
  advice: `it must be one of ${Object.values(POSSIBLE).map((name) => `ReadWriteType.${name}`).join(', ')}`,
});

/**
 * Whether a rule matches no read-only calls.
 */
export function excludesReads(readWriteType: ReadWriteType | undefined): boolean {
  const value: `${ReadWriteType}` | undefined = readWriteType;
  return value === 'WriteOnly';
}

/**
 * What the record of a call must be for a rule that matches nothing but reads.
 */
export function onlyReads(readWriteType: ReadWriteType | undefined): Record<string, any> {
  const value: `${ReadWriteType}` | undefined = readWriteType;
  return value === 'ReadOnly' ? { readOnly: [true] } : {};
}
