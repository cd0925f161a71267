import { AwsService } from './aws-service';

/**
 * Whether events with this source come from a service itself, besides those that CloudTrail delivers. Of a source that is
 * not known it is taken to be so.
 */
export function sendsEvents(source: string): boolean {
  const services = AwsService.all().filter((service) => service.source === source);
  return services.length === 0 || services.some(({ emitsEvents }) => emitsEvents);
}
