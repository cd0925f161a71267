import { Names, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/;
/** A name made here leaves room for what distinguishes two resources of one construct. */
const MADE = { maxLength: 200, separator: '-', allowedSpecialCharacters: '.-_' };

/**
 * The name of a resource of a Custom Event Bus. AWS CloudFormation makes none for them, so one is made from the place of the
 * construct where the user gives none.
 *
 * @param property how the user calls the name
 * @throws when EventBridge does not accept the name
 */
export function resourceName(construct: IConstruct, property: string, given: string | undefined): string {
  if (given === undefined) {
    return Names.uniqueResourceName(construct, MADE);
  }
  if (!Token.isUnresolved(given) && !NAME.test(given)) {
    throw new Error(`${property} of '${construct.node.path}' is '${given}': it must have 1 to 256 letters, digits, dots, dashes and underscores, and begin with a letter or digit.`);
  }
  return given;
}

const DESCRIPTION = { characters: CUSTOM_EVENT_BUS.descriptionCharacters, refused: /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/ }; // eslint-disable-line no-control-regex

/**
 * @throws when EventBridge does not accept the description
 */
export function requireDescription(construct: IConstruct, description: string | undefined): void {
  if (description === undefined || Token.isUnresolved(description)) {
    return;
  }
  if (description.length > DESCRIPTION.characters) {
    throw new Error(`The description of '${construct.node.path}' has ${description.length} characters: EventBridge allows ${DESCRIPTION.characters}.`);
  }
  if (DESCRIPTION.refused.test(description)) {
    throw new Error(`The description of '${construct.node.path}' is ${JSON.stringify(description)}: EventBridge accepts neither line breaks nor control characters in it.`);
  }
}

/** A description made here, cut to the length that EventBridge accepts. */
export function describeAs(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return oneLine.length <= DESCRIPTION.characters ? oneLine : `${oneLine.slice(0, DESCRIPTION.characters - 1)}…`;
}
