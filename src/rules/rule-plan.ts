import { Intent } from './intent';
import { EventPromise } from '../delivery/delivery';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/**
 * What a rule is going to match, and what is known of it.
 */
export interface RulePlan {
  readonly pattern: ServicePattern;
  /** The service and events, as a person on call would name them. */
  readonly subject: string;
  /** What must be so before the events arrive, and the app cannot see to. */
  readonly needs?: string[];
  readonly promise: EventPromise;
  readonly viaCloudTrail: boolean;
  /**
   * Whether the rule is to match read-only management calls, which it does in a state of its own only; nothing where the
   * pattern is to tell.
   */
  readonly readOnlyCalls?: boolean;
  /** Whether each kind of events that is named must be able to match, not just one of them. */
  readonly everyKind?: boolean;
  /** What the checks need not say, because the user has asked for it. */
  readonly intents?: Intent[];
}
