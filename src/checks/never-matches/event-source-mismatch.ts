import { eventSourceOwners, sourcesUnder } from '../../catalog/source-index';
import { onlyTextsIn, textsIn } from '../../pattern/algebra/pattern-values';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

export const eventSourceMismatch: Check = {
  id: 'event-source-mismatch',
  group: 'never matches',
  summary: 'CloudTrail does not record calls under this eventSource for the source of the rule; a warning where the eventSource is not known at all.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ alternatives }) => alternatives.flatMap(({ source, detail }) => {
    const sources = onlyTextsIn(source);
    if (!sources || sources.length === 0) {
      return [];
    }
    return textsIn(detail?.eventSource).filter((eventSource) => !sources.some((name) => sourcesUnder(eventSource).includes(name)))
      .map((eventSource) => {
        const owners = eventSourceOwners(eventSource);
        return {
          location: inPattern('detail', 'eventSource'),
          value: eventSource,
          message: `Calls that CloudTrail records under '${eventSource}' do not arrive with the source ${sources.map((name) => `'${name}'`).join(' or ')}.`,
          fix: owners.length > 0
            ? `It belongs to ${owners.map(({ serviceName }) => serviceName).join(', ')}: use the source '${sourcesUnder(eventSource)[0]}', or the eventSource of ${sources[0]}.`
            : `'${eventSource}' is not known. The eventSource of most services is like '${sources[0].replace(/^aws\./, '')}.amazonaws.com'.`,
          severity: owners.length > 0 ? undefined : CheckSeverity.WARNING,
        };
      });
  })),
};
