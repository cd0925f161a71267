import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { EventPatternRuleProps } from './event-pattern-rule';
import { namesCloudTrail, promiseOfPattern } from './event-promises';
import { optionName } from '../../catalog/option-spelling';
import { requirePlainValues } from '../../pattern/algebra/plain-values';
import { ServicePattern, fromEventPattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';
import { newerThanCatalogue } from '../intent';
import { requireGiven, requireRuleOptions } from '../require-rule-options';
import { RulePlan } from '../rule-plan';
import { EVENT_PATTERN_OPTIONS } from './service-event-kinds';

/**
 * What a rule on a pattern from elsewhere matches, and what is known of it.
 *
 * @throws when the pattern is empty
 */
export function planEventPattern(rule: IConstruct, props: EventPatternRuleProps): RulePlan {
  requireRuleOptions(rule, props, EVENT_PATTERN_OPTIONS);
  const { eventPattern, allowUnknown } = props;
  requireGiven(rule, 'eventPattern', eventPattern, EVENT_PATTERN_OPTIONS.eventPattern);
  requirePlainValues(eventPattern, optionName('eventPattern'));
  const pattern = fromEventPattern(eventPattern);
  if (Object.keys(pattern).length === 0) {
    throw new Error(`The event pattern of rule '${rule.node.path}' is empty: give at least a source.`);
  }
  const resolved = Stack.of(rule).resolve(pattern) as ServicePattern;
  const named = [...textsOf(resolved.source), ...textsOf(resolved['detail-type'])];
  return {
    pattern: pattern,
    subject: named.length > 0 ? named.join(', ') : 'an event pattern',
    promise: promiseOfPattern(resolved),
    viaCloudTrail: namesCloudTrail(resolved['detail-type']),
    intents: allowUnknown ? newerThanCatalogue(`The rule was made with ${optionName('allowUnknown')}.`) : [],
  };
}
