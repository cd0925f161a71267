import { dataTable } from './data-tables';

/**
 * Where some events of a service name a resource of one type.
 */
export interface ResourceFieldData {
  /** The type, as AWS CloudFormation calls it. */
  readonly type: string;

  /** `resources`, or a path that begins with `detail.`. */
  readonly field: string;

  /**
   * How the resource is called there, several alternatives with `|` between them:
   *
   * - `bucketRef.bucketName`: what the construct, and its counterpart for AWS CloudFormation, have under this path;
   * - `ref` or `att:ServerId`: what AWS CloudFormation returns;
   * - `prop:groupName`: a property of the construct;
   * - `arn:ec2:volume/:volumeRef.volumeId`: the ARN of a service's resource that is made of one of these.
   */
  readonly value?: string;

  /** The event may spell it with other capital letters. */
  readonly ignoreCase?: boolean;

  /** How names begin that an imported construct may have, and events never do. */
  readonly never?: string;

  /** Why the field cannot tell the resource, and what can. */
  readonly refused?: string;

  readonly detailTypes: string[];
}

/**
 * Which ARNs some events have in `resources`, as samples show it: `ec2:instance`, `s3:` for an ARN without a kind, `rds:*` for any of
 * a service; none where the list is empty.
 */
export interface ResourceArnsData {
  readonly arns: string[];
  readonly detailTypes: string[];
}

interface ResourceFieldsData {
  readonly fields: Record<string, ResourceFieldData[]>;
  /** Where events name what they are about, in words; without detail-types, all events of the service. */
  readonly inWords: Record<string, { readonly detailTypes?: string[]; readonly resourceIn: string }[]>;
  readonly arns: Record<string, ResourceArnsData[]>;
}

const DATA = dataTable<ResourceFieldsData>('resourceFields');

/**
 * Where the events of a service name resources.
 */
export function resourceFieldsOf(source: string): ResourceFieldData[] {
  return DATA().fields[source] ?? [];
}

/** Where some events of a service name what they are about, in words, as far as this is known. */
export function resourceInWords(source: string, detailTypes: string[]): string[] {
  return (DATA().inWords[source] ?? [])
    .filter((row) => !row.detailTypes || row.detailTypes.some((detailType) => detailTypes.includes(detailType)))
    .map(({ resourceIn }) => resourceIn);
}

/** Which ARNs these events have in `resources`; nothing where that is not known of all of them. */
export function resourceArnsOf(source: string, detailTypes: readonly string[]): string[] | undefined {
  const rows = DATA().arns[source] ?? [];
  const found = detailTypes.map((detailType) => rows.filter((row) => row.detailTypes.includes(detailType)));
  return detailTypes.length === 0 || found.some((ofType) => ofType.length === 0) ? undefined
    : [...new Set(found.flat().flatMap(({ arns }) => arns))];
}
