import { CfnResource, ResolutionTypeHint, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { ResourceFieldData } from '../../catalog/resource-fields';

const REFERENCE = /^(\w+)\.\w+$/;

/** The resource of AWS CloudFormation that a construct is or holds; none for one that is imported. */
export function cfnResourceOf(construct: IConstruct): CfnResource | undefined {
  if (CfnResource.isCfnResource(construct)) {
    return construct;
  }
  const child = construct.node.defaultChild;
  return child && CfnResource.isCfnResource(child) ? child : undefined;
}

/**
 * The type of a resource, as AWS CloudFormation calls it, where it is one of the given; otherwise what is known of it.
 *
 * An imported construct has no type. It is of the type whose reference it can give, unless its ARN is of another service.
 *
 * @param source the source of the events that name the resource
 */
export function typeOf(construct: IConstruct, rows: ResourceFieldData[], source: string): { type?: string; known?: string } {
  const resource = cfnResourceOf(construct);
  if (resource) {
    const known = resource.cfnResourceType;
    return { type: rows.some(({ type }) => type === known) ? known : undefined, known };
  }
  const children = construct.node.children.filter(CfnResource.isCfnResource).map(({ cfnResourceType }) => cfnResourceType);
  const row = rows.find(({ type }) => children.includes(type))
    ?? rows.find(({ type, value }) => canBe(construct, type, value, source));
  return { type: row?.type };
}

/**
 * What events call a resource.
 *
 * @throws when the construct does not know it
 */
export function namesOf(construct: IConstruct, { type, value, field, never }: ResourceFieldData, rule: IConstruct): string[] {
  const resource = cfnResourceOf(construct)
    ?? construct.node.children.filter(CfnResource.isCfnResource).find(({ cfnResourceType }) => cfnResourceType === type);
  // In another environment only the construct of the CDK knows a name that can be referred to.
  const holders = Stack.of(rule).environment === Stack.of(construct).environment ? [resource, construct] : [construct, resource];
  return value!.split('|').map((way) => {
    const name = nameOf(holders, resource, way);
    if (name === undefined) {
      throw new Error(`'${construct.node.path}' does not know what events call it in ${field} (${way}): import it with that attribute, give the construct of ${type} itself, or filter on the field.`);
    }
    if (never && name.startsWith(never)) {
      throw new Error(`'${construct.node.path}' is known as '${name}' only, which events do not have in ${field}: give the construct of ${type} itself, or import it by its ARN.`);
    }
    return name;
  });
}

function nameOf(holders: (IConstruct | undefined)[], resource: CfnResource | undefined, way: string): string | undefined {
  const [kind, ...rest] = way.split(':');
  switch (kind) {
    case 'ref': return resource?.ref;
    case 'att': return resource?.getAtt(rest[0], ResolutionTypeHint.STRING).toString();
    case 'prop': return firstOf(holders, (holder) => propertyOf(holder, rest[0]));
    case 'arn': {
      const [service, path, name] = rest;
      const resourceName = nameOf(holders, resource, name);
      return resourceName && Stack.of(holders.find((holder) => holder)!).formatArn({ service, resource: path.replace(/\/$/, ''), resourceName });
    }
    default: return firstOf(holders, (holder) => at(holder, way));
  }
}

function firstOf<T>(holders: (IConstruct | undefined)[], find: (holder: IConstruct) => T | undefined): T | undefined {
  return holders.filter((holder) => holder !== undefined).map((holder) => find(holder)).find((found) => found !== undefined);
}

/** What a construct has under a path of two names. An imported one may throw instead of having nothing. */
function at(construct: IConstruct, path: string): string | undefined {
  const [reference, attribute] = path.split('.');
  try {
    return propertyOf(propertyOf(construct, reference), attribute);
  } catch {
    return undefined;
  }
}

function propertyOf(holder: unknown, name: string): any {
  return (holder as Record<string, any> | undefined)?.[name];
}

function canBe(construct: IConstruct, type: string, value: string | undefined, source: string): boolean {
  const [kind, property] = (value ?? '').split(':');
  const reference = (value ?? '').split(/[|:]/).map((way) => REFERENCE.exec(way)?.[1]).find((name) => name !== undefined);
  if (reference === undefined) {
    return kind === 'prop' && property in construct;
  }
  const arns = Object.values(reference in construct ? propertyOf(construct, reference) : {})
    .filter((name): name is string => typeof name === 'string' && name.startsWith('arn:'));
  const services = [type.split('::')[1].toLowerCase(), source.replace(/^aws\./, '')];
  return reference in construct && arns.every((arn) => services.includes(arn.split(':')[2]));
}
