import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { isBasicDataEventType } from '../catalog/data-events';

/** How the ARNs begin that a basic selector selects all data events of a type by. */
const ALL_RESOURCES: Record<string, string> = {
  'AWS::S3::Object': 's3:::',
  'AWS::Lambda::Function': 'lambda',
  'AWS::DynamoDB::Table': 'dynamodb',
};

/** Event names whose calls are sure to read, or to write. */
const READS = /^(Get|List|Describe|Head)/;
const WRITES = /^(Put|Delete|Create|Update)/;

/**
 * What a trail is to select.
 */
export interface TrailSelection {
  readonly managementEvents: boolean;
  /** Event names by type of resource; none for all events of a type. */
  readonly dataEvents: Map<string, string[]>;
  /** Event sources. */
  readonly networkActivity: string[];
}

/** The two forms of selectors, of which a trail can have one. */
export interface TrailSelectors {
  readonly basic?: cloudtrail.CfnTrail.EventSelectorProperty[];
  readonly advanced?: cloudtrail.CfnTrail.AdvancedEventSelectorProperty[];
}

/**
 * The selectors for exactly what is to be selected: basic ones where they can, advanced ones for everything else.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export function selectorsFor(stack: Stack, selection: TrailSelection): TrailSelectors {
  const isBasic = selection.networkActivity.length === 0 && [...selection.dataEvents.keys()].every(isBasicDataEventType);
  return isBasic ? { basic: basicSelectors(stack, selection) } : { advanced: advancedSelectors(selection) };
}

function basicSelectors(stack: Stack, { managementEvents, dataEvents }: TrailSelection): cloudtrail.CfnTrail.EventSelectorProperty[] {
  return [
    ...managementEvents ? [{ includeManagementEvents: true, readWriteType: cloudtrail.ReadWriteType.ALL }] : [],
    ...[...dataEvents].map(([type, eventNames]) => ({
      includeManagementEvents: false,
      readWriteType: readWriteType(eventNames),
      dataResources: [{ type, values: [`arn:${stack.partition}:${ALL_RESOURCES[type]}`] }],
    })),
  ];
}

function advancedSelectors({ managementEvents, dataEvents, networkActivity }: TrailSelection): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
  return [
    ...managementEvents ? [{ name: 'Management events', fieldSelectors: [equals('eventCategory', 'Management')] }] : [],
    ...[...dataEvents].map(([type, eventNames]) => ({
      name: `Data events of ${type}`,
      fieldSelectors: [
        equals('eventCategory', 'Data'),
        equals('resources.type', type),
        ...eventNames.length > 0 ? [equals('eventName', ...eventNames)] : [],
      ],
    })),
    ...networkActivity.map((eventSource) => ({
      name: `Network activity of ${eventSource}`,
      fieldSelectors: [equals('eventCategory', 'NetworkActivity'), equals('eventSource', eventSource)],
    })),
  ];
}

function equals(field: string, ...values: string[]): cloudtrail.CfnTrail.AdvancedFieldSelectorProperty {
  return { field, equalTo: values };
}

function readWriteType(eventNames: string[]): cloudtrail.ReadWriteType {
  if (eventNames.length > 0 && eventNames.every((name) => READS.test(name))) {
    return cloudtrail.ReadWriteType.READ_ONLY;
  }
  return eventNames.length > 0 && eventNames.every((name) => WRITES.test(name)) ? cloudtrail.ReadWriteType.WRITE_ONLY : cloudtrail.ReadWriteType.ALL;
}
