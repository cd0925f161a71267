import { IConstruct } from 'constructs';
import { noticeTwins } from './service-events/twin-notice';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { checkTrailsFor } from '../trails/trail-check';

/**
 * Says of an active rule what surprises people about the events that it matches.
 *
 * @param rule the rule
 * @param pattern as it stands in a template
 * @param viaCloudTrail whether the events arrive through CloudTrail
 * @param isFed whether they are forwarded to the rule, from accounts or Regions of which nothing is known
 */
export function adviseOn(rule: IConstruct, pattern: ServicePattern, viaCloudTrail: boolean, isFed: boolean): void {
  noticeTwins(rule, pattern);
  if (viaCloudTrail) {
    checkTrailsFor(rule, pattern, isFed);
  }
}
