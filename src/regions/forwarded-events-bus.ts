import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { SupportStack, supportId } from './support-stack';
import { outermostStackOf } from '../delivery/outermost-stack';
import { stageOf } from '../delivery/stage-of';

/**
 * The event bus that receives the forwarded events of the rules of a stack, in a stack of its own: forwarders can be deployed
 * after it, and the rules after these.
 *
 * It is not the default event bus, where the events would reach the rules of everybody else too.
 */
export class ForwardedEventsBus extends SupportStack {
  /**
   * The bus for a rule, made for the first one that asks.
   */
  public static for(rule: IConstruct): ForwardedEventsBus {
    const stack = outermostStackOf(rule);
    const id = supportId('ForwardedServiceEvents', stack, stack.region);
    return stageOf(rule).node.tryFindChild(id) as ForwardedEventsBus | undefined ?? new ForwardedEventsBus(rule, id);
  }

  /** Known before deployment, so that nothing needs to be passed between stacks. */
  public readonly busName: string;

  private constructor(rule: IConstruct, id: string) {
    const stack = outermostStackOf(rule);
    super(stack, id, stack.region, 'forwarded-events', 'The event bus for AWS events that are forwarded from other Regions');
    this.busName = `${stack.stackName}-forwarded-events`;
    new events.EventBus(this, 'Bus', { eventBusName: this.busName, description: 'AWS events that appear in other Regions' });
  }
}
