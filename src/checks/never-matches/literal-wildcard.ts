import { Check, atEachServiceRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

/** Fields whose values never hold an asterisk. */
const ENVELOPE = ['source', 'detail-type', 'account', 'region', 'resources'];
/** What callers write into a request can hold one. */
const FROM_CALLERS = ['requestParameters', 'responseElements', 'errorMessage', 'additionalEventData'];

export const literalWildcard: Check = {
  id: 'literal-wildcard',
  group: 'never matches',
  summary: 'A literal with an asterisk in it matches the asterisk itself; a warning in detail, where a value could hold one.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule(({ fields }) => fields
    .filter(({ names }) => !names.some((name) => FROM_CALLERS.includes(name)))
    .flatMap(({ path, names, matchers }) => matchers
      .filter((value) => typeof value === 'string' && value.length > 1 && value.includes('*'))
      .map((value) => ({
        location: inPattern(...path),
        value,
        message: `${names.join('.')} is compared with '${value}', asterisk and all.`,
        fix: `Use events.Match.wildcard('${value}').`,
        severity: ENVELOPE.includes(names[0]) ? undefined : CheckSeverity.WARNING,
      })))),
};
