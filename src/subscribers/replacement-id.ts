import { createHash } from 'node:crypto';
import { CfnResource, DefaultTokenResolver, IResolvable, IResolveContext, Lazy, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const CHARACTERS = 8;

/**
 * A short text that changes when one of the given values does.
 *
 * What refers to a resource counts by the place of that resource, so that the text is the same before and after references
 * between stacks are made.
 */
export function fingerprint(scope: IConstruct, values: Record<string, unknown>): string {
  const resolved = Tokenization.resolve(values, { scope: Stack.of(scope), resolver: new ByPath(new StringConcat()) });
  return createHash('sha256').update(JSON.stringify(resolved)).digest('hex').slice(0, CHARACTERS);
}

/**
 * Gives a resource another logical id when one of the given values changes, so that AWS CloudFormation makes the new one before
 * it deletes the old one. It would delete the old one first if the id stayed.
 */
export function replaceWith(resource: CfnResource, suffix: string): void {
  const usual = resource.stack.getLogicalId(resource);
  resource.overrideLogicalId(Lazy.string({ produce: () => `${usual}${suffix}` }));
}

class ByPath extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: any): any {
    return Reference.isReference(token) ? `${token.target.node.path}.${token.displayName}` : super.resolveToken(token, context, postProcessor);
  }
}
