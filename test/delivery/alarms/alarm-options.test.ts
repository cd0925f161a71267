import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity, DeliveryAlarmOptions, DeliveryDefaults } from 'cdk-service-events';
import { AgreedOptions } from '../../../src/delivery/alarms/agreed-options';
import { AlarmDefinition, defineAlarm } from '../../../src/delivery/alarms/alarm-definition';
import { actionsFor, tellsElsewhere } from '../../../src/delivery/alarms/chosen-actions';
import { comparable } from '../../../src/delivery/alarms/comparable-options';
import { DeliveryAlarmsOptions } from '../../../src/delivery/alarms/delivery-alarms';
import { messagesOf, onlyResourceOf, testApp, testStack } from '../../support/test-app';

const DEFINITION: AlarmDefinition = {
  id: 'Alarm',
  description: 'It is wrong.',
  severity: AlarmSeverity.TICKET,
  threshold: 3,
  period: Duration.minutes(15),
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  metric: (period) => new cloudwatch.Metric({ namespace: 'AWS/Events', metricName: 'FailedInvocations', period }),
};

let stack: Stack;
beforeEach(() => {
  stack = testStack();
});

const define = (options?: DeliveryAlarmOptions, definition: Partial<AlarmDefinition> = {}) =>
  defineAlarm(stack, { ...DEFINITION, ...definition }, undefined, options);
const made = (options?: DeliveryAlarmOptions, definition?: Partial<AlarmDefinition>) => {
  define(options, definition);
  return onlyResourceOf(stack, 'AWS::CloudWatch::Alarm').Properties;
};

