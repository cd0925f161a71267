import { dataTable } from './data-tables';
import { nearest } from './nearest';

/**
 * How AWS CloudFormation names the resources of a type.
 *
 * In texts, `${QueueName}` is a property, `${Path?}` one that is left out where the template does not give it, `${=}` what
 * identifies the resource, and `${#}` what AWS alone knows.
 */
export interface ResourceTypeData {
  /** The ARN, without `arn:` and partition. */
  readonly arn?: string;
  /** The attributes that are this ARN. */
  readonly arnAttributes?: string;
  /** What `Ref` returns: a text, or `arn`. Nothing where it is an id that AWS chooses. */
  readonly ref?: string;
  /** All attributes; those that are lists end with `[]`. */
  readonly attributes: string;
  /** The service keeps names in lower case. */
  readonly lowerCase?: boolean;
}

const DATA = dataTable<Record<string, ResourceTypeData>>('resourceTypes');
const BY_NAMESPACE = new Map<string, string[]>();

/** What is known of a resource type. */
export function resourceTypeOf(type: string): ResourceTypeData | undefined {
  return Object.hasOwn(DATA(), type) ? DATA()[type] : undefined;
}

/** The types of a namespace, such as `AWS::S3`, by their last name. */
export function resourceTypesIn(namespace: string): string[] {
  let types = BY_NAMESPACE.get(namespace);
  if (!types) {
    types = Object.keys(DATA()).filter((type) => type.startsWith(`${namespace}::`));
    BY_NAMESPACE.set(namespace, types);
  }
  return types;
}

/** Why a type cannot have an attribute of that name; nothing where it has, or is not known. */
export function explainAttribute(type: string, attribute: string): string | undefined {
  const known = resourceTypeOf(type)?.attributes.split(' ').map((name) => name.replace('[]', ''));
  if (!known || known[0] === '' || known.some((name) => name === attribute || name.startsWith(`${attribute}.`) || attribute.startsWith(`${name}.`))) {
    return undefined;
  }
  return `${type} has no attribute '${attribute}'. Nearest: ${nearest(attribute, known).map((near) => `'${near}'`).join(', ')}.`;
}

/** How the ARNs of a service's resources go on after the account, by type. */
export function arnFormsOf(service: string): string[] {
  return Object.values(DATA()).filter(({ arn }) => arn?.startsWith(`${service}:`)).map(({ arn }) => arn!.split(':').slice(3).join(':'));
}
