import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { AwsService } from '../catalog/aws-service';
import { optionName } from '../catalog/option-spelling';
import { problemId } from '../delivery/construct-notices';

/**
 * What the user of a rule has asked for in so many words, and a check would find: it is acknowledged on their behalf.
 */
export interface Intent {
  readonly check: string;
  readonly reason: string;
}

export const ALL_OPERATIONS: Intent = { check: 'api-call-without-event-name', reason: 'The rule was made for all API calls of the service.' };

const FORWARDED_HERE = `The events are forwarded to the Region of the rule (${optionName('eventRegions')}).`;

/** Something else than the app forwards them, as far as the checks can see. */
export const FORWARDED: Intent[] = ['wrong-region', 'service-events-on-custom-bus'].map((check) => ({ check, reason: FORWARDED_HERE }));

/** What cannot be known of something newer than the catalogue. */
export function newerThanCatalogue(reason: string): Intent[] {
  return NEWER.map((check) => ({ check, reason }));
}

/** The same for the events of a service, whatever the rule says of it that lets them be newer. */
export function newerThan(service: AwsService, allowUnknown: boolean | undefined): Intent[] {
  return [
    ...service._isCustom ? newerThanCatalogue('The service was made with AwsService.custom.') : [],
    ...allowUnknown ? newerThanCatalogue(`The rule was made with ${optionName('allowUnknown')}.`) : [],
  ];
}

/** What a check cannot tell from something newer than the catalogue. */
export const NEWER: string[] = [
  'unknown-source', 'unknown-detail-type', 'unknown-detail-field', 'wrong-value-type', 'value-outside-enumeration', 'unknown-operation', 'event-source-mismatch',
  'idle-exclusion',
];

export function acknowledgeIntents(rule: IConstruct, intents: Intent[]): void {
  if (intents.length > 0) {
    Validations.of(rule).acknowledge(...intents.map(({ check, reason }) => ({ id: problemId(check), reason })));
  }
}
