import { CfnResource, DefaultTokenResolver, IResolvable, IResolveContext, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { overrideOf } from './template-properties';

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
    ? Tokenization.resolve(value, { scope: scope as never, preparing: false, resolver: new OneLevelResolver() })
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

/** The ARNs of the dead-letter queues that targets bring; nothing for each that brings none, or of which it is not known. */
export function queuesOfTargets(targets: unknown, scope: IConstruct): (string | undefined)[] {
  return (Array.isArray(targets) ? targets : [undefined]).map((target) => {
    const known = oneLevelOf(target, scope);
    const config = oneLevelOf(known?.deadLetterConfig ?? known?.DeadLetterConfig, scope);
    return config?.arn ?? config?.Arn;
  });
}
