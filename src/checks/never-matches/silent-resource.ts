import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { silentResourcesOf } from '../model/silent-resources';

export const silentResource: Check = {
  id: 'silent-resource',
  group: 'never matches',
  summary: 'A rule on the events of a resource of the app that sends none to EventBridge as it is, such as a bucket without EventBridge notifications or an Express workflow; a warning where something outside the template could switch them on.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule(silentResourcesOf),
};
