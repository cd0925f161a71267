import { optionAs } from '../../catalog/option-spelling';
import { ServicePattern } from '../../pattern/algebra/service-pattern';
import { isReference } from '../../pattern/matcher/matcher';
import { ElsewhereEvents, RegionCoverage, coverageOf } from '../../regions/region-coverage';
import { eventSourcesOf } from '../../template/event-source-in-template';
import { Templates } from '../../template/templates';
import { Check, Problem, atEachServiceRule } from '../check';
import { CheckSeverity } from '../check-severity';

export const wrongRegion: Check = {
  id: 'wrong-region',
  group: 'never matches',
  summary: 'The rule is on the default event bus of a Region where none of its events appear, or the event source is there; a warning where that is not documented.',
  severity: CheckSeverity.ERROR,
  find: (app) => [...atRules(app), ...atEventSources(app)],
};

const atRules = atEachServiceRule(({ alternatives, bus, stack: { region } }) => (bus.kind !== 'default' || region === undefined ? []
  : elsewhereOf(alternatives, region).map(({ elsewhere }) => ({
    location: 'Properties.EventPattern',
    value: region,
    message: `The rule is in ${region}, where none of its events appear: ${[...new Set(elsewhere.map(described))].join('; ')}.`,
    fix: `Put the rule in ${regionsOf(elsewhere).join(' or ')}, or forward the events from there with a rule whose target is the event bus here.`,
    inApp: `A rule of this library does so with ${optionAs('eventRegions', 'EventRegions.forward(...)')}.`,
    severity: severityOf(elsewhere),
  }))));

/** An event source brings what appears in its own account and Region. */
function atEventSources(app: Templates): Problem[] {
  return eventSourcesOf(app).flatMap(({ resource, pattern, stack: { region }, placeOf }) => (pattern === undefined || region === undefined ? []
    : elsewhereOf([pattern], region).map(({ elsewhere }) => ({
      resource,
      location: placeOf('source'),
      value: region,
      message: `The event source is in ${region}, where none of its events appear: ${[...new Set(elsewhere.map(described))].join('; ')}.`,
      fix: `Put it in ${regionsOf(elsewhere).join(' or ')}, on a bus there of which a subscriber targets this bus.`,
      severity: severityOf(elsewhere),
    }))));
}

function elsewhereOf(alternatives: ServicePattern[], region: string): RegionCoverage[] {
  return alternatives.filter((alternative) => !isReference(alternative.detail))
    .map((alternative) => coverageOf(alternative, region))
    .filter(({ here, elsewhere }) => here.length === 0 && elsewhere.length > 0);
}

function regionsOf(elsewhere: ElsewhereEvents[]): string[] {
  return [...new Set(elsewhere.flatMap((events) => events.regions))];
}

function severityOf(elsewhere: ElsewhereEvents[]): CheckSeverity | undefined {
  return elsewhere.every(({ row }) => row.c === 'documented') ? undefined : CheckSeverity.WARNING;
}

function described({ source, regions, row }: ElsewhereEvents): string {
  return `those of ${source}${row.t ? ' through CloudTrail' : ''} are in ${regions.join(', ')} (${row.c})`;
}
