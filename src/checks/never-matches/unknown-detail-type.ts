import { remedyOf } from '../../catalog/problem';
import { servicesOfSource } from '../../catalog/source-index';
import { onlyTextsIn, textsIn } from '../../pattern/algebra/pattern-values';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

export const unknownDetailType: Check = {
  id: 'unknown-detail-type',
  group: 'never matches',
  summary: 'The source does not send events with this detail-type; a warning where the detail-type resembles none and is nobody else\'s, since the event could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ alternatives }) => alternatives.flatMap(({ source, 'detail-type': detailType }) => {
    const services = (onlyTextsIn(source) ?? []).map(servicesOfSource);
    if (services.length === 0 || services.some((found) => found.length === 0)) {
      return [];
    }
    const senders = services.flat();
    return textsIn(detailType)
      .map((kind) => ({ kind, problems: senders.map((service) => service._checkDetailTypes([kind])) }))
      .filter(({ problems }) => !problems.includes(undefined))
      .map(({ kind, problems }) => {
        const problem = problems.find((candidate) => candidate!.certain) ?? problems[0]!;
        return {
          location: inPattern('detail-type'),
          value: kind,
          message: problem.what,
          fix: remedyOf(problem)!,
          severity: problem.certain ? undefined : CheckSeverity.WARNING,
        };
      });
  })),
};
