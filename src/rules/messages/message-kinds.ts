import type { ServiceEventMessageOptions } from './service-event-message-options';
import { AwsService } from '../../catalog/aws-service';
import { optionName } from '../../catalog/option-spelling';
import { OptionKinds, leaf, listOf } from '../../delivery/options/option-kind';
import { SERVICE, TEXT } from '../../delivery/options/option-kinds';
import { requireOptionsOf } from '../../delivery/options/require-options';
import { shown } from '../../delivery/options/shown';
import { stepsOf } from '../../pattern/input/json-path';

/** As much as chat applications show. */
const TITLE_CHARACTERS = 250;
const FIELDS = 20;

/** What enters through a message. */
const MESSAGE_OPTIONS: OptionKinds<ServiceEventMessageOptions> = {
  title: leaf((value) => typeof value === 'string' && value !== '' && value.length <= TITLE_CHARACTERS && !/[<>\n]/.test(value), {
    advice: `it must be one line of 1 to ${TITLE_CHARACTERS} characters without < and >, which mark the variables of an input template; events.EventField.fromPath('$.detail.state') is a value of the event`,
    token: true,
  }),
  fields: leaf((value) => Array.isArray(value) && value.length <= FIELDS && value.every(isPath), {
    advice: (value) => {
      const wrong = Array.isArray(value) ? value.find((path) => !isPath(path)) : undefined;
      return wrong === undefined ? `it must be a list of at most ${FIELDS} JSON paths, such as ['$.detail.state']`
        : `${shown(wrong)} is no JSON path, such as '$.detail.state'`;
    },
  }),
  consoleUrl: leaf((value) => typeof value === 'string' && /^https:\/\/[^\s"<>]+$/.test(value), {
    advice: 'it must be an address that begins with https://, without quotes and spaces',
    token: true,
  }),
};

/** What a message about the events of a service is about. */
const SUBJECT = { service: SERVICE, detailTypes: listOf(TEXT, 'it must be a list of detail-types') };

/**
 * @throws when an option is of a wrong kind
 */
export function requireMessageOptions(options: ServiceEventMessageOptions): void {
  requireOptionsOf('a ServiceEventMessage', options, MESSAGE_OPTIONS);
}

/**
 * @throws when there is no such service, or the detail-types are no list of texts
 */
export function requireSubject(service: AwsService, detailTypes: string[] | undefined): void {
  requireOptionsOf('a ServiceEventMessage', { service: service ?? null, detailTypes }, SUBJECT);
  if (detailTypes?.length === 0) {
    throw new Error(`${optionName('detailTypes')} of a ServiceEventMessage is an empty list: name at least one kind of events, or leave it out for all of the service.`);
  }
}

function isPath(value: unknown): boolean {
  try {
    return typeof value === 'string' && stepsOf(value).length > 0;
  } catch {
    return false;
  }
}
