import { CheckSeverity } from '../../../src/checks/check-severity';
import { deadLetterQueues, deadLetterUses } from '../../../src/checks/model/dead-letter-queues';
import { environmentOf, rulesByBus } from '../../../src/checks/model/environments';
import { refusedPatterns } from '../../../src/checks/model/pattern-problems';
import { oneProblem } from '../../../src/checks/model/targets-of-problem';
import { TargetOfRule } from '../../../src/template/rule-in-template';
import { Resources, foundBy, getAtt, ruleTo, templatesOf } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';

describe('the same problem of several targets of a rule', () => {
  const target = (id: string) => ({ id, location: `Properties.Targets.${id}` }) as TargetOfRule;
  const problem = { message: 'wrong', fix: 'mend' };

  test('is one, at the first, with the places of the others', () => {
    expect(oneProblem([target('0'), target('2')], problem)).toEqual([{ ...problem, value: '0, 2', location: 'Properties.Targets.0', others: ['Properties.Targets.2'] }]);
    expect(oneProblem([target('0'), target('2')], problem, 'RetryPolicy')).toEqual([
      { ...problem, value: '0, 2', location: 'Properties.Targets.0.RetryPolicy', others: ['Properties.Targets.2.RetryPolicy'] },
    ]);
    expect(oneProblem([target('0')], { ...problem, value: 7 })).toEqual([{ ...problem, value: 7, location: 'Properties.Targets.0', others: [] }]);
  });

  test('is none where there is none', () => {
    expect(oneProblem([], problem)).toEqual([]);
  });
});

describe('the place of a stack', () => {
  const placeOf = (origin: object) => environmentOf(templatesOf([{ Rule: ruleTo(QUEUE) }, { path: 'Stack', ...origin }]).rules[0].resource);

  test('is its account and Region, where it says both', () => {
    expect([placeOf({ account: '1', region: 'r' }), placeOf({ account: '1' }), placeOf({ region: 'r' }), placeOf({})]).toEqual(['1 r', 'Stack', 'Stack', 'Stack']);
  });

  test('tells the rules of one bus from those of others', () => {
    const bus: Resources = { Bus: { Type: 'AWS::Events::EventBus' }, OnBus: ruleTo(QUEUE, { EventBusName: { Ref: 'Bus' } }) };
    const app = templatesOf([{ A: ruleTo(QUEUE), B: ruleTo(QUEUE), C: ruleTo(QUEUE, { EventBusName: 'orders' }), ...bus }], [{ D: ruleTo(QUEUE) }, { path: 'Elsewhere' }]);
    expect([...rulesByBus(app.rules).values()].map((rules) => rules.map(({ resource }) => resource.logicalId))).toEqual([['A', 'B'], ['C'], ['OnBus'], ['D']]);
  });
});

test('each dead-letter queue of the app has its first use, and each use is one', () => {
  const letters: Resources = { Letters: { Type: 'AWS::SQS::Queue' }, Topic: { Type: 'AWS::SNS::Topic' } };
  const to = (Arn: unknown) => ruleTo(QUEUE, {}, { DeadLetterConfig: { Arn } });
  const app = templatesOf([{ ...letters, None: ruleTo(QUEUE), A: to(getAtt('Letters')), B: to(getAtt('Letters')), C: to(QUEUE), D: to({ Ref: 'Topic' }) }]);
  expect(deadLetterUses(app).map(({ rule }) => rule.path)).toEqual(['Here/A', 'Here/B', 'Here/C', 'Here/D']);
  expect([...deadLetterQueues(app)].map(([queue, { rule }]) => [queue.path, rule.path])).toEqual([['Here/Letters', 'Here/A']]);
});

describe('what is wrong with a pattern', () => {
  const misspelt = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'] };
  const found = (check: string, EventPattern: object) => foundBy(check, [{ Rule: ruleTo(QUEUE, { EventPattern }) }])
    .map(({ location, severity, value }) => [location, severity, value]);

  test('stands where the pattern has it', () => {
    expect(found('unknown-detail-type', misspelt)).toEqual([['Properties.EventPattern.detail-type', CheckSeverity.ERROR, 'EC2 Instance State-change Notifcation']]);
    expect(found('refused-pattern', {}).map(([location]) => location)).toEqual(['Properties.EventPattern']);
  });

  test('is a warning where it is not certain, and information where it is minor', () => {
    expect(found('unknown-source', { source: ['aws.qqqqqqqqq'] }).map(([, severity]) => severity)).toEqual([CheckSeverity.WARNING]);
    expect(found('unknown-detail-field', { 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { anything: ['x'] } }).map(([, severity]) => severity)).toEqual([CheckSeverity.INFO]);
  });

  test('is found in either branch that a condition chooses', () => {
    expect(found('unknown-detail-type', { 'Fn::If': ['Live', misspelt, { ...misspelt, 'detail-type': ['EC2 Instance State-chang Notification'] }] })).toHaveLength(2);
  });

  test('is told of each resource that has it, event sources and subscribers among them', () => {
    const resources: Resources = {
      A: ruleTo(QUEUE, { EventPattern: misspelt }),
      B: ruleTo(QUEUE, { EventPattern: misspelt }),
      Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.ec2', Pattern: JSON.stringify({ 'detail-type': misspelt['detail-type'] }) } } } },
      Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { FilterConfiguration: { Filters: [{ Scope: 'SYSTEM_METADATA', Pattern: JSON.stringify({ 'aws:Source': ['aws.ec2'], 'aws:DetailType': misspelt['detail-type'] }) }] } } },
    };
    expect(foundBy('unknown-detail-type', [resources]).map(({ resource }) => resource.logicalId)).toEqual(['A', 'B', 'Source', 'Subscriber']);
  });

  test('that EventBridge refuses is known of its resource', () => {
    const app = templatesOf([{ Right: ruleTo(QUEUE), Wrong: ruleTo(QUEUE, { EventPattern: { source: [] } }) }]);
    expect([...refusedPatterns(app)].map(({ logicalId }) => logicalId)).toEqual(['Wrong']);
    expect(refusedPatterns(templatesOf([{ Right: ruleTo(QUEUE) }])).size).toBe(0);
  });
});
