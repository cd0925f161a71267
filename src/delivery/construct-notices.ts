import { Annotations, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { stageOf } from './stage-of';

/** The name under which constructs and checks report. */
export const LIBRARY = 'cdk-service-events';

/**
 * The id by which a problem is acknowledged, whether a construct or a check finds it.
 *
 * @param problem its name in kebab case
 */
export function problemId(problem: string): string {
  return `${LIBRARY}::${problem}`;
}

/**
 * Warns of a construct, unless it is acknowledged by now.
 *
 * @param problem what is wrong, in kebab case
 */
export function warn(construct: IConstruct, problem: string, message: string): void {
  if (isAcknowledged(construct, problem)) {
    return;
  }
  Annotations.of(hostOf(construct)).addWarningV2(problemId(problem), message);
}

/** Messages are shown by stack: what is said of an app or a stage is shown with the first stack in it, its own if it has any. */
function hostOf(construct: IConstruct): IConstruct {
  if (construct.node.scopes.some((scope) => Stack.isStack(scope))) {
    return construct;
  }
  const stacks = construct.node.findAll().filter((node) => Stack.isStack(node));
  return stacks.find((stack) => stageOf(stack) === stageOf(construct)) ?? stacks[0] ?? construct;
}

/**
 * Says something of a construct that is good to know, unless it is acknowledged by now: best said when the app is
 * synthesized.
 *
 * @param problem what it is about, in kebab case
 */
export function inform(construct: IConstruct, problem: string, message: string): void {
  if (!isAcknowledged(construct, problem)) {
    Annotations.of(construct).addInfoV2(problemId(problem), message);
  }
}

/**
 * Says it when the app is synthesized, so that it can be acknowledged until then.
 *
 * @param problem what it is about, in kebab case
 */
export function informLate(construct: IConstruct, problem: string, message: string): void {
  construct.node.addValidation({
    validate: () => {
      inform(construct, problem, message);
      return [];
    },
  });
}

/** Whether a problem is acknowledged, on the construct or on one above it. */
export function isAcknowledged(construct: IConstruct, problem: string): boolean {
  return construct.node.scopes.some(({ node }) => node.metadata.some(({ type, data }) =>
    type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && problemId(problem) in data));
}
