import { isMatcher } from '../../pattern/matcher/matcher';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

/** The matchers that match any text, or nothing less than any. */
const ANY = Object.entries({ prefix: '', suffix: '', wildcard: '*' });

export const emptyPrefix: Check = {
  id: 'empty-prefix',
  group: 'matches too much',
  summary: 'An empty prefix or suffix, or a wildcard that is nothing but an asterisk, matches any text.',
  severity: CheckSeverity.WARNING,
  find: atEachRule(({ fields }) => fields.flatMap(({ path, names, matchers }) => matchers
    .filter((matcher) => isMatcher(matcher) && ANY.some(([operator, operand]) => matcher[operator] === operand))
    .map((matcher) => ({
      location: inPattern(...path),
      value: matcher,
      message: `${JSON.stringify(matcher)} matches any text in ${names.join('.')}.`,
      fix: 'Give what the text begins or ends with, or { "exists": true } where any value is meant.',
      inApp: 'That is events.Match.exists().',
    })))),
};
