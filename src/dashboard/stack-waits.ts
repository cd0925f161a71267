import { CfnElement, DefaultTokenResolver, IResolvable, IResolveContext, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { outermostStackOf } from '../delivery/outermost-stack';

/** Why one stack is deployed after another one. */
export interface StackWait {
  readonly stack: Stack;
  readonly on: Stack;
  /** What it uses of the other; nothing where the app just says that it depends on it. */
  readonly uses?: string;
}

/**
 * Why a stack is deployed after another one: directly, or by what stands between.
 *
 * @returns the waits on the way; nothing where it is not deployed after it
 */
export function waitsFor(stack: Stack, on: Stack, seen = new Set<Stack>()): StackWait[] | undefined {
  seen.add(stack);
  for (const wait of waitsOf(stack)) {
    const rest = wait.on === on ? [] : seen.has(wait.on) ? undefined : waitsFor(wait.on, on, seen);
    if (rest) {
      return [wait, ...rest];
    }
  }
  return undefined;
}

function waitsOf(stack: Stack): StackWait[] {
  const declared = stack.dependencies.map((on) => ({ stack, on }));
  const elements = stack.node.findAll().filter(CfnElement.isCfnElement).filter((element) => outermostStackOf(element) === stack);
  const used = elements.flatMap((element) => referencesOf(element))
    .map(({ target }) => ({ stack, on: outermostStackOf(target), uses: target.node.path }));
  return [...declared, ...used];
}

function referencesOf(element: CfnElement): Reference[] {
  const references = new ReferenceCollector();
  const { _toCloudFormation: rendered } = element as unknown as { _toCloudFormation(): unknown };
  Tokenization.resolve(rendered.call(element), { scope: element, resolver: references });
  return references.found;
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly found: Reference[] = [];

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: any): any {
    if (Reference.isReference(token)) {
      this.found.push(token);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
