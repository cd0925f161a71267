import { IConstruct } from 'constructs';
import { AppTrails } from './app-trails';
import { DataCall, trailNeedOf } from './trail-need';
import { isBasicDataEventType } from '../catalog/data-events';
import { optionName } from '../catalog/option-spelling';
import { AppNotice } from '../delivery/app-notice';
import { warn } from '../delivery/construct-notices';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const NOT_KNOWN = new AppNotice(
  'trail-not-known',
  (rules, count) =>
    `${rules} ${count > 1 ? 'need' : 'needs'} a trail, and none is known. Declare one that exists with Trails.of(app).declare({ managementEvents: true }), `
    + 'or make one with Trails.of(stack).create().',
  (rule) => AppTrails.of(rule).missingFor(rule).managementEvents && AppTrails.of(rule).whereElse(rule) === undefined,
);

/**
 * Says of a rule on events that arrive through CloudTrail what no trail is known to record, when the app is synthesized.
 *
 * @param rule the rule
 * @param pattern as it stands in a template
 * @param isFed whether the events are forwarded to the rule, from wherever they are recorded
 */
export function checkTrailsFor(rule: IConstruct, pattern: ServicePattern, isFed: boolean): void {
  const need = trailNeedOf(pattern);
  const trails = AppTrails.of(rule);
  trails.addNeed(rule, need, isFed);
  rule.node.addValidation({
    validate: () => {
      const elsewhere = trails.whereElse(rule);
      if (elsewhere) {
        return [`Rule '${rule.node.path}' can never match: the trail that is known records ${elsewhere}. Say that another one records there, with Trails.of(...).declare(), or make one with Trails.of(...).create().`];
      }
      warnOf(rule, trails);
      return [];
    },
  });
  if (need.managementEvents) {
    NOT_KNOWN.raise(rule);
  }
}

/** How many calls a warning names. */
const SHOWN = 4;

const OTHER_STAGE = ` The trail of another stage selects what the rules of its own stage match, and what ${optionName('dataEvents')} of its create() names besides.`;

function warnOf(rule: IConstruct, trails: AppTrails): void {
  const { dataCalls, insights, networkActivity } = trails.missingFor(rule);
  if (dataCalls.length > 0) {
    const types = [...new Set(dataCalls.map(({ types: alternatives }) => alternatives.find(isBasicDataEventType) ?? alternatives[0]))];
    warn(
      rule,
      'data-events-not-recorded',
      `${shownOf(dataCalls)} ${dataCalls.length > 1 ? 'are data events' : 'is a data event'}, which a trail records only where it selects the type of resource, and none is known to do so. `
      + `Say that one does with Trails.of(app).declare({ dataEvents: [${types.map((type) => `'${type}'`).join(', ')}] }), or make one with Trails.of(stack).create().${trails.hasOfOtherStage(rule) ? OTHER_STAGE : ''}`,
    );
  }
  if (insights) {
    warn(
      rule,
      'insights-not-recorded',
      'Insights events are recorded only by a trail on which CloudTrail Insights is switched on, and none is known to be: say so with Trails.of(app).declare({ insights: true }), or make one with Trails.of(stack).create().',
    );
  }
  if (networkActivity.length > 0) {
    warn(
      rule,
      'network-activity-not-recorded',
      `Network activity is recorded only by a trail that selects the event source, and none is known to select ${networkActivity.join(', ')}: say that one does with Trails.of(app).declare({ networkActivity: [...] }), or make one with Trails.of(stack).create().`,
    );
  }
}

/** A matcher can stand for very many. */
function shownOf(calls: DataCall[]): string {
  const more = calls.length - SHOWN;
  return calls.slice(0, more > 1 ? SHOWN : calls.length).map(shown).join(', ') + (more > 1 ? ` and ${more} more` : '');
}

function shown({ eventName, types }: DataCall): string {
  return `${eventName} (${types.join(' or ')})`;
}
