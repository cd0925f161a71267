import { FaultRow } from './fault-rows';
import { DeliveryType } from '../../catalog/delivery-type';
import { servicesOfSource } from '../../catalog/source-index';
import { onlyTextsIn, textsIn } from '../../pattern/algebra/pattern-values';
import { isOnServiceEvents } from '../../pattern/algebra/service-sources';
import { withSortedKeys } from '../../pattern/algebra/sorted-keys';
import { namesCloudTrail, promiseOfPattern } from '../../rules/service-events/event-promises';
import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Finding, adviceOf } from '../finding';
import { alarmsOn } from '../model/alarm-index';
import { originOf } from '../model/rule-origin';

/** A rule, as the report has it, or an event source or subscriber of a Custom Event Bus. */
export interface RuleRow {
  /** What it is, where that is no rule. */
  readonly kind?: 'event source' | 'subscriber';
  readonly rule: string;
  readonly stack: string;
  readonly account?: string;
  readonly region?: string;
  readonly services: string[];
  readonly detailTypes: string[];
  readonly channel: Channel;
  readonly deliveryType?: DeliveryType;
  readonly eventBus: string;
  readonly state: string;
  readonly eventPattern?: object;
  readonly targets: TargetRow[];
  readonly alarms: AlarmRow[];
  /** What ServiceEventProtection has given to the rule. */
  readonly protection?: { readonly deadLetterQueues: number; readonly retryPolicies: number; readonly alarms: number };
  readonly findings: FindingRow[];
  /** What single faults do to an event of the rule; none for a rule that is not enabled, or that no event could be made for. */
  readonly faults?: FaultRow[];
}

export type Channel = 'native' | 'CloudTrail' | 'native and CloudTrail' | 'not of AWS services' | 'any' | 'schedule' | 'not known';

export interface TargetRow {
  readonly id: string;
  readonly type: string;
  readonly resource?: string;
  /** The path of the queue; `elsewhere` for one that another app makes. */
  readonly deadLetterQueue?: string;
  readonly retryAttempts?: number;
  readonly maxEventAgeSeconds?: number;
}

export interface AlarmRow {
  readonly alarm: string;
  readonly metric: string;
}

export interface FindingRow {
  readonly check: string;
  readonly severity: string;
  readonly location: string;
  readonly message: string;
  readonly fix: string;
  readonly acknowledged: boolean;
}

/** What there is to tell of a rule. */
export function rowOf(rule: RuleInTemplate, app: Templates, findings: FindingRow[], faults?: FaultRow[]): RuleRow {
  const { pattern, alternatives, stack } = rule;
  const origin = originOf(rule);
  return {
    rule: nameOf(rule.path),
    stack: stack.path,
    account: stack.account,
    region: stack.region,
    services: [...new Set(alternatives.flatMap(({ source }) => textsIn(source)))].map(serviceName),
    detailTypes: [...new Set(alternatives.flatMap(({ 'detail-type': detailType }) => textsIn(detailType)))],
    channel: channelOf(rule),
    deliveryType: rule.onServiceEvents ? origin?.deliveryType ?? promiseOfPattern(pattern!).deliveryType : undefined,
    eventBus: rule.bus.resource ? nameOf(rule.bus.resource.path) : rule.bus.kind,
    state: rule.state ?? 'not known',
    eventPattern: withSortedKeys(pattern),
    targets: rule.targets.map(targetRow),
    alarms: alarmsOn(rule.resource, app).map(({ alarm, metricName }) => ({ alarm: nameOf(alarm.path), metric: metricName })),
    protection: origin?.protection,
    findings,
    faults,
  };
}

/** What a table calls it. */
export function toldName({ kind, rule }: RuleRow): string {
  return kind === undefined ? rule : `${kind} ${rule}`;
}

export function findingRow(finding: Finding, forApp: boolean, acknowledged: boolean): FindingRow {
  const { check, severity, location, message } = finding;
  return { check: check.id, severity, location, message, fix: adviceOf(finding, forApp), acknowledged };
}

/** The construct that the user has made: without what CDK and this library add below it. */
export function nameOf(path: string): string {
  return path.replace(/\/Resource$/, '').replace(/(.+\/.+)\/(Rule|Queue)$/, '$1');
}

export function serviceName(source: string): string {
  return servicesOfSource(source)[0]?.serviceName ?? source;
}

/** By which way the events come. */
export function channelOf({ pattern, alternatives, isSchedule, onServiceEvents }: Pick<RuleInTemplate, 'pattern' | 'alternatives' | 'isSchedule' | 'onServiceEvents'>): Channel {
  if (!pattern) {
    return isSchedule ? 'schedule' : 'not known';
  }
  if (!onServiceEvents) {
    return alternatives.every(({ source }) => onlyTextsIn(source)) ? 'not of AWS services' : 'any';
  }
  const kinds = alternatives.filter(isOnServiceEvents).map(({ 'detail-type': detailType }): Channel => (
    namesCloudTrail(detailType) ? 'CloudTrail' : detailType === undefined ? 'native and CloudTrail' : 'native'));
  return new Set(kinds).size === 1 ? kinds[0] : 'native and CloudTrail';
}

/** A queue by its place, where it is known. */
export function queueOf(arn: unknown, queue: TemplateResource | undefined): string | undefined {
  return arn === undefined ? undefined : queue ? nameOf(queue.path) : 'elsewhere';
}

function targetRow(target: TargetOfRule): TargetRow {
  const { id, resource, arnText, deadLetterArn, deadLetterQueue, retryAttempts, maxEventAgeSeconds } = target;
  return {
    id,
    type: typeIn(resource, arnText),
    resource: resource && nameOf(resource.path),
    deadLetterQueue: queueOf(deadLetterArn, deadLetterQueue),
    retryAttempts,
    maxEventAgeSeconds,
  };
}

/** What a target is, by its resource or its ARN. */
export function typeIn(resource: TemplateResource | undefined, arnText: string | undefined): string {
  return resource?.type ?? /^arn:[^:]*:([a-z0-9-]+):/.exec(arnText ?? '')?.[1] ?? 'elsewhere';
}
