import { partitionOf } from '../../catalog/partitions';
import { isReference } from '../../pattern/matcher/matcher';
import { ElsewhereEvents, coverageOf } from '../../regions/region-coverage';
import { Check, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';

export const wrongRegion: Check = {
  id: 'wrong-region',
  group: 'never matches',
  summary: 'The rule is on the default event bus of a Region where none of its events appear; a warning where that is not documented, or outside the partition aws.',
  severity: CheckSeverity.ERROR,
  find: atEachServiceRule(({ alternatives, bus, stack: { region } }) => (bus.kind !== 'default' || region === undefined ? [] : alternatives
    .filter((alternative) => !isReference(alternative.detail))
    .map((alternative) => coverageOf(alternative, region))
    .filter(({ here, elsewhere }) => here.length === 0 && elsewhere.length > 0)
    .map(({ elsewhere }) => {
      const regions = [...new Set(elsewhere.flatMap((events) => events.regions))];
      return {
        location: 'Properties.EventPattern',
        value: region,
        message: `The rule is in ${region}, where none of its events appear: ${[...new Set(elsewhere.map(described))].join('; ')}.`,
        fix: `Put the rule in a stack in ${regions.join(' or ')}, or use a rule of this library with eventRegions: EventRegions.forward(...).`,
        severity: partitionOf(region) === 'aws' && elsewhere.every(({ row }) => row.c === 'documented') ? undefined : CheckSeverity.WARNING,
      };
    }))),
};

function described({ source, regions, row }: ElsewhereEvents): string {
  return `those of ${source}${row.t ? ' through CloudTrail' : ''} are in ${regions.join(', ')} (${row.c})`;
}
