import { apiCallsOf } from '../../../src/checks/model/api-calls';
import { isRecorded } from '../../../src/checks/model/recorded-types';
import { Resources, ruleTo, templatesOf } from '../../support/found-in-templates';

const CALL = 'AWS API Call via CloudTrail';
const callsIn = (EventPattern: object) => apiCallsOf(templatesOf([{ Rule: ruleTo('arn:aws:sqs:eu-west-1:111111111111:work', { EventPattern }) }]).rules[0])
  .map(({ eventSources, operations }) => ({ eventSources, operations }));

test.each<[string, object, object[]]>([
  ['by name', { 'source': ['aws.ec2'], 'detail-type': [CALL], 'detail': { eventSource: ['ec2.amazonaws.com'], eventName: ['RunInstances'] } }, [{ eventSources: ['ec2.amazonaws.com'], operations: ['RunInstances'] }]],
  ['by the source alone', { 'source': ['aws.ec2'], 'detail-type': [CALL] }, [{ eventSources: ['ec2.amazonaws.com'], operations: undefined }]],
  ['by the event source alone', { detail: { eventSource: ['ec2.amazonaws.com'] } }, [{ eventSources: ['ec2.amazonaws.com'], operations: undefined }]],
  ['by an event source that is not that of the source', { 'source': ['aws.ec2'], 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'] } }, [{ eventSources: ['iam.amazonaws.com'], operations: undefined }]],
  ['by a matcher of names', { 'source': ['aws.ec2'], 'detail-type': [CALL], 'detail': { eventName: [{ prefix: 'Run' }] } }, [{ eventSources: ['ec2.amazonaws.com'], operations: [] }]],
  ['of no source', { 'detail-type': [CALL] }, [{ eventSources: [], operations: undefined }]],
  ['in one of two branches', { $or: [{ 'source': ['aws.ec2'], 'detail-type': [CALL] }, { source: ['my.app'] }] }, [{ eventSources: ['ec2.amazonaws.com'], operations: undefined }]],
  ['not by a kind beside', { 'source': ['aws.ec2'], 'detail-type': [CALL, 'AWS Service Event via CloudTrail'] }, []],
  ['not by other kinds', { 'source': ['aws.ec2'], 'detail-type': ['AWS Service Event via CloudTrail'] }, []],
  ['not by no kind', { 'source': ['aws.ec2'], 'detail-type': [] }, []],
  ['not by a matcher of kinds', { 'source': ['aws.ec2'], 'detail-type': [{ suffix: ' via CloudTrail' }] }, []],
  ['not by a source alone', { source: ['aws.ec2'] }, []],
  ['not by a matcher of event sources', { source: ['aws.ec2'], detail: { eventSource: [{ prefix: 'ec2' }] } }, []],
])('a rule is on API calls %s', (_how, pattern, calls) => {
  expect(callsIn(pattern)).toEqual(calls);
});

const recorded = (Properties: object, ...more: Resources[]) => isRecorded(['AWS::S3::Object', 'AWS::S3::AccessPoint'], templatesOf([{ Trail: { Type: 'AWS::CloudTrail::Trail', Properties }, ...more[0] }]));
const selecting = (...Type: unknown[]) => ({ EventSelectors: [{}, { DataResources: Type.map((type) => ({ Type: type })) }] });
const selectingBy = (...FieldSelectors: object[]) => ({ AdvancedEventSelectors: [{}, { FieldSelectors }] });

test.each<[string, object, boolean]>([
  ['nothing', {}, false],
  ['one of the types', selecting('AWS::Lambda::Function', 'AWS::S3::AccessPoint'), true],
  ['another type', selecting('AWS::Lambda::Function'), false],
  ['a type that only the deployment knows', selecting({ 'Fn::ImportValue': 'type' }), true],
  ['one of the types in a field', selectingBy({ Field: 'resources.type', Equals: ['AWS::S3::Object'] }), true],
  ['another type in a field', selectingBy({ Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] }), false],
  ['the type in another field', selectingBy({ Field: 'resources.ARN', Equals: ['AWS::S3::Object'] }), false],
  ['a field that is compared in another way', selectingBy({ Field: 'resources.type', StartsWith: ['AWS::S3'] }), true],
  ['both', { ...selecting('AWS::S3::Object'), ...selectingBy() }, true],
])('a trail that selects %s records data events of the types: %#', (_what, properties, expected) => {
  expect(recorded(properties)).toBe(expected);
});

test('one of two trails is enough to record them, and no trail is not', () => {
  expect(recorded({}, { Second: { Type: 'AWS::CloudTrail::Trail', Properties: selecting('AWS::S3::Object') } })).toBe(true);
  expect(isRecorded(['AWS::S3::Object'], templatesOf([{}]))).toBe(false);
});
