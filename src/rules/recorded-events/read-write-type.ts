import type { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { IConstruct } from 'constructs';

/** Those that a rule can have, by value: to read the enumeration itself would load aws-cloudtrail. */
const POSSIBLE: Partial<Record<`${ReadWriteType}`, keyof typeof ReadWriteType>> = { All: 'ALL', ReadOnly: 'READ_ONLY', WriteOnly: 'WRITE_ONLY' };

/**
 * @throws where a rule would match neither reads nor writes
 */
export function requireReadWriteType(readWriteType: ReadWriteType | undefined, rule: IConstruct): void {
  if (readWriteType !== undefined && !POSSIBLE[readWriteType]) {
    throw new Error(`readWriteType of rule '${rule.node.path}' is ${JSON.stringify(readWriteType)}, with which it could never match: use ${Object.values(POSSIBLE).map((name) => `ReadWriteType.${name}`).join(', ')}, or leave readWriteType out.`);
  }
}

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
