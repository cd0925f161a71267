import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { namesCloudTrail, promiseOfPattern } from './event-promises';
import { requirePlainValues } from '../../pattern/algebra/plain-values';
import { ServicePattern, fromEventPattern } from '../../pattern/algebra/service-pattern';
import { textsOf } from '../../pattern/algebra/texts-of';
import { newerThanCatalogue } from '../intent';
import { RulePlan } from '../rule-plan';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';
import { EVENT_PATTERN_OPTIONS } from './service-event-kinds';
import { requireGiven, requireRuleOptions } from '../require-rule-options';

/**
 * Which pattern a rule has, and how the events are delivered.
 */
export interface EventPatternRuleProps extends ServiceRuleOptions {
  /**
   * The pattern, as `events.Rule` takes it.
   */
  readonly eventPattern: events.EventPattern;

  /**
   * Accepts sources, detail-types, operations, and fields and values of `detail`, that the catalogue does not have, such as
   * those of events newer than this version.
   *
   * @default false
   */
  readonly allowUnknown?: boolean;
}

/**
 * A rule on a pattern that was made elsewhere, guarded as the rules are that name a service.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class EventPatternRule extends ServiceRule {
  /**
   * @throws when the pattern is empty, EventBridge refuses it or it can never match, or an option is outside what EventBridge
   * accepts
   */
  constructor(scope: Construct, id: string, props: EventPatternRuleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _plan(options: ServiceRuleOptions): RulePlan {
    requireRuleOptions(this, options, EVENT_PATTERN_OPTIONS);
    const { eventPattern, allowUnknown } = options as EventPatternRuleProps;
    requireGiven(this, 'eventPattern', eventPattern, EVENT_PATTERN_OPTIONS.eventPattern);
    requirePlainValues(eventPattern, 'eventPattern');
    const pattern = fromEventPattern(eventPattern);
    if (Object.keys(pattern).length === 0) {
      throw new Error(`The event pattern of rule '${this.node.path}' is empty: give at least a source.`);
    }
    const resolved = this.stack.resolve(pattern) as ServicePattern;
    const named = [...textsOf(resolved.source), ...textsOf(resolved['detail-type'])];
    return {
      pattern: pattern,
      subject: named.length > 0 ? named.join(', ') : 'an event pattern',
      promise: promiseOfPattern(resolved),
      viaCloudTrail: namesCloudTrail(resolved['detail-type']),
      intents: allowUnknown ? newerThanCatalogue('The rule was made with allowUnknown.') : [],
    };
  }
}
