import { Names } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';

/** A name made here leaves room for what distinguishes two resources of one construct. */
const MADE = { maxLength: 200, separator: '-', allowedSpecialCharacters: '.-_' };

/**
 * The name of a resource of a Custom Event Bus. AWS CloudFormation makes none for them, so one is made from the place of the
 * construct where the user gives none.
 */
export function resourceName(construct: IConstruct, given: string | undefined): string {
  return given ?? Names.uniqueResourceName(construct, MADE);
}

const { descriptionCharacters } = CUSTOM_EVENT_BUS;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/; // eslint-disable-line no-control-regex

/**
 * @throws when the description has characters that EventBridge does not accept
 */
export function requireDescription(construct: IConstruct, description: string | undefined): void {
  if (description !== undefined && CONTROL.test(description)) {
    throw new Error(`The description of '${construct.node.path}' is ${JSON.stringify(description)}: EventBridge accepts neither line breaks nor control characters in it.`);
  }
}

/** A description made here, cut to the length that EventBridge accepts. */
export function describeAs(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return oneLine.length <= descriptionCharacters ? oneLine : `${oneLine.slice(0, descriptionCharacters - 1)}…`;
}
