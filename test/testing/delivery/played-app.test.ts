import { testing } from 'cdk-service-events';
import { DeliveryModel } from '../../../src/testing/delivery/delivery-model';
import { Resources, getAtt, ruleTo, templatesOf, alarmOfRule } from '../../support/found-in-templates';

const { DeliveryTester, Fault } = testing;
const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': { status: 'FAILED' } };
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const CONDITIONS = { Never: { 'Fn::Equals': ['a', 'b'] } };
const HERE = { account: '111111111111', region: 'eu-west-1' };

const deliver = (resources: Resources, ...faults: testing.Fault[]) =>
  DeliveryTester.fromTemplates([{ template: { Conditions: CONDITIONS, Resources: resources }, stackName: 'Shop', ...HERE }]).deliver(EVENT, { faults });
const never = (resource: object) => ({ ...resource, Condition: 'Never' }) as unknown as Resources[string];
const NOT_HERE = { 'Fn::If': ['Never', 'x', { Ref: 'AWS::NoValue' }] };
const RULE: Resources = { Rule: ruleTo(QUEUE) };

test.each<[unknown, string]>([
  ['{', "Archive Shop/Kept: its EventPattern is '{', and no JSON: where only the deployment knows it, give it in parameters."],
  [{ source: 'aws.batch' }, 'Archive Shop/Kept: EventBridge refuses this event pattern'],
])('an archive whose pattern is %j is told of', (EventPattern, message) => {
  const SourceArn = 'arn:aws:events:eu-west-1:111111111111:event-bus/default';
  expect(() => deliver({ ...RULE, Kept: { Type: 'AWS::Events::Archive', Properties: { SourceArn, EventPattern } } })).toThrow(message);
});

