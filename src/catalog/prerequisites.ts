import { dataTable } from './data-tables';

/**
 * What must be so before some events of a service arrive.
 */
export interface PrerequisiteData {
  /** Nothing for all events of the service. */
  readonly detailTypes?: string[];

  /** Names the need. */
  readonly id: string;

  /** The need, as the object of "needs". */
  readonly needs: string;

  /** Who uses the events knows of it, or has it by default. */
  readonly quiet?: boolean;

  /** How the resource that the events are about must be. */
  readonly resource?: ResourceNeed;

  /** Resources of which one in the app shows that the need is met. */
  readonly app?: ShownBy[];

  readonly page?: string;
}

/**
 * How a resource must be for its events to arrive.
 */
export interface ResourceNeed {
  /** The type, as AWS CloudFormation calls it. */
  readonly type: string;

  /** The path of the property in the template. */
  readonly property: string;

  /** The property must be true, and is made so. */
  readonly on?: boolean;

  /** Other properties to set with it. */
  readonly also?: Record<string, any>;

  /** Where the construct has a child of this name, it sets the property by other means: the method `call` is called instead. */
  readonly unlessChild?: string;
  readonly call?: string;

  /** What switches it on for a resource that the app does not make; `{name}` stands for the resource. */
  readonly command?: string;

  /** The property must be there. */
  readonly present?: boolean;

  /** Values with which no events arrive. */
  readonly never?: string[];

  /** What to do about a resource that cannot be as needed. */
  readonly instead?: string;
}

/**
 * A resource that shows that a need is met.
 */
export interface ShownBy {
  readonly type: string;

  /** A property that it must have. */
  readonly property?: string;

  /** The values that the property must have one of. */
  readonly values?: any[];
}

const PREREQUISITES = dataTable<Record<string, PrerequisiteData[]>>('prerequisites');

/**
 * What the events of a service need.
 */
export function prerequisitesOf(source: string): PrerequisiteData[] {
  return PREREQUISITES()[source] ?? [];
}
