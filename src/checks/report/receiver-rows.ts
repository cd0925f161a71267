import { FaultRow } from './fault-rows';
import { FindingRow, RuleRow, TargetRow, channelOf, nameOf, queueOf, serviceName, typeIn } from './rule-row';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../../catalog/quotas';
import { textsIn } from '../../pattern/algebra/pattern-values';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { withSortedKeys } from '../../pattern/algebra/sorted-keys';
import { promiseOfPattern } from '../../rules/service-events/event-promises';
import { EventSourceInTemplate, eventSourcesOf } from '../../template/event-source-in-template';
import { SubscriberInTemplate, subscribersOf } from '../../template/subscriber-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { alarmsOn } from '../model/alarm-index';

/** What EventBridge does for the rule of an event source. */
const USUAL_RETRY = { retryAttempts: RETRY_ATTEMPTS.max, maxEventAgeSeconds: EVENT_AGE_SECONDS.max };

/** What was found of resources, by their paths. */
export interface FoundByPath {
  readonly findings: ReadonlyMap<string, FindingRow[]>;
  readonly faults?: ReadonlyMap<string, FaultRow[]>;
}

/** What there is to tell of the event sources and subscribers of Custom Event Buses. */
export function receiverRows(app: Templates, found: FoundByPath): RuleRow[] {
  return [
    ...eventSourcesOf(app).filter(({ bringsServiceEvents }) => bringsServiceEvents).map((source): RuleRow => ({
      kind: 'event source', ...received(source, app, found), eventBus: 'default', state: 'ENABLED', targets: [busRow(source)],
    })),
    ...subscribersOf(app).map((subscriber): RuleRow => ({
      kind: 'subscriber',
      ...received(subscriber, app, found),
      eventBus: subscriber.bus ? nameOf(subscriber.bus.path) : 'elsewhere',
      state: subscriber.delivers ? 'RUNNING' : 'STOPPED',
      targets: [targetRow(subscriber)],
    })),
  ];
}

interface Receiver {
  readonly resource: TemplateResource;
  readonly pattern?: ServicePattern;
}

function received({ resource, pattern }: Receiver, app: Templates, { findings, faults }: FoundByPath): Omit<RuleRow, 'kind' | 'eventBus' | 'state' | 'targets'> {
  const { path, stack } = resource;
  return {
    rule: nameOf(path),
    stack: stack.path,
    account: stack.account,
    region: stack.region,
    services: textsIn(pattern?.source).map(serviceName),
    detailTypes: textsIn(pattern?.['detail-type']),
    channel: channelOf({ pattern, alternatives: pattern ? [pattern] : [], isSchedule: false, onServiceEvents: pattern !== undefined }),
    deliveryType: pattern && promiseOfPattern(pattern).deliveryType,
    eventPattern: withSortedKeys(pattern),
    alarms: alarmsOn(resource, app).map(({ alarm, metricName }) => ({ alarm: nameOf(alarm.path), metric: metricName })),
    findings: findings.get(path) ?? [],
    faults: faults?.get(path),
  };
}

function busRow({ bus, onFailureArn, onFailureQueue }: EventSourceInTemplate): TargetRow {
  return {
    id: 'EventBus', type: bus?.type ?? 'events', resource: bus && nameOf(bus.path), deadLetterQueue: queueOf(onFailureArn, onFailureQueue), ...USUAL_RETRY,
  };
}

function targetRow({ target, targetText, onFailureArn, onFailureQueue, retryAttempts, maxEventAgeSeconds }: SubscriberInTemplate): TargetRow {
  return {
    id: 'Target',
    type: typeIn(target, targetText),
    resource: target && nameOf(target.path),
    deadLetterQueue: queueOf(onFailureArn, onFailureQueue),
    retryAttempts,
    maxEventAgeSeconds,
  };
}
