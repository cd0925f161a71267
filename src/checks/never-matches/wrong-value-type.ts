import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';
import { detailProblemsOf } from '../model/detail-problems';

export const wrongValueType: Check = {
  id: 'wrong-value-type',
  group: 'never matches',
  summary: 'The field holds another JSON type than the value that it is compared with, such as "5" for a number.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => detailProblemsOf(rule, ({ kind }) => kind === 'wrongType')),
};
