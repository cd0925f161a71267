import { AwsService } from '../catalog/aws-service';
import { optionName } from '../catalog/option-spelling';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/**
 * What a rule on the API calls of a service matches; for one that sends no events of its own, that is its usual pattern.
 *
 * @param done what becomes of the calls, as an error says it
 * @throws when CloudTrail is not known to record API calls of the service
 */
export function apiCallPatternOf(service: AwsService, done: 'brought' | 'forwarded'): ServicePattern {
  const calls = service._apiCallPattern;
  if (!calls) {
    throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName} (${service.source}), so none can be ${done}: leave it out of ${optionName('apiCallsOf')}.`);
  }
  return calls;
}
