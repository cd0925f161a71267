import { JsonType } from './json-type';

/**
 * One field of an event.
 */
export interface SchemaField {
  /**
   * The field's name, as the event spells it.
   */
  readonly name: string;

  /**
   * Where the field stands in the event, such as `detail.bucket.name`. What holds a list is named like a single value, as
   * it is in an event pattern.
   */
  readonly path: string;

  /**
   * What the field holds, or what each element holds where it is a list.
   */
  readonly jsonType: JsonType;

  /**
   * Whether the field is a list. An event pattern matches a list when it matches one of the elements.
   */
  readonly list: boolean;

  /**
   * Whether the schema says that the field is always there.
   */
  readonly required: boolean;

  /**
   * Whether the field is an object that may hold fields which are not listed, such as tags.
   */
  readonly open: boolean;

  /**
   * The values that the field can have.
   *
   * @default - any of its type
   */
  readonly allowedValues?: string[];

  /**
   * Values that the documentation names without saying that there are no others.
   *
   * @default - none are named, or those that are named are all (`allowedValues`)
   */
  readonly namedValues?: string[];

  /**
   * The fields of the object.
   *
   * @default - not an object, or its fields are not known
   */
  readonly fields?: SchemaField[];
}

/**
 * What is known about the `detail` of one kind of events.
 */
export interface EventSchema {
  /**
   * The detail-type of the events.
   */
  readonly detailType: string;

  /**
   * The fields of `detail`, in the order of the schema.
   */
  readonly fields: SchemaField[];

  /**
   * Whether the fields were compared with the documentation of the service, so that none is missing. The other schemas
   * were made by AWS from events that somebody has seen: a field that they lack may exist nevertheless.
   */
  readonly complete: boolean;
}
