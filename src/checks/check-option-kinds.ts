import { CheckSeverity } from './check-severity';
import type { ServiceEventChecksProps } from './service-event-checks';
import { ANYTHING, OptionKinds, mapOf } from '../delivery/options/option-kind';
import { oneOf } from '../delivery/options/option-kinds';

/** What enters through the checks. */
export const CHECKS_OPTIONS: OptionKinds<ServiceEventChecksProps> = {
  severities: mapOf(ANYTHING, oneOf('CheckSeverity', CheckSeverity), 'it must be an object with the ids of checks and their severities'),
};
