import type * as events from 'aws-cdk-lib/aws-events';
import { finalProperty } from './template-properties';

/** The state of a rule that is switched off. */
export const DISABLED = 'DISABLED';

/** Whether a rule is switched off by now, with its options or with an override. */
export function isDisabled(resource: events.CfnRule): boolean {
  return finalProperty(resource, 'State', resource.state) === DISABLED;
}

/**
 * The state in which a rule matches read-only management calls too. The CDK's `Rule` knows on and off only.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const WITH_READ_ONLY_CALLS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/**
 * The target, which puts every rule that it is bound to into that state: a call that is forwarded to another account or
 * Region passes the rule there only if it has the state too.
 */
export function withReadOnlyCalls(target: events.IRuleTarget): events.IRuleTarget {
  return {
    bind: (rule, id) => {
      matchReadOnlyCalls(rule as unknown as events.Rule);
      return target.bind(rule, id);
    },
  };
}

/** Puts a rule into that state. */
export function matchReadOnlyCalls(rule: events.Rule): void {
  (rule.node.defaultChild as events.CfnRule).state = WITH_READ_ONLY_CALLS;
}
