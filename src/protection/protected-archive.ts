import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { optionName } from '../catalog/option-spelling';
import { isDefaultBus } from '../delivery/alarms/rule-metrics';
import { warn } from '../delivery/construct-notices';
import { resourceWithArn } from '../delivery/resource-with-arn';
import { ServiceEventArchive } from '../delivery/service-event-archive';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/**
 * Keeps what a rule matches that was made without this library.
 *
 * @param pattern as far as it is known
 */
export function keepEvents(rule: events.CfnRule, pattern: ServicePattern, retention: Duration): void {
  const { eventBusName } = rule;
  if (isDefaultBus(eventBusName)) {
    ServiceEventArchive.include({ rule, pattern, retention });
    return;
  }
  const resource = resourceWithArn(eventBusName!);
  const eventBus = resource?.node.scope;
  if (eventBus instanceof events.EventBus && eventBus.node.defaultChild === resource) {
    ServiceEventArchive.include({ rule, pattern, retention, eventBus });
  } else {
    warn(rule, 'archive-of-protected-rule',
      `${optionName('archive')} has no effect on rule '${rule.node.path}', whose event bus is not made by this app as an events.EventBus: make an events.Archive beside the bus, then acknowledge this warning.`);
  }
}
