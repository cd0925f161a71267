import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const CALL = 'AWS API Call via CloudTrail';

const ruleOn = (EventPattern: object, more: object = {}): Resources => ({ Rule: ruleTo(QUEUE, { EventPattern, ...more }) });
const valuesOf = (check: string, ...patterns: Parameters<typeof ruleOn>) => foundBy(check, [ruleOn(...patterns)]).map(({ value }) => value);

describe('a rule that names no source', () => {
  test.each<[string, object]>([
    ['a kind of events', { 'detail-type': ['Kind'] }],
    ['what stands in detail', { detail: { state: ['failed'] } }],
    ['a resource', { resources: ['arn:aws:s3:::bucket'] }],
  ])('and matches %s is found once', (_what, pattern) => {
    expect(foundBy('no-source', [ruleOn(pattern)])).toHaveLength(1);
    expect(foundBy('no-source', [ruleOn({ $or: [pattern, { ...pattern, region: ['eu-west-1'] }] })])).toHaveLength(1);
  });

  test.each<[string, object, object?]>([
    ['takes all of an account', { account: ['111111111111'] }],
    ['takes all of a Region', { region: ['eu-west-1'] }],
    ['names one', { 'source': ['my.app'], 'detail-type': ['Kind'] }],
    ['watches a bus of its own', { 'detail-type': ['Kind'] }, { EventBusName: 'orders' }],
  ])('is let alone where it %s', (_where, pattern, more = {}) => {
    expect(foundBy('no-source', [ruleOn(pattern, more)])).toEqual([]);
  });
});

