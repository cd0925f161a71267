import { App, Stack } from 'aws-cdk-lib';
import { ApiCallRule, AwsService, EcsEvents, S3Events, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, testApp } from '../../support/test-app';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

function said(): string[] {
  return messagesOf(stack).filter((text) => text.includes('[ack: cdk-service-events::arrives-twice]'));
}

describe('that rules match the same actions in both forms', () => {
  test('is said once for the app, naming those of both forms and no others', () => {
    new ServiceEventRule(stack, 'Native', { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED] });
    new ApiCallRule(stack, 'Call', { service: AwsService.ECS, operations: ['RunTask'] });
    new ServiceEventRule(stack, 'Tasks', { service: AwsService.ECS, detailTypes: [EcsEvents.ECS_TASK_STATE_CHANGE] });
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain('2 rules (Stack/Call, Stack/Tasks)');
  });

  test.each<[string, () => void]>([
    ['on events alone', () => new ServiceEventRule(stack, 'Rule', { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED] })],
    ['on API calls alone', () => new ApiCallRule(stack, 'Rule', { service: AwsService.ECS, operations: ['RunTask'] })],
    ['that nobody states it of', () => new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, operations: ['CreateUser'] })],
    ['of which it is implied only', () => new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'] })],
    ['on all events of a service', () => new ServiceEventRule(stack, 'Rule', { service: AwsService.S3 })],
    ['that is inactive', () => new ApiCallRule(stack, 'Rule', { service: AwsService.ECS, operations: ['RunTask'], enabled: false })],
  ])('is not said of a rule %s', (_what, make) => {
    make();
    expect(said()).toEqual([]);
  });
});
