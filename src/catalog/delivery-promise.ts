import { DeliveryStatement } from './delivery-statement';
import { DeliveryType } from './delivery-type';

/** How the documents word the two promises. */
const WORDING: Record<string, DeliveryType> = {
  'guaranteed': DeliveryType.GUARANTEED,
  'durable': DeliveryType.GUARANTEED,
  'best effort': DeliveryType.BEST_EFFORT,
  'best-effort': DeliveryType.BEST_EFFORT,
};

/**
 * The weakest of several promises. Events without a statement weaken a guarantee too.
 */
export function weakest(promises: Iterable<DeliveryType>): DeliveryType {
  const all = new Set(promises);
  if (all.has(DeliveryType.BEST_EFFORT)) {
    return DeliveryType.BEST_EFFORT;
  }
  return all.has(DeliveryType.UNSPECIFIED) || all.size === 0 ? DeliveryType.UNSPECIFIED : DeliveryType.GUARANTEED;
}

/**
 * What the documents that say anything of an event agree to promise: a guarantee only when all of them give it.
 */
export function promiseOf(detailType: string, statements: DeliveryStatement[]): DeliveryType {
  return weakest(statements
    .filter(({ statement, detailTypes }) => statement !== '' && (detailTypes?.includes(detailType) ?? true))
    .map(({ statement }) => WORDING[statement.toLowerCase()]));
}
