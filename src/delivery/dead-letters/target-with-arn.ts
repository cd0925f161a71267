import { IConstruct } from 'constructs';

const TARGETS = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Remembers which construct a rule was given as a target: an ARN alone does not say which key an imported one has.
 */
export function rememberTarget(arn: string, target: IConstruct): void {
  const targets = TARGETS.get(target.node.root) ?? new Map<string, IConstruct>();
  TARGETS.set(target.node.root, targets.set(arn, target));
}

/**
 * The construct with an ARN that a rule of the app was given as a target.
 */
export function targetWithArn(arn: string, scope: IConstruct): IConstruct | undefined {
  return TARGETS.get(scope.node.root)?.get(arn);
}
