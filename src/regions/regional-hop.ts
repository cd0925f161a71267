import { IConstruct } from 'constructs';
import { partitionOf } from '../catalog/partitions';
import { warn } from '../delivery/construct-notices';

/** Amazon EventBridge is not known to send events between the Regions of this partition. */
export const NOT_FORWARDED = 'aws-cn';

/**
 * Makes sure that EventBridge can send events from one Region to another, as far as that is known.
 *
 * @param subject whose events are sent, such as `The events of rule 'Stack/Rule'`
 * @throws when the Regions are in two partitions, or in one within which events are not forwarded
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export function requireRegionalHop(construct: IConstruct, subject: string, from: string, to: string): void {
  const partition = partitionOf(to);
  if (partitionOf(from) !== partition) {
    throw new Error(`${subject} cannot be forwarded from ${from} (${partitionOf(from)}) to ${to} (${partition}): an account belongs to one partition, and nothing is sent from one to another. Name Regions of one partition.`);
  }
  if (from === to) {
    return;
  }
  if (partition === NOT_FORWARDED) {
    throw new Error(`${subject} cannot be forwarded to ${to}: Amazon EventBridge is not known to send events between the Regions of China. Handle them in ${from}.`);
  }
  if (partition !== 'aws') {
    warn(construct, 'forwarding-in-partition',
      `${subject} are forwarded to ${to}: the documentation does not say whether Amazon EventBridge sends events between Regions of the partition ${partition}. Try it before you rely on it, then acknowledge this warning.`);
  }
}
