import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { RuleInTemplate } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';

/** What a template was synthesized from. */
export interface TemplateConstructs {
  readonly stack: Stack;
  /** The construct that has rendered a logical id; none where a template was brought from elsewhere. */
  readonly elementOf: (logicalId: string) => CfnElement | undefined;
}

const CONSTRUCTS = new WeakMap<StackTemplate, TemplateConstructs>();

export function rememberConstructs(template: StackTemplate, constructs: TemplateConstructs): void {
  CONSTRUCTS.set(template, constructs);
}

/** The stack that has rendered a template; none for a template that no app of the CDK made. */
export function stackConstructOf(template: StackTemplate): Stack | undefined {
  return CONSTRUCTS.get(template)?.stack;
}

/** The construct that has rendered a rule; none where the template comes from elsewhere. */
export function ruleConstructOf({ stack, resource }: RuleInTemplate): CfnRule | undefined {
  return CONSTRUCTS.get(stack)?.elementOf(resource.logicalId) as CfnRule | undefined;
}
