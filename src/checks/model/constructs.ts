import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { RuleInTemplate } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';

/** What a template was synthesized from. */
export interface TemplateConstructs {
  readonly stack: Stack;
  /** The construct that has rendered a logical id; none where a template was brought from elsewhere. */
  readonly elementOf: (logicalId: string) => CfnElement | undefined;
  /** Whether a rule was to be protected, and is not. */
  readonly lacksProtection: (rule: CfnRule) => boolean;
}

const CONSTRUCTS = new WeakMap<StackTemplate, TemplateConstructs>();

export function rememberConstructs(template: StackTemplate, constructs: TemplateConstructs): void {
  CONSTRUCTS.set(template, constructs);
}

/** The construct that has rendered a rule; none where the template comes from elsewhere. */
export function ruleConstructOf({ stack, resource }: RuleInTemplate): CfnRule | undefined {
  return CONSTRUCTS.get(stack)?.elementOf(resource.logicalId) as CfnRule | undefined;
}

/** Whether `ServiceEventProtection` was to reach a rule, and has not; never where the template comes from elsewhere. */
export function lacksProtection(rule: RuleInTemplate): boolean {
  const construct = ruleConstructOf(rule);
  return construct !== undefined && CONSTRUCTS.get(rule.stack)!.lacksProtection(construct);
}
