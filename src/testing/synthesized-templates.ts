import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { synthesizedTemplate } from './refused-synthesis';
import { StackTemplate } from '../template/stack-template';

/**
 * The templates of all stacks at and below some constructs, nested stacks and stages included. Synthesizes the app.
 *
 * @throws when there is no stack, or the validation of the app refuses it
 */
export function templatesBelow(...roots: IConstruct[]): StackTemplate[] {
  const notConstructs = roots.filter((root) => typeof root?.node?.path !== 'string');
  if (notConstructs.length > 0) {
    throw new Error(`The app is ${String(notConstructs[0])}: give the app, a stage, or stacks.`);
  }
  const stacks = [...new Set(roots.flatMap(stacksBelow))];
  if (stacks.length === 0) {
    throw new Error('There is no stack: give an app or a stage that has one, or stacks.');
  }
  synthesizedTemplate(stacks[0]);
  return readTemplates(stacks, (stack) => writtenTemplate(stack));
}

/** Reads the templates of stacks that an app has written. */
export function readTemplates(stacks: readonly Stack[], read: (stack: Stack) => StackTemplate): StackTemplate[] {
  const templates = new Map(stacks.map((stack) => [stack, read(stack)]));
  for (const [stack, template] of templates) {
    const { nestedStackParent: parent, nestedStackResource: resource } = stack;
    if (parent) {
      template.resourceInParent = templates.get(parent)?.resources.get(parent.getLogicalId(resource as CfnElement));
    }
  }
  return [...templates.values()];
}

/** Walks with a list of its own: a tree can be deep. */
export function stacksBelow(root: IConstruct): Stack[] {
  const found: Stack[] = [];
  const open = [root];
  while (open.length > 0) {
    const construct = open.pop()!;
    if (Stack.isStack(construct)) {
      found.push(construct);
    }
    open.push(...[...construct.node.children].reverse());
  }
  return found;
}

/** Finds an element of a stack by its logical id. */
export type ElementOf = (logicalId: string) => CfnElement | undefined;

/** Nothing is looked for before it is asked for. */
export function elementsBelow(stack: Stack): ElementOf {
  let elements: Map<string, CfnElement> | undefined;
  return (logicalId) => {
    elements ??= new Map(elementsOf(stack, stack).map((element) => [stack.resolve(element.logicalId) as string, element]));
    return elements.get(logicalId);
  };
}

/** The template of a stack that was synthesized. */
export function writtenTemplate(stack: Stack, elementOf = elementsBelow(stack)): StackTemplate {
  const templatePath = join(Stage.of(stack)!.outdir, stack.templateFile);
  const text = readFileSync(templatePath);
  return new StackTemplate(JSON.parse(text.toString()), {
    bytes: text.length,
    path: stack.node.path,
    stackName: stack.stackName,
    account: known(stack.account),
    region: known(stack.region),
    templatePath,
    pathOf: (logicalId) => elementOf(logicalId)?.node.path ?? stack.node.path,
  });
}

function elementsOf(construct: IConstruct, stack: Stack): CfnElement[] {
  return construct.node.children.flatMap((child) => {
    if (Stack.isStack(child)) {
      return [];
    }
    return [...(CfnResource.isCfnResource(child) ? [child] : []), ...elementsOf(child, stack)];
  });
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
