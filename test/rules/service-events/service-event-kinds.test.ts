import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, EventPatternRule, GlueEvents, ServiceEventAlarm, ServiceEventAlarmProps, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack();
  queueIn(stack, 'Any');
});

const wrongOptions = () => messagesOf(stack).filter((text) => /no option|option-without-effect|unknown-option/.test(text));

describe('an option of a wrong kind is refused', () => {
  test.each<[object, string]>([
    [{ enabled: 'yes' }, 'enabled of rule'], [{ ruleName: 'a b' }, 'ruleName of rule'], [{ targets: {} }, 'targets of rule'], [{ delivery: { retryAttempts: 'many' } }, 'retryAttempts'], [{ allowUnknown: 'yes' }, 'allowUnknown of rule'],
  ])('by every rule: %j', (props, words) => {
    expect(() => new ServiceEventRule(stack, 'Service', { service: AwsService.BATCH, ...props })).toThrow(words);
    expect(() => new EventPatternRule(stack, 'Pattern', { eventPattern: { source: ['aws.batch'] }, ...props })).toThrow(words);
  });

  test.each<[object, string]>([
    [{ detailTypes: 'x' }, 'detailTypes of'], [{ detailTypes: [''] }, 'detailTypes[0] of'], [{ detailTypes: [7] }, 'detailTypes[0] of'], [{ resources: ['arn'] }, 'resources[0] of'], [{ resourceArns: 'arn' }, 'resourceArns of'], [{ detail: 7 }, 'detail of'], [{ detailJson: {} }, 'detailJson of'],
  ])('by what selects events of a service: %j', (props, words) => {
    expect(() => new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, ...props } as never)).toThrow(words);
    expect(() => new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.BATCH, ...props } as never)).toThrow(words);
  });

  test.each<[object, string]>([
    [{ threshold: '1' }, 'threshold of alarm'], [{ period: 60 }, 'period of alarm'], [{ evaluationPeriods: '1' }, 'evaluationPeriods of alarm'], [{ severity: 'LOUD' }, 'severity of alarm'], [{ alarmDescription: 'x'.repeat(1025) }, 'alarmDescription of alarm'], [{ accounts: ['1'] }, 'accounts[0] of'], [{ alarmActions: 7 }, 'alarmActions of alarm'],
  ])('by an alarm on events: %j', (props, words) => {
    expect(() => new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.BATCH, ...props } as never)).toThrow(words);
  });

  test('and what is right is taken without a word', () => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, detailTypes: events.Match.prefix('Batch'), ruleName: 'mine', enabled: true, detail: { jobName: 'nightly' } });
    new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.BATCH, threshold: 2, period: Duration.minutes(5), alarmDescription: 'x'.repeat(1024) });
    new EventPatternRule(stack, 'Pattern', { eventPattern: { source: ['aws.batch'] }, allowUnknown: false, description: 'd' });
    expect(wrongOptions()).toEqual([]);
  });
});

describe('an alarm says what has happened', () => {
  const saidBy = (props: Partial<ServiceEventAlarmProps> = {}) => {
    new ServiceEventAlarm(stack, 'Alarm', { service: AwsService.GLUE, ...props });
    return onlyResourceOf(stack, 'AWS::CloudWatch::Alarm').Properties.AlarmDescription;
  };

  test.each<[string, () => Partial<ServiceEventAlarmProps>, string]>([
    ['of any kind', () => ({}), 'AWS Glue: an event has happened.'],
    ['of kinds that are named', () => ({ detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE, GlueEvents.GLUE_CRAWLER_STATE_CHANGE] }), 'AWS Glue: Glue Job State Change, Glue Crawler State Change has happened.'],
    ['of kinds that are matched', () => ({ detailTypes: events.Match.prefix('Glue Job') }), 'AWS Glue: an event has happened.'],
    ['of kinds that only the deployment knows', () => ({ detailTypes: new CfnParameter(stack, 'Kinds', { type: 'CommaDelimitedList' }).valueAsList }), 'AWS Glue: an event has happened.'],
    ['of a kind that only the deployment knows, beside others', () => ({ detailTypes: [GlueEvents.GLUE_JOB_STATE_CHANGE, new CfnParameter(stack, 'Kind').valueAsString] }), 'AWS Glue: an event has happened.'],
  ])('%s', (_what, props, words) => {
    expect(saidBy(props())).toBe(words);
  });
});
