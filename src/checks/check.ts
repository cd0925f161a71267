import { CheckSeverity } from './check-severity';
import { RuleInTemplate } from '../template/rule-in-template';
import { TemplateResource } from '../template/template-resource';
import { Templates } from '../template/templates';

/** What a check is afraid of. */
export type CheckGroup = 'never matches' | 'matches too much' | 'loses events' | 'loops';

/** What a check has found. */
export interface Problem {
  readonly resource: TemplateResource;
  /** Where it stands in the resource, such as `Properties.EventPattern.source`. */
  readonly location: string;
  /** Other places of the resource where the same is wrong. */
  readonly others?: readonly string[];
  /** What is wrong, with the offending value, in a sentence or two. */
  readonly message: string;
  /** What to do, in words of the template. */
  readonly fix: string;
  /** What there is for it in an app of the CDK. */
  readonly inApp?: string;
  /** The offending value. */
  readonly value?: unknown;
  /** Where one case is surer, or less sure, than the check is in general. */
  readonly severity?: CheckSeverity;
}

/**
 * Something that can be wrong with rules.
 *
 * It is looked for in what was synthesized. What is known at deployment only is never reported.
 */
export interface Check {
  readonly id: string;
  readonly group: CheckGroup;
  /** What is reported, in one sentence. */
  readonly summary: string;
  /** An error is proven by the app, a warning is suspected. */
  readonly severity: CheckSeverity;
  readonly find: (app: Templates) => Problem[];
}

/** A problem that a check finds at a rule. */
export type RuleProblem = Omit<Problem, 'resource'>;

/** Looks at one rule after the other. */
export function atEachRule(find: (rule: RuleInTemplate, app: Templates) => RuleProblem[]): Check['find'] {
  return (app) => {
    const problems: Problem[] = [];
    for (const rule of app.rules) {
      for (const problem of find(rule, app)) {
        problems.push({ ...problem, resource: rule.resource });
      }
    }
    return problems;
  };
}

/** Looks at one rule after the other, as far as they are about events of AWS services. */
export function atEachServiceRule(find: (rule: RuleInTemplate, app: Templates) => RuleProblem[]): Check['find'] {
  return atEachRule((rule, app) => (rule.onServiceEvents ? find(rule, app) : []));
}

/** The place of a field in a rule's pattern. */
export function inPattern(...fields: string[]): string {
  return ['Properties.EventPattern', ...fields].join('.');
}
