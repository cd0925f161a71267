import { CfnElement, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { StackTemplate } from '../template/stack-template';
import { TemplateValues } from '../template/template-values';

/**
 * Puts what a deployment would make of the tokens in an event in their place. All else in the event is data, also what looks
 * like a function of a template.
 *
 * A token of another stack that the tested one does not import is the value that it has there, under the name of that stack
 * where nothing names it, so that it is never taken for the resource of the same place.
 */
export function resolveTokens(sample: any, stack: Stack, values: TemplateValues, templateOf: (stack: Stack) => StackTemplate): any {
  return Tokenization.resolve(sample, { scope: stack, resolver: new DeployedValues(stack, values, templateOf) });
}

class DeployedValues extends DefaultTokenResolver {
  constructor(private readonly stack: Stack, private readonly values: TemplateValues, private readonly templateOf: (stack: Stack) => StackTemplate) {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    const value = super.resolveToken(token, context, postProcessor);
    const target = Reference.isReference(token) && CfnElement.isCfnElement(token.target) ? token.target : undefined;
    if (target && target.stack !== this.stack && namesDirectly(value, target)) {
      return this.elsewhere(value, target.stack);
    }
    return this.values.resolve(value);
  }

  private elsewhere(value: unknown, stack: Stack): any {
    const values = new TemplateValues(this.templateOf(stack), {});
    const there = values.resolve(value);
    return Object.keys(values.standIns).length > 0 ? `${stack.node.path}/${there}` : there;
  }
}

/** Whether a reference says the logical id itself, as within its own stack; across stacks it is an import. */
function namesDirectly(value: any, target: CfnElement): boolean {
  const logicalId = target.stack.getLogicalId(target);
  return value?.Ref === logicalId || value?.['Fn::GetAtt']?.[0] === logicalId;
}
