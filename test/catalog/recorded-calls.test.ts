import { Stack } from 'aws-cdk-lib';
import { ApiCallRule, AwsService, testing } from 'cdk-service-events';
import { RecordedCall, recordedCalls } from '../../scripts/catalog/recorded-calls';
import { problemOfOperation } from '../../src/catalog/operation-check';
import { operationsOfService } from '../../src/catalog/operations';
import { eventSourceOwners, sourcesUnder } from '../../src/catalog/source-index';
import { onlyResourceOf, testStack } from '../support/test-app';

/** Commands of the AWS CLI that are not called like the operation. */
const COMMANDS: Record<string, string> = { 'ecr get-login-password': 'GetAuthorizationToken' };

const calls = recordedCalls().filter(({ eventType }) => eventType === undefined);
const named = (some: RecordedCall[]) => some.map((call) => [call.eventSource, call.eventName, call] as const);

/** The service, and its operation, that a command of the AWS CLI calls. */
function calledBy({ command, eventSource }: RecordedCall): { service: AwsService; operation: string } {
  const name = COMMANDS[command!] ?? command!.split(' ')[1].replace(/-/g, '');
  for (const service of eventSourceOwners(eventSource)) {
    const operation = operationsOfService(service._slug, service._eventSources)?.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (operation) {
      return { service, operation };
    }
  }
  throw new Error(`No operation is called by ${command}`);
}

function ruleOn(service: AwsService, operation: string): { EventPattern: any; State: string } {
  const stack: Stack = testStack();
  new ApiCallRule(stack, 'Rule', { service, operations: [operation] });
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
}

function record({ eventSource, eventName, readOnly }: RecordedCall, pattern: any): Record<string, any> {
  const accountId = pattern.detail.userIdentity?.accountId?.[0];
  return {
    ...testing.SampleEvents.of(AwsService.IAM, 'AWS API Call via CloudTrail'),
    source: sourcesUnder(eventSource)[0],
    account: accountId ?? '111111111111',
    detail: { eventSource, eventName, readOnly, userIdentity: { accountId }, ...SHARED[eventSource] },
  };
}

/** What tells calls of services apart that share an event source. */
const SHARED: Record<string, object> = { 'autoscaling.amazonaws.com': { additionalEventData: { service: 'application-autoscaling' } } };

test('there are hundreds of them', () => {
  expect(calls.length).toBeGreaterThan(600);
  expect(calls.filter(({ command }) => command).length).toBeGreaterThan(280);
});

test.each(named(calls))('%s records %s, which a rule may name', (eventSource, eventName) => {
  const problems = eventSourceOwners(eventSource)
    .map((owner) => problemOfOperation({ slug: owner._slug, serviceName: owner.serviceName, eventSources: owner._eventSources }, eventName));
  expect(problems).toContain(undefined);
});

test.each(named(calls.filter(({ command }) => command)))('%s: %s is matched by a rule on the command that made it', (_source, _name, call) => {
  const { service, operation } = calledBy(call);
  const { EventPattern, State } = ruleOn(service, operation);
  expect(testing.EventPatternMatcher.of(EventPattern).matches(record(call, EventPattern))).toBe(true);
  if (call.readOnly) {
    expect(State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  }
});
