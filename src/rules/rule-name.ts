import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { requireUniqueName } from '../delivery/unique-name';

/**
 * Two rules of one name on one bus would be one rule, made twice.
 */
export function nameRule(rule: IConstruct, ruleName: string | undefined, eventBus: events.IEventBus | undefined): void {
  requireUniqueName(rule, { what: 'rule', option: 'ruleName', name: ruleName, beside: eventBus?.eventBusName ?? 'default', where: 'on the same event bus' });
}
