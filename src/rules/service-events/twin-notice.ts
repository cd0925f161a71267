import { IConstruct } from 'constructs';
import { API_CALL_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { hasTwinCall, hasTwinEvent } from '../../catalog/twins';
import { AppNotice } from '../../delivery/app-notice';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';

const ARRIVES_TWICE = new AppNotice('arrives-twice', (paths) =>
  `What these rules match is documented to arrive twice, as an event of the service itself and as an API call through CloudTrail: ${paths}. `
  + 'A rule on each of the two handles one action twice; docs/twins.md lists the pairs.');

/**
 * Says of a rule, once for the app, that what it matches can arrive in another form too.
 *
 * @param pattern as it stands in a template
 */
export function noticeTwins(rule: IConstruct, pattern: ServicePattern): void {
  const [sources, kinds, eventSources, eventNames] = [pattern.source, pattern['detail-type'], pattern.detail?.eventSource, pattern.detail?.eventName].map(textsOf);
  const isTwin = kinds.includes(API_CALL_VIA_CLOUDTRAIL)
    ? eventSources.some((eventSource) => eventNames.some((eventName) => hasTwinEvent(eventSource, eventName)))
    : sources.some((source) => kinds.some((kind) => hasTwinCall(source, kind)));
  if (isTwin) {
    ARRIVES_TWICE.raise(rule);
  }
}
