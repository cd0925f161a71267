import { IConstruct } from 'constructs';
import { AwsService } from '../../catalog/aws-service';
import { CataloguePattern } from '../../catalog/service-data';

/**
 * What a rule on the API calls of a service matches.
 *
 * @throws when CloudTrail is not known to record any
 */
export function requireRecordedCalls(rule: IConstruct, service: AwsService): CataloguePattern {
  if (!service._apiCallPattern) {
    throw new Error(`CloudTrail is not known to record API calls of ${service.serviceName} (${service.source}), so rule '${rule.node.path}' could never match: use ServiceEventRule for the events that the service sends itself, or AwsService.custom({ ..., cloudTrailEventSource }) where you know better.`);
  }
  return service._apiCallPattern;
}
