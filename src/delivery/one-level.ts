import { CfnResource, DefaultTokenResolver, IResolvable, IResolveContext, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { overrideOf } from './template-properties';
import { asList } from '../catalog/as-list';
import { isJsonObject } from '../catalog/json-object';
import { isReference } from '../pattern/matcher/matcher';

/** Asks a token for its value, and leaves the tokens in that value alone. */
class OneLevelResolver extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext): any {
    return token.resolve(context);
  }

  public resolveString(fragments: any): any {
    return fragments.firstToken?.toString();
  }
}

/**
 * What stands behind a token by now. References in it stay unresolved: CDK finds references to other stacks by
 * resolving them, and doing so too early breaks that.
 */
export function oneLevelOf(value: any, scope: IConstruct): any {
  return Tokenization.isResolvable(value)
    ? Tokenization.resolve(value, { scope: scope as never, resolver: new OneLevelResolver() })
    : value;
}

/**
 * The targets of a rule by now, those that an override gives included: a list, or what chooses between lists.
 *
 * @param given the property of the rule
 */
export function targetsByNow(rule: CfnResource, given: unknown): unknown {
  return overrideOf(rule, 'Targets') ?? oneLevelOf(given, rule);
}

/** Whether a rule has targets by now, as far as that is known: without them there is nothing to deliver. */
export function hasTargets(rule: CfnResource, given: unknown): boolean {
  const known = targetsByNow(rule, given);
  return known !== undefined && known !== null && !(Array.isArray(known) && known.length === 0);
}

/** A dead-letter queue that a target brings, as far as that is known. */
export interface QueueOfTarget {
  /** Nothing where the target brings none, or where only the deployment chooses. */
  readonly arn?: string;
  /** The target is known at deployment only, so that nothing can be given to it. */
  readonly isUnknown?: boolean;
}

/** The dead-letter queues that the targets of a rule bring, one for each target or whatever stands for one. */
export function queuesOfTargets(targets: unknown, scope: IConstruct): QueueOfTarget[] {
  return asList(targets).map((target) => {
    const known = oneLevelOf(target, scope);
    if (isUnknown(known)) {
      return { isUnknown: true };
    }
    const config = oneLevelOf(known?.deadLetterConfig ?? known?.DeadLetterConfig, scope);
    return { arn: config?.arn ?? config?.Arn };
  });
}

/** Whether each target is an object that says where it sends to, so that none of them is known at deployment only. */
export function areWrittenOut(targets: unknown): boolean {
  return Array.isArray(targets) && targets.every((target) => isJsonObject(target) && ('arn' in target || 'Arn' in target));
}

/** Whether a value refers to something, by a text or an object, that is no choice between values which are known. */
function isUnknown(value: any): boolean {
  return typeof value === 'string' || (isReference(value) && value['Fn::If'] === undefined);
}

/**
 * What stands for targets in a template and is known at deployment only, branches of conditions included.
 *
 * @param targets as they stand in the template
 */
export function unknownTargets(targets: any): object[] {
  if (Array.isArray(targets)) {
    return targets.flatMap(unknownTargets);
  }
  if (Array.isArray(targets?.['Fn::If'])) {
    return targets['Fn::If'].slice(1).flatMap(unknownTargets);
  }
  return isReference(targets) && targets.Ref !== 'AWS::NoValue' ? [targets] : [];
}
