import { DeliveryType } from './delivery-type';
import { optionName } from './option-spelling';
import { requireText } from './required-text';
import { ServiceData } from './service-data';

/**
 * What is known about a service that the catalogue does not have.
 */
export interface CustomServiceProps {
  /**
   * The service's name.
   */
  readonly serviceName: string;

  /**
   * What the `source` of its events is, such as `aws.ec2`.
   */
  readonly source: string;

  /**
   * The `eventSource` under which CloudTrail records its API calls, such as `ec2.amazonaws.com`.
   *
   * @default - API calls of the service cannot be matched
   */
  readonly cloudTrailEventSource?: string;

  /**
   * The detail-types of the events that the service sends itself. Others are accepted too.
   *
   * @default - not known
   */
  readonly detailTypes?: string[];

  /**
   * Whether the service sends events itself.
   *
   * @default true
   */
  readonly emitsEvents?: boolean;

  /**
   * How firmly its events are promised to reach EventBridge.
   *
   * @default DeliveryType.UNSPECIFIED
   */
  readonly deliveryType?: DeliveryType;

  /**
   * The page on its events.
   *
   * @default - none
   */
  readonly documentationUrl?: string;
}

const SOURCE = /^aws\.[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*$/;
const EVENT_SOURCE = /^[a-z0-9][a-z0-9.-]*\.amazonaws\.com$/;

/** The entry that the user's knowledge makes. */
export function customServiceData(props: CustomServiceProps): ServiceData {
  requireProps(props);
  const { serviceName, source, cloudTrailEventSource, detailTypes = [], emitsEvents = true } = props;
  if (serviceName.trim() === '') {
    throw new Error(`${optionName('serviceName')} is empty: name the service as people on call would.`);
  }
  if (!SOURCE.test(source)) {
    throw new Error(`${optionName('source')} is '${source}': events of AWS services have sources like 'aws.ec2', in lower case. The page on the service's events says which.`);
  }
  if (cloudTrailEventSource !== undefined && !EVENT_SOURCE.test(cloudTrailEventSource)) {
    throw new Error(`${optionName('cloudTrailEventSource')} is '${cloudTrailEventSource}': CloudTrail's event sources are like 'ec2.amazonaws.com', in lower case.`);
  }
  if (!emitsEvents && (detailTypes.length > 0 || cloudTrailEventSource === undefined)) {
    throw new Error(`${serviceName} is said to send no events itself: it needs a ${optionName('cloudTrailEventSource')}, and no ${optionName('detailTypes')}.`);
  }
  return {
    c: '',
    n: serviceName,
    source,
    events: { '': detailTypes },
    calls: cloudTrailEventSource === undefined ? undefined : { sources: [source], eventSources: [cloudTrailEventSource] },
    url: props.documentationUrl,
    open: emitsEvents,
  };
}

function requireProps(props: unknown): void {
  if (typeof props !== 'object' || props === null) {
    throw new Error(`AwsService.custom is given ${String(props)}: give an object with ${optionName('serviceName')} and ${optionName('source')}.`);
  }
  const { serviceName, source, cloudTrailEventSource, detailTypes, emitsEvents, deliveryType } = props as Record<string, unknown>;
  requireText(optionName('serviceName'), serviceName);
  requireText(optionName('source'), source);
  if (cloudTrailEventSource !== undefined) {
    requireText(optionName('cloudTrailEventSource'), cloudTrailEventSource);
  }
  if (detailTypes !== undefined && (!Array.isArray(detailTypes) || detailTypes.some((name) => typeof name !== 'string' || name.trim() === ''))) {
    throw new Error(`${optionName('detailTypes')} must be a list of texts, none of them empty.`);
  }
  if (emitsEvents !== undefined && typeof emitsEvents !== 'boolean') {
    throw new Error(`${optionName('emitsEvents')} is ${JSON.stringify(emitsEvents)}: it must be true or false.`);
  }
  const possible: unknown[] = Object.values(DeliveryType);
  if (deliveryType !== undefined && !possible.includes(deliveryType)) {
    throw new Error(`${optionName('deliveryType')} is ${JSON.stringify(deliveryType)}: it must be one of ${possible.map((type) => `DeliveryType.${String(type)}`).join(', ')}.`);
  }
}
