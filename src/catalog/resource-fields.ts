import fields from './data/resource-fields.json';

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

  /** Why the field cannot tell the resource, and what can. */
  readonly refused?: string;

  readonly detailTypes: string[];
}

/**
 * Where the events of a service name resources. Only a rule about a resource needs this file, and with it the data:
 * require it then.
 */
export function resourceFieldsOf(source: string): ResourceFieldData[] {
  return (fields as Record<string, ResourceFieldData[]>)[source] ?? [];
}
