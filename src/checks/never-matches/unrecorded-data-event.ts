import { onlyTextsIn } from '../../pattern/algebra/pattern-values';
import { trailNeedOf } from '../../trails/trail-need';
import { Check, atEachServiceRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { isRecorded } from '../model/recorded-types';
import { originOf } from '../model/rule-origin';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
export const unrecordedDataEvent: Check = {
  id: 'unrecorded-data-event',
  group: 'never matches',
  summary: 'The calls are data events, which no trail records by itself, and no trail of the app selects them; a rule of this library says so itself.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule((rule, app) => (!rule.enabled || originOf(rule)?.deliveryType !== undefined ? []
    : rule.alternatives.filter(({ detail }) => onlyTextsIn(detail?.eventName) !== undefined).flatMap((alternative) => {
      const { managementEvents, dataCalls } = trailNeedOf(alternative);
      const types = [...new Set(dataCalls.flatMap((call) => call.types))].sort();
      return managementEvents || dataCalls.length === 0 || isRecorded(types, app) ? [] : [{
        location: inPattern('detail', 'eventName'),
        value: dataCalls.map(({ eventName }) => eventName).join(', '),
        message: `The calls are data events (${types.join(', ')}), which arrive only where a trail selects them, and no trail of this app does.`,
        fix: 'Select data events of the type in a trail of the account, or acknowledge this where a trail elsewhere does.',
        inApp: 'Trails.of(scope).create(...) makes one, Trails.of(scope).declare(...) says that there is one.',
      }];
    }))),
};
