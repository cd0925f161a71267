import { Stack } from 'aws-cdk-lib';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { resourcesOf, testApp } from '../support/test-app';

describe('every service of the catalogue', () => {
  const app = testApp();
  const services = AwsService.all();
  const stacks = new Map<AwsService, Stack>();
  // A rule for each, 100 rules a stack.
  services.forEach((service, n) => {
    const stackId = `Stack${Math.floor(n / 100)}`;
    const stack = (app.node.tryFindChild(stackId) ?? new Stack(app, stackId)) as Stack;
    new ServiceEventRule(stack, `Rule${n}`, { service });
    stacks.set(service, stack);
  });

  const patterns = new Map([...new Set(stacks.values())].map((stack) => [stack, resourcesOf(stack, 'AWS::Events::Rule')]));

  test.each(services.map((service, n) => [`${service.serviceName} (${service.source})`, service, n] as const))('%s has a rule that names its source', (_name, service, n) => {
    const rules = patterns.get(stacks.get(service)!)!;
    const { EventPattern } = Object.entries(rules).find(([id]) => id.startsWith(`Rule${n}Rule`))![1].Properties;
    const sources: any[] = EventPattern.source;
    const names = sources.some((source) => source === service.source || (source.prefix && service.source.startsWith(source.prefix)));
    expect(names).toBe(true);
    expect(EventPattern['detail-type'].length).toBeGreaterThan(0);
  });
});
