import { CfnElement, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { ValuesInApp } from './delivery/values-in-app';
import { TemplateValues } from '../template/template-values';

/**
 * Puts what a deployment would make of the tokens in an event in their place: each is what it is in the stack that it comes from.
 * All else in the event is data.
 */
export function resolveTokensInApp(sample: any, stacks: readonly Stack[], values: ValuesInApp): any {
  return Tokenization.resolve(sample, { scope: stacks[0], resolver: new ValuesOfApp(stacks[0], values) });
}

class ValuesOfApp extends DefaultTokenResolver {
  constructor(private readonly first: Stack, private readonly values: ValuesInApp) {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    const stack = Reference.isReference(token) && CfnElement.isCfnElement(token.target) ? token.target.stack : undefined;
    const own = stack && this.valuesOf(stack);
    return own ? own.resolve(stack!.resolve(token)) : this.valuesOf(this.first)!.resolve(super.resolveToken(token, context, postProcessor));
  }

  private valuesOf({ node: { path } }: Stack): TemplateValues | undefined {
    const template = this.values.templates.stacks.find((one) => one.path === path);
    return template && this.values.of(template);
  }
}
