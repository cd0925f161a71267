import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, GlueEvents, ServiceEventAlarm, ServiceEventBus,
  ServiceEventRule, ServiceEventSource,
} from 'cdk-service-events';

type Detail = { readonly detail?: { [key: string]: any } } | { readonly detailJson?: string };

const RECORD = { userAgent: [{ prefix: 'console' }], errorCode: [null] };
const MADE: Record<string, [object, (stack: Stack, detail: Detail) => void]> = {
  ServiceEventRule: [{ state: 'FAILED', message: null }, (stack, detail) => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], ...detail });
  }],
  ServiceEventAlarm: [{ state: ['FAILED'] }, (stack, detail) => {
    new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], ...detail });
  }],
  ServiceEventSource: [{ state: ['FAILED'], message: [null] }, (stack, detail) => {
    new ServiceEventSource(stack, 'Source', { eventBus: new ServiceEventBus(stack, 'Bus'), service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], ...detail });
  }],
  ApiCallRule: [RECORD, (stack, detail) => { new ApiCallRule(stack, 'Rule', { service: AwsService.GLUE, operations: ['CreateJob'], ...detail }); }],
  CloudTrailEventRule: [RECORD, (stack, detail) => {
    new CloudTrailEventRule(stack, 'Rule', { service: AwsService.KMS, eventType: CloudTrailEventType.SERVICE_EVENT, ...detail });
  }],
  ConsoleSignInRule: [{ userAgent: ['x'] }, (stack, detail) => { new ConsoleSignInRule(stack, 'Rule', detail); }],
};

function templateWith(fill: (stack: Stack) => void): object {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  fill(stack);
  return Template.fromStack(stack).toJSON();
}

describe.each(Object.entries(MADE))('%s', (_, [filter, make]) => {
  test('takes its filter as JSON too, null included', () => {
    const fromText = templateWith((stack) => make(stack, { detailJson: JSON.stringify(filter) }));
    expect(fromText).toEqual(templateWith((stack) => make(stack, { detail: filter })));
  });

  test.each([
    [{ detailJson: '{' }, /detailJson is given as a JSON text, and this is none/],
    [{ detailJson: '["x"]' }, /detailJson is a JSON object, and this text holds a list/],
    [{ detailJson: 'null' }, /detailJson is a JSON object/],
    [{ detailJson: '{"a": []}' }, /detail\.a is an empty list/],
    [{ detailJson: '{}', detail: {} }, /detail and detailJson are both given/],
    [{ detailJson: { a: 'x' } as any }, /detailJson .*it must be a text/],
  ])('refuses %j', (detail, message) => {
    expect(() => templateWith((stack) => make(stack, detail))).toThrow(message);
  });
});
