import { Aspects, IAspect, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { environmentKey } from '../delivery/environment-key';
import { stageOf } from '../delivery/stage-of';

const MAX_STACK_NAME = 128;

/**
 * An id, in its stage, for what the rules of one stack share. It does not change with what else is in the stage.
 */
export function supportId(prefix: string, stack: Stack, region: string): string {
  const stage = stageOf(stack).node;
  const path = stack.node.scopes.slice(stage.scopes.length).map(({ node }) => node.id);
  return [prefix, ...path, region].join('-');
}

/**
 * A stack that the app needs besides those that its author made, deployed into the account of the stack on whose behalf
 * it is made, by the app's own synthesizer. It is named after that stack: no other app has such a name there.
 */
export class SupportStack extends Stack {
  constructor(onBehalfOf: Stack, id: string, region: string, nameSuffix: string, description: string) {
    const { account } = onBehalfOf;
    super(stageOf(onBehalfOf), id, {
      env: { region, ...(!Token.isUnresolved(account) && { account }) },
      stackName: nameOf(onBehalfOf, nameSuffix),
      description,
      terminationProtection: onBehalfOf.terminationProtection,
    });
    this.node.addValidation({ validate: () => this.requireOwnName() });
    Aspects.of(this).add(new AspectsOf(onBehalfOf));
  }

  private requireOwnName(): string[] {
    const others = this.node.root.node.findAll().filter((node): node is Stack => Stack.isStack(node) && node !== this)
      .filter((stack) => stack.stackName === this.stackName && environmentKey(stack) === environmentKey(this));
    return others.map(({ node }) => `Stack '${node.path}' is called ${this.stackName}, which is the name of the stack '${this.node.path}' that this library makes there for events of other Regions: give yours another ${optionName('stackName')}.`);
  }
}

/**
 * What the author of an app says of a stack by aspects, such as tags and permissions boundaries (that of the stack itself is one too),
 * holds for what the library makes for that stack. Those of the stage and the app reach it anyway.
 */
class AspectsOf implements IAspect {
  constructor(private readonly stack: Stack) {
  }

  public visit(node: IConstruct): void {
    const { scopes } = this.stack.node;
    scopes.slice(stageOf(this.stack).node.scopes.length).flatMap((scope) => Aspects.of(scope).all).forEach((aspect) => aspect.visit(node));
  }
}

function nameOf(stack: Stack, suffix: string): string {
  const name = `${stack.stackName}-${suffix}`;
  const unique = stack.node.addr.slice(-8);
  return name.length <= MAX_STACK_NAME ? name : `${stack.stackName.slice(0, MAX_STACK_NAME - suffix.length - unique.length - 2)}-${unique}-${suffix}`;
}
