import { distance } from 'fastest-levenshtein';
import { MeantEvents, matchersAmong, textsAmong } from './meant-events';
import { PatternProblem } from './pattern-problem';
import { asList } from '../../catalog/as-list';
import { AwsService } from '../../catalog/aws-service';
import { nearest } from '../../catalog/nearest';
import { normalize } from '../../catalog/normalized-name';
import { eventSourceOwners, knownEventSources, knownSources, servicesOfSource, sourcesUnder } from '../../catalog/source-index';
import { resembles } from '../../catalog/spelling';
import { isServiceSource } from '../algebra/service-sources';
import { FieldCondition } from '../matcher/field-condition';

const FINDS = 'AwsService.named(...) finds a service by any of its names.';

/** Sources that no AWS service has. */
export function sourceProblems({ fields }: MeantEvents): PatternProblem[] {
  const source = fields.get('source');
  return [
    // An asterisk is wrong in itself.
    ...textsAmong(source).filter((text) => !text.includes('*') && isServiceSource(text.toLowerCase()) && !isKnown(text)).map(unknownSource),
    ...textsAmong(source).filter((text) => eventSourceOwners(text.toLowerCase()).length > 0 && !isKnown(text)).map(eventSourceAsSource),
    ...matchersAmong(source).flatMap((matcher) => [...idleMatcher(matcher), ...idleExclusions(matcher)]),
  ];
}

function unknownSource(source: string): PatternProblem {
  const meant = sourceMeantBy(source);
  const near = nearest(source, knownSources());
  const isNear = resembles(source, near[0]) || distance(source, near[0]) === 1;
  return {
    id: 'unknown-source',
    path: 'source',
    value: source,
    what: `No AWS service sends events with the source '${source}'.`,
    nearest: meant ? [meant] : isNear ? near.slice(0, 1) : near,
    inApp: FINDS,
    certain: meant !== undefined || isNear,
  };
}

/** What records have in detail.eventSource. Only an app's own events could have it as their source, so that this is no proof. */
function eventSourceAsSource(source: string): PatternProblem {
  return {
    id: 'unknown-source',
    path: 'source',
    value: source,
    what: `'${source}' is what CloudTrail writes into detail.eventSource; no AWS service sends events with it as their source.`,
    nearest: sourcesUnder(source.toLowerCase()).slice(0, 1),
    inApp: FINDS,
    certain: false,
  };
}

/** The source of the service that people call so, where it is another. */
function sourceMeantBy(source: string): string | undefined {
  const name = normalize(source.replace(/^aws\./i, ''));
  const services = knownSources().flatMap(servicesOfSource);
  const called = services.find(({ _slug: slug, serviceName, _eventSources: eventSources }) =>
    normalize(slug) === name || normalize(serviceName) === name || eventSources.includes(`${name}.amazonaws.com`));
  const [shortest] = services
    .filter(({ serviceName, detailTypes }) => name.length > 3 && detailTypes.length > 0 && normalize(serviceName).startsWith(name))
    .sort((one, other) => one.serviceName.length - other.serviceName.length);
  return (called ?? shortest ?? serviceCalled(name))?.source;
}

/** The service with one of the names that people use. */
function serviceCalled(name: string): AwsService | undefined {
  try {
    return AwsService.named(name);
  } catch {
    return undefined;
  }
}

/** What sources begin with, or look like, and none does. */
function idleMatcher(matcher: Record<string, any>): PatternProblem[] {
  const text = [matcher.prefix, matcher.suffix, matcher.wildcard, matcher['equals-ignore-case']].find((operand) => typeof operand === 'string');
  if (text === undefined || !/^aws\./i.test(text)) {
    return [];
  }
  const condition = FieldCondition.of([matcher], 'source');
  return knownSources().some((known) => condition.holds(known)) || condition.holds('aws.partner/') ? [] : [{
    id: 'unknown-source',
    path: 'source',
    value: matcher,
    what: `${JSON.stringify(matcher)} matches the source of no AWS service.`,
    nearest: nearest(text.replace(/\*/g, ''), knownSources()),
    inApp: FINDS,
    certain: false,
  }];
}

function idleExclusions(matcher: Record<string, any>): PatternProblem[] {
  const excluded = asList(matcher['anything-but']);
  return excluded.filter((source) => typeof source === 'string' && isServiceSource(source.toLowerCase()) && !isKnown(source)).map((source) => ({
    ...unknownSource(source), id: 'idle-exclusion', what: `No AWS service sends events with the source '${source}', so that excluding it changes nothing.`, certain: false,
  }));
}

function isKnown(source: string): boolean {
  return servicesOfSource(source).length > 0 || knownSources().includes(source);
}

/** Event sources under which nothing is recorded that arrives with the source. */
export function eventSourceProblems({ fields, sources }: MeantEvents): PatternProblem[] {
  const eventSource = fields.get('detail.eventSource');
  const named = textsAmong(eventSource);
  const isSource = (name: string) => sources!.some((source) => sourcesUnder(name).includes(source));
  if (named.length === 0) {
    return [];
  }
  if (!sources || sources.length === 0) {
    return named.filter((name) => eventSourceOwners(name).length === 0 && !isChinese(name)).map((name) => unknownEventSource(name, undefined));
  }
  return named.filter((name) => !isSource(name)).map((name): PatternProblem => {
    const owners = eventSourceOwners(name);
    return owners.length === 0 ? unknownEventSource(name, sources) : {
      id: 'event-source-mismatch',
      path: 'detail.eventSource',
      value: name,
      what: `Calls that CloudTrail records under '${name}' do not arrive with the source ${sources.map((source) => `'${source}'`).join(' or ')}.`,
      nearest: [],
      wayOut: `It belongs to ${[...new Set(owners.map(({ serviceName }) => serviceName))].join(', ')}: use the source '${sourcesUnder(name)[0]}', or the eventSource of ${sources[0]}.`,
      certain: true,
    };
  });
}

function unknownEventSource(name: string, sources: readonly string[] | undefined): PatternProblem {
  const own = (sources ?? []).flatMap(servicesOfSource).flatMap(({ _eventSources: eventSources }) => eventSources);
  const [near] = nearest(name, own.length > 0 ? own : knownEventSources(), 1);
  const isNear = resembles(name, near) || /^aws\./.test(name) || !name.includes('.');
  return {
    id: 'event-source-mismatch',
    path: 'detail.eventSource',
    value: name,
    what: `CloudTrail is not known to record calls under '${name}'.`,
    nearest: near ? [near] : [],
    wayOut: 'An eventSource is like \'ec2.amazonaws.com\'.',
    certain: isNear,
  };
}

/** Some services are recorded under a name of their own in the partition aws-cn. */
function isChinese(name: string): boolean {
  return name.endsWith('.amazonaws.com.cn');
}
