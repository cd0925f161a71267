import { matcherText } from './matcher-text';
import { MeantEvents, matchersAmong, textsAmong } from './meant-events';
import { PatternProblem } from './pattern-problem';
import { asList } from '../../catalog/as-list';
import { AwsService } from '../../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, NETWORK_ACTIVITY_VIA_CLOUDTRAIL, SERVICE_EVENT_VIA_CLOUDTRAIL, SIGN_IN_EVENT_NAMES } from '../../catalog/cloudtrail-detail-types';
import { datedNameOf, eventNamesOf, serviceEventsOf } from '../../catalog/event-names';
import { nearest } from '../../catalog/nearest';
import { CalledService, isOperationOf, problemOfOperation, writtenCallsOf } from '../../catalog/operation-check';
import { operationsOfService } from '../../catalog/operations';
import { eventSourceOwners } from '../../catalog/source-index';
import { resembles } from '../../catalog/spelling';
import { FieldCondition } from '../matcher/field-condition';

const AT = { id: 'unknown-operation', path: 'detail.eventName' } as const;

/**
 * Names of API calls that CloudTrail does not record under the event sources of the pattern. Of several services, each name
 * must be one of one of them.
 */
export function operationProblems(meant: MeantEvents): PatternProblem[] {
  const eventName = meant.fields.get('detail.eventName');
  const called = calledBy(meant);
  if (!eventName || called.length === 0 || called.some(({ slug, eventSources }) => !operationsOfService(slug, eventSources))) {
    return [];
  }
  if (meant.detailTypes?.every((kind) => kind === SERVICE_EVENT_VIA_CLOUDTRAIL)) {
    return textsAmong(eventName).flatMap((name) => callAmongServiceEvents(name, called));
  }
  const takesOthers = takesOtherEvents(meant);
  const others = takesOthers ? [...called.flatMap(({ eventSources }) => serviceEventsOf(eventSources)), ...SIGN_IN_EVENT_NAMES] : [];
  if (!meant.areCalls && meant.detailTypes === undefined && meant.fields.has('detail-type')) {
    return [];
  }
  if (takesOthers && meant.detailTypes !== undefined && !meant.detailTypes.includes(API_CALL_VIA_CLOUDTRAIL)) {
    return [];
  }
  if (!meant.areCalls && !meant.detailTypes) {
    return [];
  }
  return [
    ...textsAmong(eventName).filter((name) => name !== '' && !others.includes(name)).flatMap((name) => [
      ...wrongName(name, called), ...undatedName(name, called, eventName),
    ]),
    ...matchersAmong(eventName).flatMap((matcher) => ('anything-but' in matcher ? idleExclusions(matcher, called) : idleMatcher(matcher, called, others))),
  ];
}

/** Whether what else CloudTrail records can match, besides API calls. */
function takesOtherEvents({ detailTypes }: MeantEvents): boolean {
  return !detailTypes?.every((kind) => kind === API_CALL_VIA_CLOUDTRAIL || kind === NETWORK_ACTIVITY_VIA_CLOUDTRAIL);
}

function calledBy({ eventSources, fields, services }: MeantEvents): CalledService[] {
  const named = fields.get('detail.eventSource');
  if (named && named.items.length > eventSources.length) {
    return [];
  }
  const owners = eventSources.map(eventSourceOwners);
  if (owners.some((found) => found.length === 0)) {
    return [];
  }
  const called: AwsService[] = named ? owners.flat() : [...services];
  return called.map(({ _slug: slug, serviceName, _eventSources }) => ({ slug, serviceName, eventSources: _eventSources }))
    .filter(({ eventSources: own }) => own.length > 0);
}

function wrongName(name: string, called: CalledService[]): PatternProblem[] {
  const problems = called.map((service) => problemOfOperation(service, name) ?? writtenOtherwise(name, service));
  if (problems.includes(undefined)) {
    return [];
  }
  const problem = problems.find((candidate) => candidate!.certain) ?? problems[0]!;
  return [{ ...AT, value: name, ...problem }];
}

/** A name without the version of the API, which CloudTrail is documented to write. */
function undatedName(name: string, called: CalledService[], eventName: FieldCondition): PatternProblem[] {
  const dated = called.map(({ eventSources }) => datedNameOf(eventSources, name)).find((written) => written !== undefined);
  return dated === undefined || eventName.holds(dated) ? [] : [{
    ...AT,
    value: name,
    what: `CloudTrail writes '${name}' with the version of the API behind it, as '${dated}'.`,
    nearest: [],
    wayOut: `Add { "prefix": "${name}20" } to the names.`,
    inApp: 'ApiCallRule does so by itself.',
    certain: true,
  }];
}

/** The name of an operation that CloudTrail writes in another way. */
function writtenOtherwise(name: string, { eventSources }: CalledService): Omit<PatternProblem, 'id' | 'path'> | undefined {
  const written = eventNamesOf(eventSources, name);
  const matches = written.some((other) => (typeof other === 'string' ? other === name : name.startsWith(other.prefix)));
  return matches ? undefined : {
    what: `CloudTrail does not write '${name}' so.`,
    nearest: [],
    wayOut: `Use ${written.map((other) => JSON.stringify(other)).join(' or ')}.`,
    inApp: 'ApiCallRule does so by itself.',
    certain: true,
  };
}

function callAmongServiceEvents(name: string, called: CalledService[]): PatternProblem[] {
  const isCall = called.some(({ slug, eventSources }) => isOperationOf(slug, eventSources, name) && !serviceEventsOf(eventSources).includes(name));
  return isCall ? [{
    ...AT,
    value: name,
    what: `${name} is an API operation of ${called[0].serviceName}, which CloudTrail records as '${API_CALL_VIA_CLOUDTRAIL}'.`,
    nearest: [],
    wayOut: `Use the detail-type '${API_CALL_VIA_CLOUDTRAIL}'.`,
    inApp: 'ApiCallRule does.',
    // A service can do by itself what it can be called to do.
    certain: false,
  }] : [];
}

function idleMatcher(matcher: Record<string, any>, called: CalledService[], others: string[]): PatternProblem[] {
  const condition = FieldCondition.of([matcher], AT.path);
  const names = [...called.flatMap(({ slug, eventSources }) => writtenCallsOf(slug, eventSources)!), ...others];
  if (!condition.takesValues || names.some((name) => condition.holds(name))) {
    return [];
  }
  const text = matcherText(matcher);
  return [{
    ...AT,
    value: matcher,
    what: `${JSON.stringify(matcher)} matches no operation of ${called.map(({ serviceName }) => serviceName).join(', ')}.`,
    nearest: nearest(text, names),
    certain: names.some((name) => name.toLowerCase().includes(text.toLowerCase())),
  }];
}

function idleExclusions(matcher: Record<string, any>, called: CalledService[]): PatternProblem[] {
  const names = called.flatMap(({ slug, eventSources }) => writtenCallsOf(slug, eventSources)!);
  const excluded = asList(matcher['anything-but']).filter((name): name is string => typeof name === 'string');
  return excluded.filter((name) => called.every((service) => problemOfOperation(service, name) ?? writtenOtherwise(name, service))).map((name) => {
    const near = nearest(name, names, 1);
    return {
      ...AT,
      id: 'idle-exclusion',
      value: name,
      what: `CloudTrail writes no operation of ${called[0].serviceName} as '${name}', so that excluding it changes nothing.`,
      nearest: near,
      certain: resembles(name, near[0]),
    };
  });
}
