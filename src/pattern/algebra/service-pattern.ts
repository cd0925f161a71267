import type * as events from 'aws-cdk-lib/aws-events';
import { withSortedKeys } from './sorted-keys';

/**
 * An event pattern as EventBridge spells it.
 */
export interface ServicePattern {
  readonly 'source'?: any[];
  readonly 'detail-type'?: any[];
  readonly 'account'?: any[];
  readonly 'region'?: any[];
  readonly 'resources'?: any[];
  readonly 'detail'?: Record<string, any>;
  readonly 'id'?: any[];
  readonly 'time'?: any[];
  readonly 'version'?: any[];
  readonly 'replay-name'?: any[];
  readonly '$or'?: any[];
}

/**
 * The pattern as the CDK spells it, with its keys in one order.
 */
export function toEventPattern({ 'detail-type': detailType, ...pattern }: ServicePattern): events.EventPattern {
  return withSortedKeys({ ...pattern, ...(detailType && { detailType }) });
}

/**
 * The pattern as EventBridge spells it.
 */
export function fromEventPattern({ detailType, ...pattern }: events.EventPattern): ServicePattern {
  return { ...pattern, ...(detailType && { 'detail-type': detailType }) };
}
