import { matcherText } from './matcher-text';
import { MeantEvents, kindsOf, matchersAmong, textsAmong } from './meant-events';
import { PatternProblem } from './pattern-problem';
import { asList } from '../../catalog/as-list';
import { AwsService } from '../../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, CLOUDTRAIL_DETAIL_TYPES, isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { nearest } from '../../catalog/nearest';
import { isOperationOf } from '../../catalog/operation-check';
import { sendersOf, servicesOfSource } from '../../catalog/source-index';
import { resembles } from '../../catalog/spelling';
import { FieldCondition } from '../matcher/field-condition';

const AT = { id: 'unknown-detail-type', path: 'detail-type' } as const;

/** Detail-types with which the services send nothing. */
export function detailTypeProblems(meant: MeantEvents): PatternProblem[] {
  const { fields, sources, services } = meant;
  const kind = fields.get('detail-type');
  // An asterisk is wrong in itself.
  const texts = textsAmong(kind).filter((text) => !text.includes('*'));
  const recorded = texts.filter((text) => isViaCloudTrail(text) && !CLOUDTRAIL_DETAIL_TYPES.includes(text));
  if (!kind || (sources ?? []).some((source) => servicesOfSource(source).length === 0)) {
    return [];
  }
  if (services.length === 0) {
    return [...recorded.map(noRecord), ...sources === undefined ? texts.flatMap(nearKind) : []];
  }
  return [
    ...texts.flatMap((text) => (recorded.includes(text) ? [noRecord(text)] : wrongKind(text, meant))),
    ...matchersAmong(kind).flatMap((matcher) => ('anything-but' in matcher ? idleExclusions(matcher, meant) : idleMatcher(matcher, meant))),
  ];
}

/** CloudTrail delivers nothing of this name. The guide of the Regions in China translates the name of API calls. */
function noRecord(text: string): PatternProblem {
  return {
    ...AT,
    value: text,
    what: `CloudTrail delivers no events with the detail-type '${text}'.`,
    nearest: /\bAPI call\b/i.test(text) ? [API_CALL_VIA_CLOUDTRAIL] : nearest(text, CLOUDTRAIL_DETAIL_TYPES),
    certain: true,
  };
}

/** Without a source, the events can be anybody's: only a name that looks like one of a service's is suspect. */
function nearKind(text: string): PatternProblem[] {
  if (isViaCloudTrail(text) || sendersOf(text).length > 0) {
    return [];
  }
  const [near] = nearest(text, allKinds(), 1);
  return resembles(text, near) ? [{
    ...AT,
    value: text,
    what: `No AWS service sends events with the detail-type '${text}'.`,
    nearest: [near],
    wayOut: 'Name the source where the events are your own.',
    certain: false,
  }] : [];
}

let kindsOnce: string[] | undefined;

function allKinds(): string[] {
  return kindsOnce ??= [...new Set(AwsService.all().flatMap(({ detailTypes }) => detailTypes))];
}

function wrongKind(text: string, { services, sources }: MeantEvents): PatternProblem[] {
  const problems = services.map((service) => service._checkDetailTypes([text]));
  if (!problems.includes(undefined)) {
    const problem = problems.find((candidate) => candidate!.certain) ?? problems[0]!;
    return [{ ...AT, value: text, ...problem, ...asCall(text, services) }];
  }
  const own = services.filter((service) => service._checkDetailTypes([text]) === undefined && !service._isCustom);
  const carriers = own.flatMap((service) => carriersOf(text, service));
  // The records of a service's calls can carry another source than its own events.
  return !sources || sources.some((source) => carriers.includes(source)) ? [] : [{
    ...AT,
    value: text,
    what: `'${text}' of ${own[0].serviceName} does not arrive with the source ${sources.map((source) => `'${source}'`).join(' or ')}.`,
    nearest: [...new Set(carriers)],
    certain: true,
  }];
}

function carriersOf(kind: string, service: AwsService): string[] {
  if (isViaCloudTrail(kind)) {
    return service._callSources;
  }
  return service.detailTypes.includes(kind) ? [service.source] : service._sources;
}

/** A detail-type that is an operation is meant to be matched as a call. */
function asCall(text: string, services: readonly AwsService[]): Partial<PatternProblem> {
  const called = services.find((service) => isOperationOf(service._slug, service._eventSources, text));
  return called ? {
    what: `'${text}' is an API operation of ${called.serviceName}, and no detail-type.`,
    nearest: [API_CALL_VIA_CLOUDTRAIL],
    wayOut: 'Name it in detail.eventName. A trail of the account must record it.',
    inApp: `ApiCallRule takes it as operations: ['${text}'].`,
    certain: true,
  } : {};
}

function idleMatcher(matcher: Record<string, any>, { services }: MeantEvents): PatternProblem[] {
  const condition = FieldCondition.of([matcher], 'detail-type');
  const kinds = services.flatMap(kindsOf);
  if (!condition.takesValues || services.some(isOpen) || kinds.some((kind) => condition.holds(kind))) {
    return [];
  }
  const text = matcherText(matcher);
  const near = nearest(text, kinds);
  return [{
    ...AT,
    value: matcher,
    what: `${JSON.stringify(matcher)} matches no detail-type of ${services.map(({ serviceName }) => serviceName).join(', ')}.`,
    nearest: near,
    certain: kinds.some((kind) => kind.toLowerCase().includes(text.toLowerCase())),
  }];
}

function idleExclusions(matcher: Record<string, any>, { services }: MeantEvents): PatternProblem[] {
  const excluded = asList(matcher['anything-but']).filter((text): text is string => typeof text === 'string');
  const kinds = services.flatMap(kindsOf);
  return services.some(isOpen) ? [] : excluded.filter((text) => !kinds.includes(text)).map((text) => ({
    ...AT,
    id: 'idle-exclusion',
    value: text,
    what: `${services[0].serviceName} sends nothing with the detail-type '${text}', so that excluding it changes nothing.`,
    nearest: nearest(text, kinds, 1),
    certain: kinds.some((kind) => resembles(text, kind)),
  }));
}

/** Whether the service is known to send more than the catalogue has. */
function isOpen(service: AwsService): boolean {
  return service._checkDetailTypes(['\u0001']) === undefined;
}
