import type { ServiceEventReportOptions } from './service-event-report';
import { OptionKinds } from '../../delivery/options/option-kind';
import { BOOLEAN, instanceOf } from '../../delivery/options/option-kinds';
import { ServiceEventChecks } from '../service-event-checks';

/** What enters through the report. */
export const REPORT_OPTIONS: OptionKinds<ServiceEventReportOptions> = {
  markdown: BOOLEAN,
  faults: BOOLEAN,
  checks: instanceOf(ServiceEventChecks, 'give the plugin, new ServiceEventChecks(...)'),
};
