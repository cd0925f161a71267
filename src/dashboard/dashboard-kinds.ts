import type { Duration } from 'aws-cdk-lib';
import type { ServiceEventDashboardProps } from './service-event-dashboard';
import { OptionKinds, leaf } from '../delivery/options/option-kind';
import { CONSTRUCT, nameLike } from '../delivery/options/option-kinds';

const DAY_MINUTES = 1440;

const isWritten = (value: any) => typeof value?.toSeconds === 'function' && !value.isUnresolved();

const isWholeMinutes = (period: Duration) => {
  const minutes = period.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes > 0 && minutes <= DAY_MINUTES;
};

/** What enters through a dashboard. */
export const DASHBOARD_OPTIONS: OptionKinds<ServiceEventDashboardProps> = {
  rulesOf: CONSTRUCT,
  dashboardName: nameLike(/^[A-Za-z0-9_-]{1,255}$/, 'a name has 1 to 255 letters, digits, hyphens and underscores'),
  period: leaf((value) => isWritten(value) && isWholeMinutes(value), {
    advice: (value) => (isWritten(value)
      ? `it has ${(value as Duration).toHumanString()}, and a period is a whole number of minutes up to a day: give one such as Duration.minutes(5)`
      : 'give a Duration that is written out, such as Duration.minutes(5)'),
  }),
  defaultInterval: leaf((value) => isWritten(value) && value.toMilliseconds() > 0, {
    advice: 'give a Duration of more than 0 that is written out, such as Duration.days(1)',
  }),
};
