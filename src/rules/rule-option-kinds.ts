import type { ServiceRuleOptions } from './service-rule-options';
import { RULE_DESCRIPTION_CHARACTERS } from '../catalog/quotas';
import { DELIVERY } from '../delivery/options/delivery-kinds';
import { OptionKinds, listOf, struct } from '../delivery/options/option-kind';
import { ACCOUNT, BOOLEAN, BUS, TARGET, instanceOf, nameLike, textUpTo } from '../delivery/options/option-kinds';
import { EventRegions } from '../regions/event-regions';

/** What enters through the options that all rules have. */
export const RULE_OPTIONS: OptionKinds<ServiceRuleOptions> = {
  targets: listOf(TARGET, 'it must be a list of targets, such as [new targets.SqsQueue(queue)]'),
  ruleName: nameLike(/^[.\-_A-Za-z0-9]{1,64}$/, 'a name has 1 to 64 letters, digits, dots, hyphens and underscores'),
  description: textUpTo(RULE_DESCRIPTION_CHARACTERS),
  enabled: BOOLEAN,
  eventBus: BUS,
  eventRegions: instanceOf(EventRegions, 'use EventRegions.forward(...) or EventRegions.alreadyForwarded()'),
  accounts: listOf(ACCOUNT, 'it must be a list of account ids, such as [\'111122223333\']'),
  excludeReplays: BOOLEAN,
  delivery: struct(DELIVERY),
};
