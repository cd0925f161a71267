import { EXPRESS_WORKFLOW } from '../../catalog/silent-resources';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { silentResourcesOf } from '../model/silent-resources';

export const expressStateMachine: Check = {
  id: 'express-state-machine',
  group: 'never matches',
  summary: 'A rule on the executions of an Express workflow, which sends no events.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule((rule, app) => silentResourcesOf(rule, app, EXPRESS_WORKFLOW)),
};
