import { BUCKET } from '../../catalog/silent-resources';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { silentResourcesOf } from '../model/silent-resources';

export const bucketWithoutNotifications: Check = {
  id: 'bucket-without-notifications',
  group: 'never matches',
  summary: 'A rule on the events of a bucket of the app that does not send them to EventBridge.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule((rule, app) => silentResourcesOf(rule, app, BUCKET)),
};
