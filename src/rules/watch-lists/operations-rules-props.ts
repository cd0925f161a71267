import { OperationsEvent } from '../../catalog/operations-event';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * What is watched, and who is told.
 */
export interface OperationsRulesProps extends ServiceRuleOptions {
  /**
   * What is watched.
   *
   * @default - everything that `OperationsEvent` names
   */
  readonly events?: OperationsEvent[];
}
