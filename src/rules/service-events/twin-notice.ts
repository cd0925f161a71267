import { IConstruct } from 'constructs';
import { API_CALL_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { Twin, twinsOfCall, twinsOfEvent } from '../../catalog/twins';
import { AppNotice } from '../../delivery/app-notice';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';

/** What the rules of an app match in one form, and could match in the other. */
interface Seen {
  readonly calls: Map<IConstruct, Twin[]>;
  readonly events: Map<IConstruct, Twin[]>;
}

const SEEN = new WeakMap<IConstruct, Seen>();

const ARRIVES_TWICE = new AppNotice('arrives-twice', (rules) =>
  `${rules} match the same actions, once as events of a service and once as its API calls. Handle one of the two.`, hasTwinInApp);

/**
 * Says of rules, once for the app, that they match the same actions in both forms.
 *
 * @param pattern as it stands in a template
 */
export function noticeTwins(rule: IConstruct, pattern: ServicePattern): void {
  const [sources, kinds, eventSources, eventNames] = [pattern.source, pattern['detail-type'], pattern.detail?.eventSource, pattern.detail?.eventName].map(textsOf);
  const isCall = kinds.includes(API_CALL_VIA_CLOUDTRAIL);
  const twins = isCall
    ? eventSources.flatMap((eventSource) => eventNames.flatMap((eventName) => twinsOfCall(eventSource, eventName)))
    : sources.flatMap((source) => kinds.flatMap((kind) => twinsOfEvent(source, kind)));
  if (twins.length > 0) {
    seenIn(rule)[isCall ? 'calls' : 'events'].set(rule, twins);
    ARRIVES_TWICE.raise(rule);
  }
}

function seenIn(rule: IConstruct): Seen {
  const { root } = rule.node;
  const seen = SEEN.get(root) ?? { calls: new Map(), events: new Map() };
  SEEN.set(root, seen);
  return seen;
}

function hasTwinInApp(rule: IConstruct): boolean {
  const { calls, events } = seenIn(rule);
  const [own, others] = calls.has(rule) ? [calls.get(rule)!, events] : [events.get(rule)!, calls];
  return [...others.values()].some((twins) => twins.some((one) => own.includes(one)));
}
