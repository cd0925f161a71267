import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';
import { planEventPattern } from './event-pattern-plan';

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
   * Makes the rule, with a dead-letter queue and alarms.
   *
   * @throws when the pattern is empty, EventBridge refuses it or it can never match, or an option is outside what EventBridge
   * accepts
   */
  constructor(scope: Construct, id: string, props: EventPatternRuleProps) {
    super(scope, id, props, (rule) => planEventPattern(rule, props));
  }
}
