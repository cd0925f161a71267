import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, Stack, Stage, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { resolveTokens } from './event-tokens';
import { synthesizedTemplate } from './refused-synthesis';
import { nearest } from '../catalog/nearest';
import { requirePseudoParameter } from '../template/pseudo-parameters';
import { StackTemplate } from '../template/stack-template';
import { TemplateValues } from '../template/template-values';

/** How many names a message lists. */
const TOLD = 5;

/** A template, and what is known about where it comes from. */
export interface TemplateInApp {
  readonly template: StackTemplate;
  /** The text of the template, in which names of imported values stand. */
  readonly text: string;
  /** Places in the app, without the stack, by logical id. */
  readonly paths: ReadonlyMap<string, string>;
  /** Account, Region and name of the stack, as far as they are known. */
  readonly environment: Record<string, string>;
  /** Whether an event may hold tokens. */
  readonly takesTokens: boolean;
  /** Puts what a deployment would make of a token in its place. */
  resolve(sample: any, values: TemplateValues): any;
  /** The logical ids of what a construct is and has in the template. */
  elementsOf(construct: IConstruct): string[];
}

export function templateOfStack(stack: Stack): TemplateInApp {
  const isElement = (node: IConstruct): node is CfnElement => CfnElement.isCfnElement(node) && node.stack === stack;
  const elements = stack.node.findAll().filter(isElement);
  const { account, region, stackName } = stack;
  const json = synthesizedTemplate(stack);
  return {
    template: new StackTemplate(json, { path: stack.node.path }),
    text: JSON.stringify(json),
    paths: new Map(elements.map((element) => [stack.resolve(element.logicalId), placeOf(element.node.path.slice(stack.node.path.length + 1))])),
    environment: Object.fromEntries(Object.entries({ 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::StackName': stackName })
      .filter(([, value]) => !Token.isUnresolved(value))),
    takesTokens: true,
    resolve: (sample, values) => resolveTokens(sample, stack, values, templateOnDisk),
    elementsOf: (construct) => construct.node.findAll().filter(isElement).map(({ logicalId }) => stack.resolve(logicalId)),
  };
}

/**
 * @throws when it is no template
 */
export function templateOfJson(template: Record<string, any>): TemplateInApp {
  const resources = template?.Resources;
  if (typeof resources !== 'object' || resources === null) {
    throw new Error('A template has Resources, and this has none: give the parsed JSON of a CloudFormation template.');
  }
  const stack = new StackTemplate(template);
  const places = Object.entries<any>(resources).map(([logicalId, resource]) => ({ logicalId, path: resource?.Metadata?.['aws:cdk:path'] }))
    .filter((place): place is { logicalId: string; path: string } => typeof place.path === 'string')
    .map(({ logicalId, path }) => ({ logicalId, inApp: placeOf(path), inStack: placeOf(path.replace(/^[^/]*\//, '')) }));
  return {
    template: stack,
    text: JSON.stringify(template),
    paths: new Map(places.map(({ logicalId, inStack }) => [logicalId, inStack])),
    environment: {},
    takesTokens: false,
    resolve: (sample) => sample,
    elementsOf: ({ node: { path, id } }) => {
      const found = [
        places.filter(({ inApp }) => inApp === path || inApp.startsWith(`${path}/`)),
        // The stack of the template can stand elsewhere than that of the construct.
        places.filter(({ inStack }) => path.endsWith(`/${inStack}`)),
        places.filter(({ inStack }) => `/${inStack}/`.includes(`/${id}/`)),
      ].find((some) => some.length > 0) ?? [];
      return found.map(({ logicalId }) => logicalId);
    },
  };
}

/**
 * Values by logical id, for values that are given by logical id or by place in the app.
 *
 * @throws when one has no place in the template
 */
export function valuesById({ template, text, paths }: TemplateInApp, given: Record<string, any>): Record<string, any> {
  const logicalIds = new Map([...paths].map(([logicalId, path]) => [path, logicalId]));
  const names = [...template.resources.keys(), ...Object.keys(template.parameters), ...Object.keys(template.conditions)];
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    if (name.startsWith('AWS::')) {
      requirePseudoParameter(name);
      return [name, value];
    }
    const [holder, ...attribute] = name.split('.');
    const logicalId = logicalIds.get(holder) ?? holder;
    // The name of an imported value stands anywhere in the template.
    if (!names.includes(logicalId) && !text.includes(JSON.stringify(name))) {
      throw new Error(`The template has nothing called '${name}'; ${names.length <= TOLD ? `it has ${names.join(', ')}` : `nearest: ${nearest(name, [...names, ...logicalIds.keys()]).join(', ')}`}.`);
    }
    return [[logicalId, ...attribute].join('.'), value];
  }));
}

/** The template of another stack of an app that was synthesized. */
function templateOnDisk(stack: Stack): StackTemplate {
  return new StackTemplate(JSON.parse(readFileSync(join(Stage.of(stack)!.outdir, stack.templateFile), 'utf8')), { path: stack.node.path });
}

/** The construct that the user made: what the CDK calls its resource is left out. */
function placeOf(path: string): string {
  return path.replace(/\/Resource$/, '');
}
