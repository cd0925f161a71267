import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { detailProblemsOf } from '../model/detail-problems';

export const valueOutsideEnumeration: Check = {
  id: 'value-outside-enumeration',
  group: 'never matches',
  summary: 'The field never has this value.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => detailProblemsOf(rule, ({ kind, value }) => kind === 'valueNotAllowed' || (kind === 'wrongCase' && value !== undefined))),
};
