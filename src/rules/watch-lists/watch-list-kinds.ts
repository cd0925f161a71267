import { OperationsRulesProps } from './operations-rules-props';
import { SecurityRulesProps } from './security-rules-props';
import { OperationsEvent } from '../../catalog/operations-event';
import { SecurityEvent } from '../../catalog/security-event';
import { OptionKinds, listOf } from '../../delivery/options/option-kind';
import { oneOf } from '../../delivery/options/option-kinds';
import { RULE_OPTIONS } from '../rule-option-kinds';

/** What enters through the rules of security. */
export const SECURITY_OPTIONS: OptionKinds<SecurityRulesProps> = {
  ...RULE_OPTIONS,
  events: listOf(oneOf('SecurityEvent', SecurityEvent), 'it must be a list, such as [SecurityEvent.ROOT_ACTIVITY]'),
};

/** What enters through the rules of operations. */
export const OPERATIONS_OPTIONS: OptionKinds<OperationsRulesProps> = {
  ...RULE_OPTIONS,
  events: listOf(oneOf('OperationsEvent', OperationsEvent), 'it must be a list, such as [OperationsEvent.PIPELINE_FAILED]'),
};
