import { CfnResource } from 'aws-cdk-lib';
import { warn } from './construct-notices';
import { Hop } from './guarded-hop';
import { areWrittenOut, queuesOfTargets, targetsByNow, unknownTargets } from './one-level';
import { UNKNOWN, templateProperty } from './template-properties';

/**
 * Takes care of the targets that a rule has by now. Of what only the deployment knows, it is said when the template is
 * written.
 *
 * @param given the property of the rule
 */
export function takeTargets(hop: Hop, rule: CfnResource, given: unknown): void {
  for (const { arn, isUnknown } of queuesOfTargets(targetsByNow(rule, given), rule)) {
    if (isUnknown) {
      hop.takeUnknown();
    } else {
      hop.takeWritten(arn);
    }
  }
  rule.node.addValidation({ validate: () => (areWrittenOut(targetsByNow(rule, given)) ? [] : warnOfUnknown(rule)) });
}

function warnOfUnknown(rule: CfnResource): string[] {
  const targets = templateProperty(rule, 'Targets');
  const unknown = targets === UNKNOWN ? [] : unknownTargets(targets);
  if (unknown.length > 0) {
    warn(rule, 'targets-unknown', `Targets of rule '${rule.node.path}' are known at deployment only, ${unknown.map((one) => JSON.stringify(one)).join(' and ')}, so they are given no dead-letter queue and no retry policy: write the targets out, or acknowledge this warning once they have a DeadLetterConfig and a RetryPolicy.`);
  }
  return [];
}
