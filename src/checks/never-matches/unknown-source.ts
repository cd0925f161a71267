import { nearest } from '../../catalog/nearest';
import { knownSources, servicesOfSource } from '../../catalog/source-index';
import { textsIn } from '../../pattern/algebra/pattern-values';
import { isServiceSource } from '../../pattern/algebra/service-sources';
import { looksLikeTypo, sameLetters } from '../../catalog/spelling';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

export const unknownSource: Check = {
  id: 'unknown-source',
  group: 'never matches',
  summary: 'The source is that of no AWS service; a warning where it resembles none, since the service could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ alternatives }) => alternatives.flatMap(({ source }) => textsIn(source))
    .filter((source) => isServiceSource(source.toLowerCase()) && !isKnown(source))
    .map((source) => {
      const [near] = nearest(source, knownSources(), 1);
      const sure = sameLetters(source, near) || looksLikeTypo(source, near) || `${source}s` === near || source === `${near}s`;
      return {
        location: inPattern('source'),
        value: source,
        message: `No AWS service sends events with the source '${source}'.`,
        fix: `Nearest: '${near}'. AwsService.named(...) finds a service by any of its names.`,
        severity: sure ? undefined : CheckSeverity.WARNING,
      };
    })),
};

function isKnown(source: string): boolean {
  return servicesOfSource(source).length > 0 || knownSources().includes(source);
}
