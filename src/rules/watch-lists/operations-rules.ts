import { IRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { OperationsRulesProps } from './operations-rules-props';
import { watch } from './watch-list';
import { OPERATIONS_OPTIONS } from './watch-list-kinds';
import { OperationsEvent } from '../../catalog/operations-event';
import { requireOptions } from '../../delivery/options/require-options';

/**
 * Rules on what goes wrong in operation, one for each of `OperationsEvent`, all with the same targets.
 *
 * The events come from the services themselves: no trail is needed.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
 */
export class OperationsRules extends Construct {
  private readonly ruleByEvent: Map<OperationsEvent, IRule>;

  /**
   * Makes the rules, each with alarms.
   *
   * @throws when nothing is to be watched, the same twice, or several rules are given one name
   */
  constructor(scope: Construct, id: string, props: OperationsRulesProps = {}) {
    super(scope, id);
    requireOptions(this, `operations rules '${this.node.path}'`, props, OPERATIONS_OPTIONS);
    const { events = Object.values(OperationsEvent), ...options } = props;
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
   * @param operationsEvent what the rule is on
   * @returns the rule, or nothing where the event is not watched
   */
  public ruleOf(operationsEvent: OperationsEvent): IRule | undefined {
    return this.ruleByEvent.get(operationsEvent);
  }
}
