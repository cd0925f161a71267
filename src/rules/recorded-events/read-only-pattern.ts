import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';

/**
 * Whether a pattern from elsewhere names read-only management calls.
 *
 * @param pattern as it stands in a template, on events that arrive through CloudTrail
 */
export function namesReadOnlyCalls({ source, detail }: ServicePattern): boolean {
  const eventSources = textsOf(detail?.eventSource ?? source?.map((name) => String(name).replace(/^aws\.(.*)$/, '$1.amazonaws.com')));
  return textsOf(detail?.eventName).some((eventName) => isReadOnlyCall(eventSources, eventName));
}
