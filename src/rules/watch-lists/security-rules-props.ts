import { SecurityEvent } from '../../catalog/security-event';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What is watched, and who is told.
 */
export interface SecurityRulesProps extends ServiceRuleOptions {
  /**
   * What is watched.
   *
   * @default - everything that `SecurityEvent` names
   */
  readonly events?: SecurityEvent[];
}
