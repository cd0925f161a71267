import { AwsService } from '../../catalog/aws-service';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { weakest } from '../../catalog/delivery-promise';
import { DeliveryType } from '../../catalog/delivery-type';
import { EventPromise } from '../../delivery/delivery';
import { branchesOf } from '../../pattern/algebra/pattern-branches';
import { ServicePattern } from '../../pattern/algebra/service-pattern';

/**
 * What is promised of a service's events, of which a rule matches some kinds.
 */
export function promiseOfEvents(service: AwsService, detailTypes: string[]): EventPromise {
  const lives = detailTypes.map((detailType) => service._usefulLifeOf(detailType));
  return {
    deliveryType: weakest(detailTypes.map((detailType) => service.deliveryTypeOf(detailType))),
    // One event that stays useful is enough to keep trying.
    usefulLife: lives.length > 0 && lives.every((life) => life !== undefined) ? Math.max(...lives as number[]) : undefined,
  };
}

/**
 * What is promised of the events that a pattern from elsewhere matches: the weakest promise of all that it names.
 */
export function promiseOfPattern(pattern: ServicePattern): EventPromise {
  const promises = branchesOf(pattern).map(promiseOfBranch);
  const lives = promises.map(({ usefulLife }) => usefulLife);
  return {
    deliveryType: weakest(promises.map(({ deliveryType }) => deliveryType)),
    usefulLife: lives.includes(undefined) ? undefined : Math.max(...lives as number[]),
  };
}

function promiseOfBranch({ source, 'detail-type': detailType }: ServicePattern): EventPromise {
  const services = listed(source).map((name) => (typeof name === 'string' ? serviceOfSource(name) : undefined));
  if (services.length === 0 || services.includes(undefined)) {
    return { deliveryType: namesCloudTrail(detailType) ? DeliveryType.BEST_EFFORT : DeliveryType.UNSPECIFIED };
  }
  const known = services as AwsService[];
  const names = listed(detailType).filter((name): name is string => typeof name === 'string');
  if (names.length === 0 || names.length < listed(detailType).length) {
    return { deliveryType: weakest(known.map((service) => service.deliveryType)) };
  }
  const promises = known.map((service) => promiseOfEvents(service, names));
  return known.length === 1 ? promises[0] : { deliveryType: weakest(promises.map(({ deliveryType }) => deliveryType)) };
}

/** The matchers of a field; none where the list is known at deployment only. */
function listed(matchers: any[] | undefined): any[] {
  return Array.isArray(matchers) ? matchers : [];
}

/** Whether all events that a pattern matches arrive through CloudTrail. */
export function namesCloudTrail(detailType: ServicePattern['detail-type']): boolean {
  return Array.isArray(detailType) && detailType.length > 0
    && detailType.every((name) => isViaCloudTrail(typeof name === 'string' ? name : name?.suffix ?? ''));
}

/** Many rules of an app name the same sources. */
const BY_SOURCE = new Map<string, AwsService | undefined>();

function serviceOfSource(source: string): AwsService | undefined {
  if (!BY_SOURCE.has(source)) {
    BY_SOURCE.set(source, AwsService.all().find((service) => service.source === source && !service._isView));
  }
  return BY_SOURCE.get(source);
}
