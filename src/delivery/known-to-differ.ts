import { Token } from 'aws-cdk-lib';

/** Whether two values, such as accounts or Regions, are both known, and different. */
export function knownToDiffer(one: string | undefined, other: string | undefined): boolean {
  return [one, other].every((value) => value !== undefined && !Token.isUnresolved(value)) && one !== other;
}
