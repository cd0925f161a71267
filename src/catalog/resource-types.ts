// Of the types alone, so that the data is part of the package and yet loaded only when it is asked for.
import type types from './data/resource-types.json';
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

let table: Record<string, ResourceTypeData> | undefined;

/** What is known of a resource type. The table is loaded when somebody asks. */
export function resourceTypeOf(type: string): ResourceTypeData | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  table ??= require('./data/resource-types.json') as typeof types as unknown as Record<string, ResourceTypeData>;
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

/** Why a type cannot have an attribute of that name; nothing where it has, or is not known. */
export function explainAttribute(type: string, attribute: string): string | undefined {
  const known = resourceTypeOf(type)?.attributes.split(' ').map((name) => name.replace('[]', ''));
  if (!known || known[0] === '' || known.some((name) => name === attribute || name.startsWith(`${attribute}.`) || attribute.startsWith(`${name}.`))) {
    return undefined;
  }
  return `${type} has no attribute '${attribute}'. Nearest: ${nearest(attribute, known).map((near) => `'${near}'`).join(', ')}.`;
}
