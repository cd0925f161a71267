import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TargetKind, UNIVERSAL } from './target-kinds';
import { optionName } from '../catalog/option-spelling';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';

interface BatchOptions {
  readonly maxBatchSize?: number;
  readonly maxBatchingWindow?: Duration;
}

/** As the resource takes it. */
export interface Batch {
  readonly maxBatchSize?: number;
  readonly maxBatchWindowInSeconds?: number;
}

/**
 * How many events one call brings. A handler of single events expects one, unless its user says otherwise.
 *
 * @throws when the target takes no such number, or the window is longer than EventBridge allows
 */
export function batchOf(subscriber: IConstruct, kind: TargetKind, { maxBatchSize, maxBatchingWindow }: BatchOptions): Batch | undefined {
  const isKnown = maxBatchSize !== undefined && !Token.isUnresolved(maxBatchSize);
  if (isKnown && (!Number.isInteger(maxBatchSize) || maxBatchSize < 1 || maxBatchSize > kind.maxBatchSize)) {
    throw new Error(`${optionName('maxBatchSize')} of subscriber '${subscriber.node.path}' is ${maxBatchSize}: for a target of the kind '${kind.name}' it must be a whole number from 1 to ${kind.maxBatchSize}.`);
  }
  const window = windowSeconds(subscriber, maxBatchingWindow);
  const size = maxBatchSize ?? (kind.takesLists ? 1 : undefined);
  if (kind === UNIVERSAL) {
    return { maxBatchSize: 1, maxBatchWindowInSeconds: 0 };
  }
  return size === undefined && window === undefined ? undefined : { maxBatchSize: size, maxBatchWindowInSeconds: window };
}

function windowSeconds(subscriber: IConstruct, window: Duration | undefined): number | undefined {
  if (window === undefined || window.isUnresolved()) {
    return window?.toSeconds();
  }
  const seconds = window.toSeconds({ integral: false });
  const { min, max } = CUSTOM_EVENT_BUS.batchWindowSeconds;
  if (!Number.isInteger(seconds) || seconds < min || seconds > max) {
    throw new Error(`${optionName('maxBatchingWindow')} of subscriber '${subscriber.node.path}' is ${seconds} seconds: it must be a whole number from ${min} to ${max} seconds.`);
  }
  return seconds;
}
