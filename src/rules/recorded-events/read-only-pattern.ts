import { isReadOnlyCall } from '../../catalog/read-only-calls';
import { eventSourcesUnder } from '../../catalog/source-index';
import { Alternative, patternAlternatives } from '../../pattern/algebra/pattern-alternatives';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { callsMatchedBy } from '../../pattern/verifier/calls-matched-by';
import { matchersAmong, textsAmong } from '../../pattern/verifier/meant-events';
import { withStandIns } from '../../pattern/verifier/stand-ins';

/**
 * Whether a pattern asks for read-only management calls: by their names, by what they look like, or by the field `readOnly`.
 *
 * @param pattern as it stands in a template, one that EventBridge takes
 */
export function asksForReadOnlyCalls(pattern: ServicePattern): boolean {
  return patternAlternatives(withStandIns(pattern)).some(asksForReads);
}

function asksForReads(fields: Alternative): boolean {
  const eventName = fields.get('detail.eventName');
  if (!eventName) {
    return fields.get('detail.readOnly')?.holds(true) ?? false;
  }
  const named = textsAmong(fields.get('detail.eventSource'));
  const eventSources = named.length > 0 ? named : textsAmong(fields.get('source')).flatMap(eventSourcesUnder);
  const isRead = (name: string) => name !== '' && isReadOnlyCall(eventSources, name);
  return textsAmong(eventName).some(isRead) || matchersAmong(eventName).some((matcher) => callsMatchedBy(matcher, eventSources).some(isRead));
}
