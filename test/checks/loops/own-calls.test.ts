import { Resources, foundBy, getAtt, ruleTo } from '../../support/found-in-templates';

const CALL = 'AWS API Call via CloudTrail';
const RESOURCES: Resources = {
  Topic: { Type: 'AWS::SNS::Topic' },
  Queue: { Type: 'AWS::SQS::Queue' },
  Logs: { Type: 'AWS::Logs::LogGroup' },
};
const PUBLISH = { 'source': ['aws.sns'], 'detail-type': [CALL], 'detail': { eventSource: ['sns.amazonaws.com'], eventName: ['Publish'] } };
const found = (EventPattern: object, target: unknown = { Ref: 'Topic' }, more: object = {}, check = 'api-call-loop') => foundBy(check, [{ ...RESOURCES, Rule: ruleTo(target, { EventPattern, ...more }) }])
  .map(({ value, location, message }) => `${value} at ${location}: ${/a call of (\w+)/.exec(message)![1]}`);
const ONCE = ['T at Properties.Targets.0: Publish'];

describe('a rule that matches the calls by which its own events are delivered', () => {
  test.each<[string, object]>([
    ['by name', PUBLISH],
    ['among others', { ...PUBLISH, detail: { ...PUBLISH.detail, eventName: ['CreateTopic', 'Publish'] } }],
    ['all of the service', { ...PUBLISH, detail: { eventSource: ['sns.amazonaws.com'] } }],
    ['without an event source', { ...PUBLISH, detail: { eventName: ['Publish'] } }],
    ['without a source', { 'detail-type': [CALL], 'detail': PUBLISH.detail, 'source': undefined }],
    ['without a kind', { source: ['aws.sns'], detail: PUBLISH.detail }],
    ['in one branch', { $or: [{ ...PUBLISH, source: ['aws.sqs'] }, PUBLISH] }],
  ])('is found where it does so %s', (_how, pattern) => {
    expect(found(JSON.parse(JSON.stringify(pattern)))).toEqual(ONCE);
  });

  test.each<[string, object, unknown?, object?]>([
    ['names other calls', { ...PUBLISH, detail: { ...PUBLISH.detail, eventName: ['CreateTopic'] } }],
    ['names calls of another service', { ...PUBLISH, source: ['aws.sqs'] }],
    ['names another event source', { ...PUBLISH, detail: { ...PUBLISH.detail, eventSource: ['sqs.amazonaws.com'] } }],
    ['is on another kind of events', { ...PUBLISH, 'detail-type': ['AWS Service Event via CloudTrail'] }],
    ['names parameters', { ...PUBLISH, detail: { ...PUBLISH.detail, requestParameters: { topicArn: ['x'] } } }],
    ['names resources', { ...PUBLISH, resources: ['x'] }],
    ['names accounts', { ...PUBLISH, account: ['111111111111'] }],
    ['names neither source nor event source', { $or: [{ 'detail-type': [CALL], 'detail': { eventName: ['Publish'] } }, { ...PUBLISH, source: ['aws.sqs'] }] }],
    ['matches names of calls in a way that is not known', { ...PUBLISH, detail: { ...PUBLISH.detail, eventName: [{ prefix: 'Create' }] } }],
    ['sends to something else', PUBLISH, getAtt('Queue')],
    ['sends elsewhere', PUBLISH, 'arn:aws:sns:eu-west-1:111111111111:news'],
    ['is off', PUBLISH, { Ref: 'Topic' }, { State: 'DISABLED' }],
  ])('is let alone where it %s', (_where, pattern, target = { Ref: 'Topic' }, more = {}) => {
    expect(found(pattern, target, more)).toEqual([]);
  });

  test('is found at each target', () => {
    const Targets = [{ Id: 'A', Arn: getAtt('Queue') }, { Id: 'B', Arn: { Ref: 'Topic' } }, { Id: 'C', Arn: { Ref: 'Topic' } }];
    expect(found(PUBLISH, undefined, { Targets })).toEqual(['B at Properties.Targets.1: Publish', 'C at Properties.Targets.2: Publish']);
  });

  test('is told of one call where it takes two to deliver', () => {
    const logs = (eventName?: string[]) => ({ 'source': ['aws.logs'], 'detail-type': [CALL], 'detail': { eventSource: ['logs.amazonaws.com'], ...(eventName && { eventName }) } });
    const inLogs = (pattern: object) => found(pattern, getAtt('Logs'), {}, 'log-group-loop');
    expect(inLogs(logs())).toEqual(['T at Properties.Targets.0: CreateLogStream']);
    expect(inLogs(logs(['PutLogEvents']))).toEqual(['T at Properties.Targets.0: PutLogEvents']);
    expect(inLogs(logs(['DeleteLogGroup']))).toEqual([]);
  });
});