describe('an archive keeps an event', () => {
  const archive = (properties: object = {}): Resources[string] => ({ Type: 'AWS::Events::Archive', Properties: { SourceArn: 'arn:aws:events:eu-west-1:111111111111:event-bus/default', ...properties } });
  const kept = (resources: Resources) => deliver({ ...RULE, ...resources }).archives;
  const bus: Resources = { Central: { Type: 'AWS::Events::EventBus', Properties: { Name: 'central' } } };

  test.each<[string, Resources, string[]]>([
    ['of its bus, all of them without a pattern', { Kept: archive() }, ['Shop/Kept']],
    ['that its pattern matches', { Kept: archive({ EventPattern: { source: ['aws.batch'] } }), Other: archive({ EventPattern: { source: ['aws.s3'] } }) }, ['Shop/Kept']],
    ['that its pattern as a text matches', { Kept: archive({ EventPattern: '{"source":["aws.batch"]}' }) }, ['Shop/Kept']],
    ['not of a bus that it does not come to', { ...bus, OnBus: ruleTo(QUEUE, { EventBusName: { Ref: 'Central' } }), Kept: archive({ SourceArn: getAtt('Central') }) }, []],
    ['not of a bus in another Region', { Kept: archive({ SourceArn: 'arn:aws:events:eu-west-2:111111111111:event-bus/default' }) }, []],
    ['not of a bus without rules', { ...bus, Kept: archive({ SourceArn: getAtt('Central') }) }, []],
    ['not where its condition does not hold', { Kept: never(archive()) }, []],
    ['for good, where how long and which ones are for another stage', { Kept: archive({ RetentionDays: NOT_HERE, EventPattern: NOT_HERE }) }, ['Shop/Kept']],
    ['of its own Region and account, by pseudo parameters', { Kept: archive({ SourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' } }) }, ['Shop/Kept']],
  ])('%s', (_what, resources, archives) => {
    expect(kept(resources)).toEqual(archives);
  });
});

describe('an alarm goes off', () => {
  const alarm = (properties: object = {}) => alarmOfRule('FailedInvocations', { AlarmName: 'failed', ...properties });
  const composite = (AlarmRule: unknown): Resources[string] => ({ Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule, AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:page'] } });
  const raised = (resources: Resources) => deliver({ ...RULE, ...resources }, Fault.targetIsGone()).alarms
    .map((one) => [one.alarm, one.tells.join()]);
  const PAGE = 'arn:aws:sns:eu-west-1:111111111111:page';

  test.each<[string, Resources, string[][]]>([
    ['on its metric', { Failed: alarm() }, [['Shop/Failed', PAGE]]],
    ['which tells what a template has by its place', { Failed: alarm({ AlarmActions: [{ Ref: 'Page' }] }), Page: { Type: 'AWS::SNS::Topic' } }, [['Shop/Failed', 'Shop/Page']]],
    ['each of those on one metric', { Failed: alarm(), Again: alarm() }, [['Shop/Failed', PAGE], ['Shop/Again', PAGE]]],
    ['not where its condition does not hold', { Failed: never(alarm()) }, []],
    ['which stands for others', { Failed: alarm(), Any: composite('ALARM(failed)') }, [['Shop/Failed', PAGE], ['Shop/Any', PAGE]]],
    ['which stands for others, but not where its condition does not hold', { Failed: alarm(), Any: never(composite('ALARM(failed)')) }, [['Shop/Failed', PAGE]]],
    ['on all rules at once', { Failed: alarm({ MetricName: undefined, Namespace: undefined, Metrics: [{ Id: 'q', Expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)', Period: 60 }] }) }, [['Shop/Failed', PAGE]]],
  ])('%s', (_what, resources, alarms) => {
    expect(raised(resources)).toEqual(alarms);
  });
});

describe('a function that fails', () => {
  const config = (FunctionName: unknown, Qualifier: unknown, MaximumRetryAttempts: number): Resources[string] => ({ Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName, Qualifier, MaximumRetryAttempts } });
  const VERSION: Resources[string] = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Handler' } } };
  const app = (Arn: unknown, more: Resources): Resources => ({
    Handler: { Type: 'AWS::Lambda::Function', Properties: {} },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Handler' }, Name: 'live' } },
    Rule: ruleTo(Arn),
    Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: Arn, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
    ...more,
  });
  const tries = (Arn: unknown, more: Resources) => {
    const { metrics, ways } = deliver(app(Arn, more), Fault.handlerFails());
    expect(ways[0].errorCode).toBe('HANDLER_FAILED');
    return metrics.find(({ namespace, metricName }) => namespace === 'AWS/Lambda' && metricName === 'Invocations')!.sum;
  };

  test.each<[string, unknown, Resources, number]>([
    ['three times without a configuration', getAtt('Handler'), {}, 3],
    ['as its configuration says', getAtt('Handler'), { Config: config({ Ref: 'Handler' }, '$LATEST', 0) }, 1],
    ['as that of the alias says, where that is the target', { Ref: 'Live' }, { Own: config({ Ref: 'Handler' }, '$LATEST', 0), Config: config({ Ref: 'Handler' }, 'live', 1) }, 2],
    ['as that of the alias says, of several', { Ref: 'Live' }, { Other: config({ Ref: 'Handler' }, 'canary', 0), Config: config({ Ref: 'Handler' }, 'live', 1) }, 2],
    ['as that of the version says, where that is the target', { Ref: 'One' }, { One: VERSION, Two: VERSION, Other: config({ Ref: 'Handler' }, getAtt('Two', 'Version'), 0), Config: config({ Ref: 'Handler' }, getAtt('One', 'Version'), 1) }, 2],
    ['three times where none of several configurations is that of the alias', { Ref: 'Live' }, { Own: config({ Ref: 'Handler' }, '$LATEST', 0), Other: config({ Ref: 'Handler' }, 'canary', 0) }, 3],
    ['as a configuration without a version says', getAtt('Handler'), { Other: config({ Ref: 'Handler' }, 'live', 1), Config: config({ Ref: 'Handler' }, undefined, 0) }, 1],
    ['as that of the function says, where that is the target', getAtt('Handler'), { Own: config({ Ref: 'Handler' }, '$LATEST', 0), Config: config({ Ref: 'Handler' }, 'live', 1) }, 1],
    ['as the only configuration says', { Ref: 'Live' }, { Own: config({ Ref: 'Handler' }, '$LATEST', 0) }, 1],
    ['not as that of another function says', getAtt('Handler'), { Other: { Type: 'AWS::Lambda::Function', Properties: {} }, Config: config({ Ref: 'Other' }, '$LATEST', 0) }, 3],
  ])('is run %s', (_how, target, more, runs) => {
    expect(tries(target, more)).toBe(runs);
  });
});

test('a rule or an alarm that somebody leaves out is not played', () => {
  const templates = templatesOf([{
    ...RULE,
    Other: ruleTo(QUEUE),
    Failed: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'AWS/Events', MetricName: 'FailedInvocations', Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }], Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' } },
  }]);
  const played = (...left: string[]) => {
    const model = new DeliveryModel(templates, {}, undefined, ({ logicalId }) => !left.includes(logicalId));
    const { played: { ways }, raised } = model.deliver(EVENT, model.aim([{ name: 'target-is-gone' }]));
    return [...ways.map(({ rule }) => rule.name), ...raised.map(({ alarm }) => alarm.name)];
  };
  expect([played(), played('Other'), played('Failed')]).toEqual([['Here/Rule', 'Here/Other', 'Here/Failed'], ['Here/Rule', 'Here/Failed'], ['Here/Rule', 'Here/Other']]);
});

test('a rule whose bus is for another stage is on the default bus', () => {
  expect(deliver({ Rule: ruleTo(QUEUE, { EventBusName: NOT_HERE }) }).ways.map(({ rule, end }) => [rule, end])).toEqual([['Shop/Rule', 'DELIVERED']]);
});

test('a rule on a schedule is not played', () => {
  expect(deliver({ ...RULE, Nightly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'T', Arn: QUEUE }] } } }).ways.map(({ rule }) => rule)).toEqual(['Shop/Rule']);
});

test('a rule whose pattern EventBridge refuses is told of', () => {
  expect(() => deliver({ Rule: ruleTo(QUEUE, { EventPattern: { source: 'aws.batch' } }) })).toThrow('source');
});

test('metrics of a rule on another bus have the name of the bus as well', () => {
  const outcome = DeliveryTester.fromTemplates([{ template: { Resources: { Rule: ruleTo(QUEUE, { EventBusName: 'central', Name: 'mine' }) } }, ...HERE }]).deliver(EVENT, { eventBusName: 'central' });
  expect(outcome.metrics[0].dimensions).toEqual({ EventBusName: 'central', RuleName: 'mine' });
});

test('a pattern may have as many characters as EventBridge allows at most on request, that of an archive too', () => {
  const patternOf = (length: number) => ({ source: ['aws.batch', 'x'.repeat(length - JSON.stringify({ source: ['aws.batch', ''] }).length)] });
  const archive = (length: number): Resources => ({
    ...RULE, Kept: { Type: 'AWS::Events::Archive', Properties: { SourceArn: 'arn:aws:events:eu-west-1:111111111111:event-bus/default', EventPattern: patternOf(length) } },
  });
  expect(JSON.stringify(patternOf(4096))).toHaveLength(4096);
  expect(deliver({ Rule: ruleTo(QUEUE, { EventPattern: patternOf(4096) }) }).ways).toHaveLength(1);
  expect(() => deliver({ Rule: ruleTo(QUEUE, { EventPattern: patternOf(4097) }) })).toThrow('4097 characters');
  expect(deliver(archive(4096)).archives).toEqual(['Shop/Kept']);
  expect(() => deliver(archive(4097))).toThrow('4097 characters');
});
