import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { defaultsFor, nearer } from './delivery-defaults';
import { DeliveryDefaultsOptions, DeliveryOptions } from './delivery-options';
import { DeliveryType } from '../catalog/delivery-type';
import { optionName } from '../catalog/option-spelling';
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
  /** Seconds after which the events are useless. */
  readonly usefulLife?: number;
}

/**
 * @throws when a value is outside what EventBridge or CloudWatch accept
 */
export function deliveryFor(rule: IConstruct, promise: EventPromise, options: DeliveryOptions = {}): Delivery {
  const chosen: DeliveryOptions & DeliveryDefaultsOptions = nearer<DeliveryOptions & DeliveryDefaultsOptions>(defaultsFor(rule), options);
  const delivery: Delivery = {
    ...chosen,
    deadLetterQueueEnabled: chosen.deadLetterQueueEnabled ?? true,
    retryAttempts: chosen.retryAttempts ?? RETRY_ATTEMPTS.max,
    maxEventAge: chosen.maxEventAge ?? Duration.seconds(promise.usefulLife ?? EVENT_AGE_SECONDS.max),
    deliveryType: chosen.deliveryType ?? promise.deliveryType,
  };
  if (options.deadLetterQueue && options.deadLetterQueueEnabled === false) {
    throw new Error(`Rule '${rule.node.path}' is given a ${optionName('deadLetterQueue')}, and ${optionName('deadLetterQueueEnabled')} is false: leave out one of the two.`);
  }
  requireDuration(rule, 'maxEventAge', delivery.maxEventAge, EVENT_AGE_SECONDS);
  if (delivery.expectEvery?.isUnresolved()) {
    throw new Error(`${optionName('expectEvery')} of rule '${rule.node.path}' is known at deployment only, and the alarm on silence needs it before: write the duration out, such as Duration.hours(6).`);
  }
  if (delivery.expectEvery) {
    requireDuration(rule, 'expectEvery', delivery.expectEvery, SILENCE_SECONDS);
  }
  return delivery;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function requireDuration(rule: IConstruct, name: string, value: Duration, { min, max }: Bounds): void {
  if (value.isUnresolved() && value.unitLabel() !== 'seconds') {
    throw new Error(`${optionName(name)} of rule '${rule.node.path}' is a number of ${value.unitLabel()} that is known at deployment only, and AWS counts seconds: use Duration.seconds(...).`);
  }
  const seconds = value.isUnresolved() ? undefined : value.toSeconds({ integral: false });
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < min || seconds > max)) {
    throw new Error(`${optionName(name)} of rule '${rule.node.path}' is ${seconds} seconds: it must be a whole number from ${min} to ${max} seconds.`);
  }
}
