import { DefaultTokenResolver, IResolvable, IResolveContext, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

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

/** Whether a rule has targets by now, as far as that is known: without them there is nothing to deliver. */
export function hasTargets(targets: unknown, rule: IConstruct): boolean {
  const known = oneLevelOf(targets, rule);
  return known !== undefined && known !== null && !(Array.isArray(known) && known.length === 0);
}