describe('an alarm', () => {
  test.each<[Duration, string]>([
    [Duration.seconds(90), '90 seconds'], [Duration.millis(90_500), '90.5 seconds'], [Duration.seconds(0), '0 seconds'],
  ])('is not made with a period of %s', (period, said) => {
    expect(() => define({ period })).toThrow(`has a period of ${said}: EventBridge and Amazon SQS measure by the minute, so it must be a whole number of minutes.`);
  });

  test('is what its definition says', () => {
    expect(made()).toMatchObject({
      Threshold: 3, Period: 900, EvaluationPeriods: 3, DatapointsToAlarm: 2, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching',
    });
  });

  test('may be of another kind', () => {
    expect(made({}, {
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD, treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    })).toMatchObject({ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
  });

  test('is not made where it is switched off', () => {
    expect(define({ enabled: false })).toBeUndefined();
    expect(define({ enabled: true })).toBeDefined();
  });

  test.each<[string, DeliveryAlarmOptions]>([
    ['one period', { evaluationPeriods: 1 }],
    ['as many data points as periods', { evaluationPeriods: 3, datapointsToAlarm: 3 }],
    ['a small threshold', { threshold: 0.001 }],
    ['a minute', { period: Duration.minutes(1) }],
    ['a day in short periods', { period: Duration.minutes(1), evaluationPeriods: 1440 }],
    ['a day in periods of almost an hour', { period: Duration.minutes(48), evaluationPeriods: 30 }],
    ['seven days in hours', { period: Duration.hours(1), evaluationPeriods: 168 }],
    ['seven days in days', { period: Duration.days(1), evaluationPeriods: 7 }],
  ])('may have %s', (_what, options) => {
    expect(define(options)).toBeDefined();
  });

  test.each<[string, DeliveryAlarmOptions, string]>([
    ['no period', { evaluationPeriods: 0 }, 'has evaluationPeriods 0: it must be a whole number from 1'],
    ['half a period', { evaluationPeriods: 1.5 }, 'has evaluationPeriods 1.5'],
    ['no data point', { datapointsToAlarm: 0 }, 'has datapointsToAlarm 0'],
    ['more data points than periods', { datapointsToAlarm: 4 }, 'is to fire at 4 of 3 data points'],
    ['more data points than periods that are given', { evaluationPeriods: 1, datapointsToAlarm: 2 }, 'is to fire at 2 of 1 data points'],
    ['a threshold of 0', { threshold: 0 }, 'has threshold 0: it must be a number greater than 0'],
    ['a threshold below', { threshold: -1 }, 'has threshold -1'],
    ['a threshold that is none', { threshold: NaN }, 'has threshold NaN'],
    ['a threshold beyond all', { threshold: Infinity }, 'has threshold Infinity'],
    ['a period of nothing', { period: Duration.seconds(0) }, 'has a period of 0 seconds'],
    ['a period of seconds', { period: Duration.seconds(30) }, 'has a period of 30 seconds: EventBridge and Amazon SQS measure by the minute'],
    ['a period of a minute and a half', { period: Duration.seconds(90) }, 'has a period of 90 seconds'],
    ['a minute too much in short periods', { period: Duration.minutes(1), evaluationPeriods: 1441 }, 'looks back 1441 times 1 minute, and CloudWatch looks back 1 days with such a period'],
    ['more than a day in periods of almost an hour', { period: Duration.minutes(59), evaluationPeriods: 25 }, 'CloudWatch looks back 1 days'],
    ['an hour too much in hours', { period: Duration.hours(1), evaluationPeriods: 169 }, 'CloudWatch looks back 7 days'],
    ['eight days', { period: Duration.days(1), evaluationPeriods: 8 }, 'CloudWatch looks back 7 days'],
  ])('cannot have %s', (_what, options, why) => {
    expect(() => define(options)).toThrow(why);
  });

  test.each<[string, () => DeliveryAlarmOptions, string[]]>([
    ['a threshold that is wrong', () => ({ threshold: Lazy.number({ produce: () => -1 }) }), ['has threshold -1']],
    ['a threshold that is right', () => ({ threshold: Lazy.number({ produce: () => 1 }) }), []],
    ['periods that are wrong', () => ({ evaluationPeriods: Lazy.number({ produce: () => 0 }) }), ['has evaluationPeriods 0']],
    ['too many data points', () => ({ datapointsToAlarm: Lazy.number({ produce: () => 9 }) }), ['is to fire at 9 of 3 data points']],
    ['too long a look back', () => ({ evaluationPeriods: Lazy.number({ produce: () => 1000 }) }), ['looks back 1000 times']],
    ['too long a look back in periods of its own', () => ({ period: Duration.hours(1), evaluationPeriods: Lazy.number({ produce: () => 200 }) }), ['looks back 200 times 1 hour']],
    ['as many data points as periods', () => ({ datapointsToAlarm: 5, evaluationPeriods: Lazy.number({ produce: () => 5 }) }), []],
    ['what the deployment decides', () => ({ threshold: new CfnParameter(stack, 'Threshold', { type: 'Number' }).valueAsNumber }), []],
  ])('with %s that is known late is looked at when the template is written', (_what, options, why) => {
    expect(define(options())!.node.validate()).toEqual(why.map((text) => expect.stringContaining(text)));
  });

  test('whose receivers nobody names is said to be of no use, with the others', () => {
    define();
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('1 alarm has no action, so nobody is told.'));
    stack = testStack();
    define();
    define({}, { id: 'Other' });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('2 alarms have no action, so nobody is told.'));
  });

  test('that is taken away again is not counted among them', () => {
    define();
    define({}, { id: 'Other' });
    stack.node.tryRemoveChild('Alarm');
    expect(messagesOf(stack).filter((message) => message.includes('no action'))).toEqual([expect.stringContaining('1 alarm has no action')]);
  });

  test.each<[string, DeliveryAlarmOptions, string]>([
    ['it is', {}, 'ticket'], ['the user says', { severity: AlarmSeverity.PAGE }, 'page'],
  ])('tells whom it should, as urgent as %s', (_how, options, told) => {
    const action = (name: string) => [{ bind: () => ({ alarmActionArn: name }) }];
    defineAlarm(stack, DEFINITION, { page: action('page'), ticket: action('ticket') }, options);
    expect(onlyResourceOf(stack, 'AWS::CloudWatch::Alarm').Properties.AlarmActions).toEqual([told]);
  });

  test('that is taken away again, with what it stands in, is not spoken of', () => {
    define();
    stack.node.tryRemoveChild('Alarm');
    new sns.Topic(stack, 'Topic');
    expect(messagesOf(stack).filter((message) => message.includes('no action'))).toEqual([]);
  });
});

describe('the runbook of an alarm', () => {
  const description = (runbookUrl: string | undefined, definition: Partial<AlarmDefinition> = {}) => {
    DeliveryDefaults.of(stack).set({ runbookUrl });
    return made({}, definition).AlarmDescription;
  };

  test('stands at the end', () => {
    expect(description('https://wiki/events')).toBe('It is wrong. Runbook: https://wiki/events');
  });

  test('is none of this library where the alarm is about something else than deliveries', () => {
    expect(description(undefined, { isOfEvents: true })).toBe('It is wrong.');
    stack = testStack();
    expect(description('https://wiki/events', { isOfEvents: true })).toBe('It is wrong. Runbook: https://wiki/events');
  });

  test('leaves as much room for the description as there is', () => {
    expect(description('u'.repeat(256), { description: 'd'.repeat(2000) })).toBe(`${'d'.repeat(1024 - 10 - 256 - 1)}… Runbook: ${'u'.repeat(256)}`);
    stack = testStack();
    expect(made({}, { description: 'd'.repeat(2000), isOfEvents: true }).AlarmDescription).toBe(`${'d'.repeat(1023)}…`);
    stack = testStack();
    expect(description('u'.repeat(100), { description: (room) => `${room}` })).toBe(`${1024 - 110} Runbook: ${'u'.repeat(100)}`);
  });

  test.each([[''], ['  '], ['u'.repeat(257)]])('cannot be %j', (runbookUrl) => {
    expect(() => description(runbookUrl)).toThrow(/runbookUrl/);
  });

  test('may be known late', () => {
    expect(description(Lazy.string({ produce: () => 'https://wiki/late' }))).toBe('It is wrong. Runbook: https://wiki/late');
  });
});

