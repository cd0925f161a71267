import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { defaultsFor } from './delivery-defaults';
import { DeliveryDefaultsOptions, DeliveryOptions } from './delivery-options';
import { DeliveryType } from '../catalog/delivery-type';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from '../catalog/quotas';

const SILENCE_SECONDS = { min: 60, max: 7 * 86_400 };

/**
 * What a rule's delivery comes to when its own options, the defaults of its scopes and the catalogue are put together.
 */
export interface Delivery extends DeliveryDefaultsOptions {
  readonly deliveryType: DeliveryType;
  readonly deadLetterQueueEnabled: boolean;
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
  readonly expectEvery?: Duration;
  readonly reconcile?: DeliveryOptions['reconcile'];
}

/**
 * What the catalogue knows about the events of a rule.
 */
export interface EventPromise {
  readonly deliveryType: DeliveryType;
  /** Seconds after which the events are of no use to anybody. */
  readonly usefulLife?: number;
}

/**
 * @throws when a value is outside what EventBridge or CloudWatch accept
 */
export function deliveryFor(rule: IConstruct, promise: EventPromise, options: DeliveryOptions = {}): Delivery {
  const defaults = defaultsFor(rule);
  const delivery: Delivery = {
    deadLetterQueue: options.deadLetterQueue ?? defaults.deadLetterQueue,
    deadLetterQueueEnabled: options.deadLetterQueueEnabled
      ?? (options.deadLetterQueue !== undefined || (defaults.deadLetterQueueEnabled ?? true)),
    deadLetterEncryptionKey: defaults.deadLetterEncryptionKey,
    retryAttempts: options.retryAttempts ?? defaults.retryAttempts ?? RETRY_ATTEMPTS.max,
    maxEventAge: options.maxEventAge ?? defaults.maxEventAge ?? Duration.seconds(promise.usefulLife ?? EVENT_AGE_SECONDS.max),
    captureHandlerFailures: options.captureHandlerFailures ?? defaults.captureHandlerFailures,
    archive: options.archive ?? defaults.archive,
    alarmActions: options.alarmActions ?? defaults.alarmActions,
    alarms: options.alarms ?? defaults.alarms,
    deliveryType: options.deliveryType ?? promise.deliveryType,
    expectEvery: options.expectEvery,
    reconcile: options.reconcile,
  };
  if (options.deadLetterQueue && options.deadLetterQueueEnabled === false) {
    throw new Error(`Rule '${rule.node.path}' is given a deadLetterQueue, and deadLetterQueueEnabled is false: leave out one of the two.`);
  }
  requireWithin(rule, 'retryAttempts', delivery.retryAttempts, RETRY_ATTEMPTS, 'times');
  requireDuration(rule, 'maxEventAge', delivery.maxEventAge, EVENT_AGE_SECONDS);
  if (delivery.expectEvery) {
    requireDuration(rule, 'expectEvery', delivery.expectEvery, SILENCE_SECONDS);
  }
  return delivery;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function requireDuration(rule: IConstruct, name: string, value: Duration, bounds: Bounds): void {
  if (!value.isUnresolved()) {
    requireWithin(rule, name, value.toSeconds({ integral: false }), bounds, 'seconds');
  }
}

function requireWithin(rule: IConstruct, name: string, value: number, { min, max }: Bounds, unit: string): void {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < min || value > max)) {
    throw new Error(`${name} of rule '${rule.node.path}' is ${value} ${unit}: it must be a whole number from ${min} to ${max} ${unit}.`);
  }
}
