import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource } from '@aws-cdk/service-spec-types';
import { readJsonFacts } from './facts';
import { GeneratedFile } from './generated-file';
import type { ResourceTypeData } from '../../src/catalog/resource-types';

interface Correction {
  readonly arn?: string;
  readonly ref?: string;
  readonly lowerCase?: boolean;
}

const VARIABLE = /\$\{([A-Za-z]+)\}/g;
const ENVIRONMENT = ['Partition', 'Region', 'Account'];

/** How AWS CloudFormation names the resources of each type: what `Ref` and the attributes return, and the form of the ARN. */
export async function resourceTypesStep(): Promise<GeneratedFile[]> {
  const corrections = readJsonFacts<Record<string, Correction>>('resource-types.json');
  const types = [...loadAwsServiceSpecSync().all('resource')]
    .map((resource) => [resource.cloudFormationType, rowOf(resource, corrections[resource.cloudFormationType])] as const)
    .filter(([, row]) => row.arn !== undefined || row.attributes !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const content = `{\n${types.map(([type, row]) => `${JSON.stringify(type)}:${JSON.stringify(row)}`).join(',\n')}\n}\n`;
  return [{ path: 'src/catalog/data/resource-types.json', content }];
}

function rowOf(resource: Resource, correction: Correction = {}): ResourceTypeData {
  const { arn: correctArn, ref: correctRef, lowerCase } = correction;
  const arn = correctArn ?? resource.arnTemplate?.replace('arn:${Partition}:', '').replace(VARIABLE, (whole, name) =>
    (ENVIRONMENT.includes(name) ? whole : `\${${sourceOf(name, resource)}}`));
  const attributes = Object.entries(resource.attributes).map(([name, { type }]) =>
    `${name.split('.').slice(0, 2).join('.')}${type.type === 'array' && name.split('.').length < 3 ? '[]' : ''}`);
  return {
    arn,
    arnAttributes: arn === undefined ? undefined : arnAttributesOf(resource),
    ref: correctRef ?? refOf(resource, arn),
    attributes: [...new Set(attributes)].sort().join(' '),
    lowerCase,
  };
}

/** Where a variable of the ARN comes from: a property, `=` for what identifies the resource, or `#` for what only AWS knows. */
function sourceOf(variable: string, resource: Resource): string {
  const withPath = /^(.*Name)WithPath$/.exec(variable)?.[1];
  if (withPath !== undefined) {
    return `Path?}\${${withPath}`;
  }
  const name = variable.replace(/WithoutLeadingSlash$/, '');
  const properties = Object.keys(resource.properties);
  const same = properties.find((property) => property.toLowerCase() === name.toLowerCase());
  if (same !== undefined) {
    return same;
  }
  const [id, ...more] = resource.primaryIdentifier ?? [];
  const named = properties.find((property) => property === 'Name' || property === `${resource.name}Name`);
  if (id === undefined || more.length > 0) {
    return '#';
  }
  if (properties.includes(id)) {
    return /Id$/.test(name) && name !== 'ResourceId' && !/Id(entifier)?$/.test(id) ? '#' : id;
  }
  return /Name$/.test(name) && named !== undefined ? named : /Arn$/.test(id) ? '#' : '=';
}

function arnAttributesOf({ name, attributes, primaryIdentifier = [] }: Resource): string | undefined {
  const own = Object.keys(attributes).filter((attribute) => /arn$/i.test(attribute) && (attribute === 'Arn' || primaryIdentifier.includes(attribute)
    || name.toLowerCase().endsWith(attribute.slice(0, -'Arn'.length).toLowerCase())));
  return own.length > 0 ? own.join(' ') : undefined;
}

/** What `Ref` returns: as a rule, what identifies a resource. Where the specification has no identifier, it says `Id`. */
function refOf({ primaryIdentifier = [], properties }: Resource, arn: string | undefined): string | undefined {
  const [id, ...more] = primaryIdentifier;
  if (id === undefined || more.length > 0) {
    return undefined;
  }
  if (/Arn$/i.test(id)) {
    return arn === undefined ? undefined : 'arn';
  }
  if (Object.hasOwn(properties, id)) {
    return `\${${id}}`;
  }
  const inArn = [...arn?.matchAll(VARIABLE) ?? []].map(([, name]) => name).filter((name) => !ENVIRONMENT.includes(name));
  return id === 'Id' && inArn.length === 1 ? `\${${inArn[0]}}` : undefined;
}
