import { API_CALL_VIA_CLOUDTRAIL } from '../catalog/cloudtrail-detail-types';
import { isReadOnlyCall } from '../catalog/read-only-calls';

/**
 * Whether an event is the record of a management call that only reads, which EventBridge shows to rules in a state of its own
 * alone. What the record says of itself goes before what the catalogue knows of the call.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export function isReadOnlyManagementEvent({ 'detail-type': detailType, detail }: Record<string, any>): boolean {
  if (detailType !== API_CALL_VIA_CLOUDTRAIL || typeof detail !== 'object' || detail === null
    || detail.managementEvent === false || (detail.eventCategory !== undefined && detail.eventCategory !== 'Management')) {
    return false;
  }
  return typeof detail.readOnly === 'boolean' ? detail.readOnly
    : typeof detail.eventSource === 'string' && typeof detail.eventName === 'string' && isReadOnlyCall([detail.eventSource], detail.eventName);
}
