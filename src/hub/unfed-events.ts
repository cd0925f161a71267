import { AwsService } from '../catalog/aws-service';
import { API_CALL_VIA_CLOUDTRAIL, isViaCloudTrail } from '../catalog/cloudtrail-detail-types';
import { knownSources, servicesOfSource } from '../catalog/source-index';
import { alternativesOf } from '../pattern/algebra/pattern-branches';
import { isLiteral, mayOverlap, takeApart } from '../pattern/algebra/pattern-overlap';
import { ServicePattern } from '../pattern/algebra/service-pattern';
import { isOnServiceEvents, isServiceSource, sourcesMeantBy } from '../pattern/algebra/service-sources';
import { listOf } from '../regions/region-check';

const NAMED_AT_MOST = 3;

/** Events of one source and kind, or of sources that nothing tells apart. */
interface Slice {
  readonly source?: string;
  readonly pattern: ServicePattern;
}

/**
 * What a pattern matches of the events of AWS services and what does not arrive, as a sentence lists it; nothing where all
 * of it arrives, as far as can be told.
 *
 * @param pattern as it stands in a template
 * @param arrivals the patterns of what arrives
 */
export function unfedEvents(pattern: ServicePattern, arrivals: ServicePattern[]): string[] {
  const unfed = new Map<string, Set<string>>();
  for (const slice of alternativesOf(pattern).filter(isOnServiceEvents).flatMap(slicesOf)) {
    const { account, region, ...anywhere } = slice.pattern;
    const fed = arrivals.filter((arrival) => mayOverlap(anywhere, arrival));
    const places = takeApart({ ...(account && { account }), ...(region && { region }) }, ['account', 'region']);
    const missing = fed.length === 0 ? [{}] : places.filter((place) => !fed.some((arrival) => mayOverlap(place, arrival)));
    for (const place of missing) {
      const kind = `${isApiCall(slice) ? 'API calls' : 'events'}${placeOf(place)} of`;
      unfed.set(kind, (unfed.get(kind) ?? new Set()).add(nameOf(slice)));
    }
  }
  return [...unfed].map(([kind, names]) => `${kind} ${shortList([...names])}`);
}

/** The pattern by source and detail-type. */
function slicesOf(pattern: ServicePattern): Slice[] {
  return (takeApart(pattern, ['source', 'detail-type']) as ServicePattern[]).flatMap((part): Slice[] => {
    const sources = sourcesOf(part);
    return sources ? sources.filter(isServiceSource).map((source) => ({ source, pattern: { ...part, source: [source] } })) : [{ pattern: part }];
  });
}

/** The sources of what CloudTrail delivers are known, also where a pattern leaves them open. */
function sourcesOf(part: ServicePattern): string[] | undefined {
  const { source, 'detail-type': [kind, ...others] = [] } = part;
  if (source?.every(isLiteral)) {
    return source;
  }
  if (typeof kind !== 'string' || others.length > 0 || !isViaCloudTrail(kind)) {
    return undefined;
  }
  const all = sourcesMeantBy(part)
    ?? (kind === API_CALL_VIA_CLOUDTRAIL ? knownSources().filter(hasCalls) : servicesOnlyThrough(kind).map((service) => service.source));
  return all.filter((name) => source === undefined || mayOverlap({ source }, { source: [name] }));
}

function hasCalls(source: string): boolean {
  return servicesOfSource(source).some((service) => service._callSources.includes(source));
}

/** The services whose own events are delivered by CloudTrail as a kind that is no API call. */
function servicesOnlyThrough(kind: string): AwsService[] {
  return AwsService.all().filter(({ _viaCloudTrail, _usualDetailTypes }) => _viaCloudTrail && _usualDetailTypes.includes(kind));
}

function isApiCall({ pattern: { 'detail-type': kinds = [] } }: Slice): boolean {
  return kinds.length === 1 && kinds[0] === API_CALL_VIA_CLOUDTRAIL;
}

function nameOf({ source, pattern: { 'detail-type': [kind] = [] } }: Slice): string {
  if (source === undefined) {
    return 'any AWS service';
  }
  const through = kind === API_CALL_VIA_CLOUDTRAIL ? [] : servicesOnlyThrough(kind).filter((service) => service.source === source);
  const services = through.length > 0 ? through : servicesOfSource(source);
  return services.length > 0 ? listOf(services.map(({ serviceName }) => serviceName), 'or') : source;
}

function placeOf({ account, region }: ServicePattern): string {
  const named = (what: string, [value]: any[] = []) => (typeof value === 'string' ? ` in ${what} ${value}` : '');
  return `${named('account', account)}${named('Region', region)}`;
}

function shortList(names: string[]): string {
  const shown = names.slice(0, NAMED_AT_MOST);
  return names.length > NAMED_AT_MOST + 1 ? `${names.length} services, ${shown.join(', ')} and others` : listOf(names, 'and');
}
