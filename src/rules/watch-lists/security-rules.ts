import { IRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SecurityRulesProps } from './security-rules-props';
import { watch } from './watch-list';
import { SECURITY_OPTIONS } from './watch-list-kinds';
import { SecurityEvent } from '../../catalog/security-event';
import { requireOptions } from '../../delivery/options/require-options';

/**
 * Rules on what security wants to know about, one for each of `SecurityEvent`, all with the same targets.
 *
 * They match what has succeeded; of the root user they match attempts too, and of sign-ins those that failed have a rule of
 * their own.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class SecurityRules extends Construct {
  private readonly ruleByEvent: Map<SecurityEvent, IRule>;

  /**
   * Makes the rules, each with alarms.
   *
   * @throws when nothing is to be watched, the same twice, or several rules are given one name
   */
  constructor(scope: Construct, id: string, props: SecurityRulesProps = {}) {
    super(scope, id);
    requireOptions(this, `security rules '${this.node.path}'`, props, SECURITY_OPTIONS);
    const { events = Object.values(SecurityEvent), ...options } = props;
    this.ruleByEvent = watch(this, events, options);
  }

  /**
   * The rules.
   */
  public get rules(): IRule[] {
    return [...this.ruleByEvent.values()];
  }

  /**
   * The rule on one of the events; nothing when it is not watched.
   *
   * @param securityEvent what the rule is on
   * @returns the rule, or nothing where the event is not watched
   */
  public ruleOf(securityEvent: SecurityEvent): IRule | undefined {
    return this.ruleByEvent.get(securityEvent);
  }
}
