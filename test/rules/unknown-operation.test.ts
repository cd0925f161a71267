import { ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, testStack } from '../support/test-app';

const UNKNOWN = 'FrobnicateEverything';

describe('an operation that resembles none of the service', () => {
  type Make = (scope: Construct, allowUnknown?: boolean) => unknown;
  const recorded = (eventType: CloudTrailEventType): [string, Make] =>
    [eventType, (scope, allowUnknown) => new CloudTrailEventRule(scope, 'Rule', { service: AwsService.KMS, eventType, eventNames: [UNKNOWN], allowUnknown })];

  test.each<[string, Make]>([
    ['calls', (scope, allowUnknown) => new ApiCallRule(scope, 'Rule', { service: AwsService.S3, operations: [UNKNOWN], allowUnknown })],
    recorded(CloudTrailEventType.INSIGHT),
    recorded(CloudTrailEventType.NETWORK_ACTIVITY),
  ])('is warned of once by a rule on %s, and accepted where it is newer', (_kind, make) => {
    const [stack, newer] = [testStack(), testStack()];
    make(stack);
    make(newer, true);
    const about = (messages: string[]) => messages.filter((message) => message.includes(UNKNOWN));
    expect(about(messagesOf(stack))).toEqual([
      expect.stringMatching(/^warning: Rule 'Stack\/Rule' may never match: .* has no operation 'FrobnicateEverything'\. .*allowUnknown: true/),
    ]);
    expect(about(messagesOf(newer))).toEqual([]);
  });
});