describe('a source alone', () => {
  test('is found for each service that CloudTrail records under it', () => {
    expect(valuesOf('source-alone', { source: ['aws.ecs', 'aws.batch'] })).toEqual(['aws.ecs', 'aws.batch']);
  });

  test.each<[string, object]>([
    ['a kind of events', { 'source': ['aws.ecs'], 'detail-type': ['ECS Task State Change'] }],
    ['what stands in detail', { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED'] } }],
    ['a resource', { source: ['aws.ecs'], resources: ['arn:aws:ecs:eu-west-1:111111111111:cluster/c'] }],
  ])('is let alone beside %s', (_what, pattern) => {
    expect(valuesOf('source-alone', pattern)).toEqual([]);
  });

  test('of another Region is as wide', () => {
    expect(valuesOf('source-alone', { source: ['aws.ecs'], region: ['us-east-1'], account: ['111111111111'] })).toEqual(['aws.ecs']);
  });
});

describe('all API calls of a service', () => {
  const calls = (detail?: object, more: object = {}) => ({ 'source': ['aws.iam'], 'detail-type': [CALL], ...(detail && { detail }), ...more });

  test.each<[string, object]>([
    ['nothing in detail', calls()],
    ['the event source only', calls({ eventSource: ['iam.amazonaws.com'] })],
  ])('are found where there is %s', (_what, pattern) => {
    expect(valuesOf('api-call-without-event-name', pattern)).toEqual(['aws.iam']);
  });

  test('are found once, with all their sources, and without any where there is none', () => {
    expect(valuesOf('api-call-without-event-name', { $or: [calls(), calls(undefined, { source: ['aws.ec2', 'aws.s3'] })] })).toEqual(['aws.iam']);
    expect(valuesOf('api-call-without-event-name', calls(undefined, { source: ['aws.ec2', 'aws.s3'] }))).toEqual(['aws.ec2, aws.s3']);
    expect(foundBy('api-call-without-event-name', [ruleOn({ 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'] } })]).map(({ value }) => value)).toEqual(['']);
  });

  test.each<[string, object]>([
    ['operations', calls({ eventName: ['CreateUser'] })],
    ['parameters', calls({ eventSource: ['iam.amazonaws.com'], requestParameters: { userName: ['a'] } })],
    ['a resource', calls(undefined, { resources: ['arn:aws:iam::111111111111:user/a'] })],
    ['another kind of events beside them', { ...calls(), 'detail-type': [CALL, 'Some Other Kind'] }],
    ['no kind', { 'source': ['aws.iam'], 'detail-type': [] }],
  ])('are not meant where there are %s', (_what, pattern) => {
    expect(valuesOf('api-call-without-event-name', pattern)).toEqual([]);
  });
});

describe('a matcher that matches any text', () => {
  const on = (...key: unknown[]) => ({ 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { key } } });

  test.each<[unknown]>([[{ prefix: '' }], [{ suffix: '' }], [{ wildcard: '*' }]])('is %j', (matcher) => {
    expect(valuesOf('empty-prefix', on(matcher))).toEqual([matcher]);
    expect(valuesOf('empty-prefix', on('a', matcher))).toEqual([matcher]);
  });

  test.each<[unknown]>([[{ prefix: 'a' }], [{ suffix: '*' }], [{ wildcard: 'a*' }], [''], ['*'], [{ exists: true }], [{ prefix: { 'equals-ignore-case': '' } }]])('is not %j', (matcher) => {
    expect(valuesOf('empty-prefix', on(matcher))).toEqual([]);
  });
});

describe('patterns that were put together', () => {
  const BATCH = { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] };

  test('hold a value that another one of the list covers', () => {
    const found = foundBy('widened-pattern', [ruleOn({ ...BATCH, detail: { jobName: ['a-job', { prefix: 'a-' }, 'b'] } })]);
    expect(found.map(({ value, location }) => [value, location])).toEqual([['a-job', 'Properties.EventPattern.detail.jobName']]);
    expect(found[0].message).toBe('In detail.jobName, "a-job" changes nothing: {"prefix":"a-"} matches it already.');
  });

  test('hold one that covers itself only', () => {
    expect(valuesOf('widened-pattern', { ...BATCH, detail: { jobName: [{ prefix: 'a-' }] } })).toEqual([]);
    expect(valuesOf('widened-pattern', { ...BATCH, detail: { jobName: [{ prefix: 'a-' }, 'b-job', { prefix: 'c-' }] } })).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ['one that sends them, and one that does not', { ...BATCH, source: ['aws.batch', 'aws.ecs'] }, ['aws.ecs']],
    ['one that sends them, and two that do not', { ...BATCH, source: ['aws.ecs', 'aws.batch', 'aws.ec2'] }, ['aws.ecs', 'aws.ec2']],
    ['one of an app, and one that does not', { ...BATCH, source: ['my.app', 'aws.ecs'] }, ['aws.ecs']],
    ['two that send one kind each', { 'source': ['aws.batch', 'aws.ecs'], 'detail-type': ['Batch Job State Change', 'ECS Task State Change'] }, []],
    ['one that sends one of the kinds', { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change', 'ECS Task State Change'] }, []],
    ['one that sends none, alone', { ...BATCH, source: ['aws.ecs'] }, []],
    ['two of which none sends them', { ...BATCH, source: ['aws.ecs', 'aws.ec2'] }, []],
    ['two and no kind', { source: ['aws.batch', 'aws.ecs'], detail: { state: ['x'] } }, []],
    ['two and kinds that are no texts', { 'source': ['aws.batch', 'aws.ecs'], 'detail-type': [{ prefix: 'Batch' }] }, []],
    ['texts and matchers', { ...BATCH, source: ['aws.batch', { prefix: 'aws.e' }] }, []],
  ])('have the sources %s: %#', (_what, pattern, strange) => {
    expect(valuesOf('widened-pattern', pattern)).toEqual(strange);
  });

  test('are judged branch by branch', () => {
    const pattern = { $or: [{ ...BATCH, source: ['aws.batch', 'aws.ecs'] }, BATCH] };
    expect(valuesOf('widened-pattern', pattern)).toEqual(['aws.ecs']);
  });
});

describe('the source that a subscriber takes from the data of events', () => {
  const subscriber = (...filters: [string, unknown?][]): Resources => ({
    Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: { FilterConfiguration: { Filters: filters.map(([Scope, Pattern]) => ({ Scope, ...(Pattern !== undefined && { Pattern: typeof Pattern === 'object' && !('Ref' in (Pattern as object)) ? JSON.stringify(Pattern) : Pattern }) })) } } },
  });
  const DATA: [string, unknown] = ['DATA', { source: ['aws.batch'] }];
  const found = (...filters: [string, unknown?][]) => foundBy('unproven-source', [subscriber(...filters)]).map(({ location, value }) => [location, value]);

  test('can be anybody\'s', () => {
    expect(found(DATA)).toEqual([['Properties.FilterConfiguration.Filters.0.Pattern', '["aws.batch"]']]);
    expect(found(['SYSTEM_METADATA', { 'aws:DetailType': ['Kind'] }], DATA)).toEqual([['Properties.FilterConfiguration.Filters.1.Pattern', '["aws.batch"]']]);
    expect(found(['DATA', { source: ['my.app', 'aws.batch'] }])).toHaveLength(1);
    expect(found(['SYSTEM_METADATA', { source: ['aws.batch'] }])).toEqual([]);
  });

  test.each<[string, [string, unknown?][]]>([
    ['is proven beside it', [DATA, ['SYSTEM_METADATA', { 'aws:Source': ['aws.batch'] }]]],
    ['may be proven beside it by what only the deployment knows', [DATA, ['SYSTEM_METADATA', { Ref: 'Pattern' }]]],
    ['is that of an app', [['DATA', { source: ['my.app'] }]]],
    ['is not looked at', [['DATA', { 'detail-type': ['Kind'] }]]],
    ['is not known', [['DATA', { Ref: 'Pattern' }]]],
  ])('is let alone where it %s', (_where, filters) => {
    expect(found(...filters)).toEqual([]);
  });

  test('is not proven by what else such a filter holds in data', () => {
    expect(found(DATA, ['DATA', { 'aws:Source': ['aws.batch'] }])).toHaveLength(1);
  });
});

test('a target is no part of what a rule matches', () => {
  expect(foundBy('source-alone', [{ Rule: ruleTo(getAtt('Queue'), { EventPattern: { source: ['aws.ecs'] }, Targets: [] }) }])).toHaveLength(1);
});
