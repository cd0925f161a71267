import { CfnElement, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly Metadata?: Record<string, any>;
}

/** A template, and what is known about where it comes from. */
export interface TemplateInApp {
  readonly template: Record<string, any>;
  /** Places in the app, without the stack, by logical id. */
  readonly paths: ReadonlyMap<string, string>;
  /** Account, Region and name of the stack, as far as they are known. */
  readonly environment: Record<string, string>;
  /** Puts what the template says of a token in its place. */
  resolve(sample: any): any;
}

export function templateOfStack(stack: Stack): TemplateInApp {
  const elements = stack.node.findAll().filter((node): node is CfnElement => CfnElement.isCfnElement(node) && node.stack === stack);
  const { account, region, stackName } = stack;
  return {
    template: Template.fromStack(stack).toJSON(),
    paths: new Map(elements.map((element) => [stack.resolve(element.logicalId), placeOf(element.node.path.slice(stack.node.path.length + 1))])),
    environment: Object.fromEntries(Object.entries({ 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::StackName': stackName })
      .filter(([, value]) => !Token.isUnresolved(value))),
    resolve: (sample) => stack.resolve(sample),
  };
}

/**
 * @throws when it is no template
 */
export function templateOfJson(template: Record<string, any>): TemplateInApp {
  const resources: Record<string, TemplateResource> | undefined = template?.Resources;
  if (typeof resources !== 'object' || resources === null) {
    throw new Error('A template has Resources, and this has none: give the parsed JSON of a CloudFormation template.');
  }
  const paths = Object.entries(resources).map(([logicalId, { Metadata: metadata }]) => [logicalId, metadata?.['aws:cdk:path']] as const)
    .filter(([, path]) => path);
  return {
    template,
    paths: new Map(paths.map(([logicalId, path]) => [logicalId, placeOf(path.replace(/^[^/]*\//, ''))])),
    environment: {},
    resolve: (sample) => sample,
  };
}

/**
 * Values by logical id, for values that are given by logical id or by place in the app.
 *
 * @throws when one has no place in the template
 */
export function valuesById({ template, paths }: TemplateInApp, given: Record<string, any>): Record<string, any> {
  const logicalIds = new Map([...paths].map(([logicalId, path]) => [path, logicalId]));
  const names = new Set(['Resources', 'Parameters', 'Conditions'].flatMap((section) => Object.keys(template[section] ?? {})));
  const text = JSON.stringify(template);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    const [holder, ...attribute] = name.split('.');
    const logicalId = logicalIds.get(holder) ?? holder;
    // The name of an imported value stands anywhere in the template.
    if (!names.has(logicalId) && !name.startsWith('AWS::') && !text.includes(JSON.stringify(name))) {
      throw new Error(`The template has nothing called '${name}'; it has ${[...names].slice(0, 20).join(', ')}${names.size > 20 ? ', ...' : ''}.`);
    }
    return [[logicalId, ...attribute].join('.'), value];
  }));
}

/** The construct that the user made: what the CDK calls its resource is left out. */
function placeOf(path: string): string {
  return path.replace(/\/Resource$/, '');
}
