import type { ServiceEventDashboardProps } from './service-event-dashboard';
import { OptionKinds, leaf } from '../delivery/options/option-kind';
import { CONSTRUCT, KNOWN_DURATION, nameLike } from '../delivery/options/option-kinds';

/** What enters through a dashboard. */
export const DASHBOARD_OPTIONS: OptionKinds<ServiceEventDashboardProps> = {
  rulesOf: CONSTRUCT,
  dashboardName: nameLike(/^[A-Za-z0-9_-]{1,255}$/, 'a name has 1 to 255 letters, digits, hyphens and underscores'),
  period: KNOWN_DURATION,
  defaultInterval: leaf((value) => typeof value?.toSeconds === 'function' && !value.isUnresolved() && value.toMilliseconds() > 0, {
    advice: 'give a Duration of more than 0 that is written out, such as Duration.days(1)',
  }),
};
