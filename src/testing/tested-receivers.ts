import { TestedEventSource } from './tested-event-source';
import { TestedReceiver } from './tested-receiver';
import { TestedRule, TestedTemplate } from './tested-rule';
import { TestedSubscriber } from './tested-subscriber';
import { Templates } from '../template/templates';

/**
 * What an event can reach in a template: its rules with an event pattern, and its subscribers, by way of event sources.
 *
 * @throws when EventBridge refuses a pattern
 */
export function testedReceivers(templates: Templates, tested: TestedTemplate): TestedReceiver[] {
  const rules = templates.resourcesOf('AWS::Events::Rule').flatMap((resource) => {
    const pattern = tested.values.resolve(resource.properties.EventPattern);
    return pattern === undefined ? [] : [new TestedRule(resource, tested, pattern)];
  });
  const sources = templates.resourcesOf('AWS::EventsV2::EventSource').flatMap((resource) => TestedEventSource.of(resource, tested) ?? []);
  return [...rules, ...templates.resourcesOf('AWS::EventsV2::Subscriber').map((resource) => new TestedSubscriber(resource, tested, sources))];
}