describe('options of alarms', () => {
  test.each<[string, DeliveryAlarmsOptions, DeliveryAlarmsOptions, boolean]>([
    ['nothing', {}, {}, true],
    ['nothing and what is undefined', {}, { lost: undefined }, true],
    ['nothing and nothing within', {}, { lost: { threshold: undefined } }, true],
    ['a number', { lost: { threshold: 1 } }, { lost: { threshold: 1 } }, true],
    ['another number', { lost: { threshold: 1 } }, { lost: { threshold: 2 } }, false],
    ['another order', { lost: { threshold: 1, evaluationPeriods: 2 }, failed: { threshold: 1 } }, { failed: { threshold: 1 }, lost: { evaluationPeriods: 2, threshold: 1 } }, true],
    ['a time in other words', { lost: { period: Duration.minutes(60) } }, { lost: { period: Duration.hours(1) } }, true],
    ['another time', { lost: { period: Duration.minutes(61) } }, { lost: { period: Duration.hours(1) } }, false],
    ['another alarm', { lost: { threshold: 1 } }, { failed: { threshold: 1 } }, false],
    ['an alarm that is off', { lost: { enabled: false } }, {}, false],
  ])('are the same or not: %s', (_what, one, other, isSame) => {
    expect(comparable(one) === comparable(other)).toBe(isSame);
  });

  test('name stacks by their paths', () => {
    const other = new Stack(stack.node.root as never, 'Other');
    const text = (...stacks: Stack[]) => comparable({ stacks } as DeliveryAlarmsOptions);
    expect(text(stack)).toBe('{"stacks":{"0":"Stack"}}');
    expect(text(stack, other)).not.toBe(text(stack));
  });

  test('are agreed on by those who have wishes', () => {
    const agreed = new AgreedOptions<DeliveryAlarmsOptions>((paths, wishes) => `${paths} want ${wishes}`);
    const [one, other] = ['One', 'Other'].map((id) => new sns.Topic(stack, id));
    const wish = (threshold: number) => ({ failed: { threshold } });
    expect(agreed.agree(one, {})).toBe(false);
    expect(agreed.agree(one, wish(1))).toBe(true);
    expect(agreed.agree(other, wish(1))).toBe(false);
    expect(agreed.agree(other, {})).toBe(false);
    expect(agreed.options).toEqual(wish(1));
    expect(() => agreed.agree(other, wish(2))).toThrow("'Stack/Other' and 'Stack/One' want {\"failed\":{\"threshold\":2}} and {\"failed\":{\"threshold\":1}}");
    agreed.clear();
    expect(agreed.options).toEqual({});
    expect(agreed.agree(other, wish(2))).toBe(true);
    expect(() => agreed.agree(one, wish(1))).toThrow("'Stack/One' and 'Stack/Other'");
  });
});

describe('whom alarms tell', () => {
  const action = (name: string) => ({ name, bind: () => ({ alarmActionArn: name }) }) as cloudwatch.IAlarmAction;

  test('is whom pages or tickets go to, and tickets tell of pages where nobody else does', () => {
    const [page, ticket] = [[action('page')], [action('ticket')]];
    expect(actionsFor(AlarmSeverity.PAGE, { page, ticket })).toBe(page);
    expect(actionsFor(AlarmSeverity.PAGE, { page: [], ticket })).toEqual([]);
    expect(actionsFor(AlarmSeverity.PAGE, { ticket })).toBe(ticket);
    expect(actionsFor(AlarmSeverity.TICKET, { page, ticket })).toBe(ticket);
    expect(actionsFor(AlarmSeverity.TICKET, { page })).toEqual([]);
    expect([actionsFor(AlarmSeverity.PAGE), actionsFor(AlarmSeverity.TICKET)]).toEqual([[], []]);
  });

  test.each(['page', 'ticket', 'ok'] as const)('may be in another stack: for %s', (kind) => {
    const app = testApp();
    const [here, there] = ['Here', 'There'].map((id) => new Stack(app, id));
    const actionOn = (topic: sns.ITopic) => ({ topic, bind: () => ({ alarmActionArn: topic.topicArn }) }) as cloudwatch.IAlarmAction;
    const [own, other, imported] = [new sns.Topic(here, 'Topic'), new sns.Topic(there, 'Topic'), sns.Topic.fromTopicArn(there, 'Imported', 'arn:aws:sns:eu-west-1:111111111111:x')];
    expect(tellsElsewhere({ [kind]: [actionOn(own), actionOn(other)] }, here)).toBe(true);
    expect(tellsElsewhere({ [kind]: [actionOn(own), actionOn(imported), action('text')] }, here)).toBe(false);
    expect(tellsElsewhere(undefined, here)).toBe(false);
  });
});
