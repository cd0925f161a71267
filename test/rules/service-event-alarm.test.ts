import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity, AwsService, DeliveryDefaults, GlueEvents, ServiceEventAlarm, ServiceEventAlarmProps } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, testStack } from '../support/test-app';

const FAILED = { service: AwsService.GLUE, detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE], detail: { state: ['FAILED', 'TIMEOUT'] } };

let stack: Stack;

beforeEach(() => {
  stack = testStack();
});

function alarmOn(props: Partial<ServiceEventAlarmProps> = {}): any {
  new ServiceEventAlarm(stack, 'Failed', { ...FAILED, ...props });
  return onlyResourceOf(stack, 'AWS::CloudWatch::Alarm').Properties;
}

describe('an alarm on an event', () => {
  test('is one rule without a target, and one alarm', () => {
    alarmOn();
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>);
    expect(resources.map(({ Type }) => Type).sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::Events::Rule']);
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.Targets).toBeUndefined();
  });

  test('fires within a minute of the first event, and counts nothing when there is none', () => {
    expect(alarmOn()).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: expect.stringMatching(/^FailedRule/) } }],
      AlarmDescription: 'AWS Glue: Glue Job State Change has happened.',
    });
  });

  test('can fire later, and say something else', () => {
    expect(alarmOn({ threshold: 3, period: Duration.hours(1), evaluationPeriods: 2, alarmDescription: 'Jobs fail.' })).toMatchObject({
      Threshold: 3, Period: 3600, EvaluationPeriods: 2, AlarmDescription: 'Jobs fail.',
    });
  });

  test('goes where the defaults of its scope say, as a ticket', () => {
    const [page, ticket] = ['Page', 'Ticket'].map((id) => new cloudwatchActions.SnsAction(new sns.Topic(stack, id, { enforceSSL: true })));
    DeliveryDefaults.of(stack).set({ alarmActions: { page: [page], ticket: [ticket] } });
    expect(alarmOn().AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Ticket/) }]);
  });

  test('goes where its user says, as urgently as he says', () => {
    const [page, ok] = ['Page', 'Ok'].map((id) => new cloudwatchActions.SnsAction(new sns.Topic(stack, id, { enforceSSL: true })));
    expect(alarmOn({ alarmActions: { page: [page], ok: [ok] }, severity: AlarmSeverity.PAGE })).toMatchObject({
      AlarmActions: [{ Ref: expect.stringMatching(/^Page/) }], OKActions: [{ Ref: expect.stringMatching(/^Ok/) }],
    });
  });

  test('without any action is told of', () => {
    alarmOn();
    expect(messagesOf(stack)).toEqual(expect.arrayContaining([expect.stringContaining('1 alarm has no action, so nobody is told')]));
  });

  test('has a filter that is checked, and may be about a resource', () => {
    expect(() => new ServiceEventAlarm(stack, 'Wrong', { ...FAILED, detail: { State: 'FAILED' } })).toThrow(/detail\.State is spelled detail\.state/);
    const { AlarmDescription: description } = alarmOn({ resources: [new glue.CfnJob(stack, 'Job', { name: 'nightly', role: 'r', command: {} })] });
    expect(description).toBe('AWS Glue: Glue Job State Change, about Stack/Job has happened.');
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail).toEqual({ jobName: [{ Ref: 'Job' }], state: ['FAILED', 'TIMEOUT'] });
  });

  test('can watch a bus that several accounts feed', () => {
    const eventBus = events.EventBus.fromEventBusName(stack, 'Bus', 'central');
    expect(alarmOn({ eventBus, accounts: ['111111111111'] }).Dimensions).toEqual(expect.arrayContaining([{ Name: 'EventBusName', Value: 'central' }]));
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties).toMatchObject({ EventBusName: 'central', EventPattern: { account: ['111111111111'] } });
  });
});
