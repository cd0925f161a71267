import { nearestText } from './nearest-text';
import { UsageError } from './usage-error';
import { AwsService } from '../catalog/aws-service';
import { sampledApiCall, sampledEvent } from '../testing/sampled-event';

/**
 * A sample of an event that is named as `SOURCE/DETAIL-TYPE`, where any name of the service will do, or as
 * `SERVICE/Operation` for the event of an API call.
 *
 * @throws UsageError when there is no such event
 */
export function parseSample(kind: string): Record<string, any> {
  const at = kind.indexOf('/');
  if (at < 1) {
    throw new UsageError(`--sample is '${kind}': write SOURCE/DETAIL-TYPE, such as "aws.ec2/EC2 Instance State-change Notification".`);
  }
  return sampleOf(serviceNamed(kind.slice(0, at)), kind.slice(at + 1));
}

/**
 * @throws UsageError when no service is called so
 */
export function serviceNamed(name: string): AwsService {
  try {
    return AwsService.named(name);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * @throws UsageError when the service sends no such event, and has no such operation
 */
export function sampleOf(service: AwsService, name: string): Record<string, any> {
  try {
    return /^[A-Z][A-Za-z0-9]+$/.test(name) && !service.detailTypes.includes(name) ? sampledApiCall(service, name) : sampledEvent(service, name);
  } catch (error) {
    throw new UsageError(`${(error as Error).message}${/Nearest/.test((error as Error).message) ? '' : nearestText(name, service.detailTypes)}`);
  }
}
