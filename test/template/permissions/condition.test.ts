import { conditionsHold } from '../../../src/template/permissions/condition';
import { concerns } from '../../../src/template/permissions/statement';

const SERVICE: any = { action: 'sqs:SendMessage', arn: 'arn:aws:sqs:eu-west-1:111111111111:q', caller: { service: 'events.amazonaws.com', sourceArn: 'arn:aws:events:eu-west-1:111111111111:rule/r', sourceAccount: '111111111111' } };
const BARE: any = { ...SERVICE, caller: { service: 'events.amazonaws.com' } };
const TOPIC: any = { ...SERVICE, action: 'sns:Publish' };
const FUNCTION: any = { ...SERVICE, action: 'lambda:InvokeFunction' };
const ROLE: any = { ...SERVICE, caller: { arn: 'arn:aws:iam::111111111111:role/r' } };
const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined);
const RULE = 'arn:aws:events:eu-west-1:111111111111:rule/r';

describe('of the conditions of a statement', () => {
  test.each<[unknown, any, string]>([
    [undefined, SERVICE, 'yes'], [{}, SERVICE, 'yes'], [null, SERVICE, 'unknown'], ['x', SERVICE, 'unknown'], [{ StringEquals: null }, SERVICE, 'unknown'], [{ StringEquals: 'x' }, SERVICE, 'unknown'],
    [{ ArnEquals: { 'aws:SourceArn': RULE } }, SERVICE, 'yes'], [{ ArnLike: { 'AWS:sourcearn': ['x', 'arn:aws:events:*:*:rule/*'] } }, SERVICE, 'yes'], [{ ArnEquals: { 'aws:SourceArn': `${RULE}s` } }, SERVICE, 'no'],
    [{ ArnEquals: { 'aws:SourceArn': RULE } }, BARE, 'unknown'], [{ ArnEquals: { 'aws:SourceArn': RULE } }, TOPIC, 'unknown'], [{ ArnEquals: { 'aws:SourceArn': 'x' } }, TOPIC, 'no'], [{ ArnEquals: { 'aws:SourceArn': RULE } }, FUNCTION, 'yes'],
    [{ StringEquals: { 'aws:SourceAccount': '111111111111' } }, SERVICE, 'yes'], [{ StringEquals: { 'aws:SourceAccount': '111111111111' } }, FUNCTION, 'unknown'], [{ StringEquals: { 'aws:SourceAccount': '111111111111' } }, BARE, 'unknown'],
    [{ StringNotEquals: { 'aws:SourceAccount': '111111111111' } }, SERVICE, 'no'], [{ StringNotEquals: { 'aws:SourceAccount': '2' } }, SERVICE, 'yes'], [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o' } }, SERVICE, 'yes'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o' } }, SERVICE, 'no'], [{ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o' } }, SERVICE, 'yes'], [{ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o' } }, SERVICE, 'yes'],
    [{ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgID': 'o' } }, SERVICE, 'no'], [{ 'ForAnyValue:StringLike': { 'aws:SourceAccount': '1*' } }, SERVICE, 'yes'], [{ StringEqualsIgnoreCase: { 'aws:PrincipalServiceName': 'EVENTS.amazonaws.com' } }, SERVICE, 'yes'],
    [{ StringEquals: { 'aws:PrincipalServiceName': 'EVENTS.amazonaws.com' } }, SERVICE, 'no'],
    [{ Bool: { 'aws:SecureTransport': 'True' } }, SERVICE, 'yes'], [{ Bool: { 'aws:SecureTransport': false } }, SERVICE, 'no'], [{ Bool: { 'aws:ViaAWSService': 'true' } }, SERVICE, 'no'], [{ Bool: { 'aws:PrincipalIsAWSService': 'true' } }, SERVICE, 'yes'],
    [{ Bool: { 'aws:PrincipalIsAWSService': 'true' } }, ROLE, 'no'], [{ Bool: { 'aws:SecureTransport': 'true' } }, ROLE, 'yes'], [{ StringEquals: { 'aws:SourceAccount': '111111111111' } }, ROLE, 'unknown'],
    [{ Null: { 'aws:PrincipalOrgID': 'true' } }, SERVICE, 'yes'], [{ Null: { 'aws:PrincipalOrgID': false } }, SERVICE, 'no'], [{ Null: { 'aws:SecureTransport': 'false' } }, SERVICE, 'yes'], [{ Null: { 'aws:SecureTransport': true } }, SERVICE, 'no'],
    [{ Null: { 'aws:SecureTransport': 'x' } }, SERVICE, 'unknown'], [{ Null: { 'aws:Other': true } }, SERVICE, 'unknown'],
    [{ NumericEquals: { 'aws:SourceAccount': 1 } }, SERVICE, 'unknown'], [{ StringEquals: { 'aws:Other': 'x' } }, SERVICE, 'unknown'], [{ StringEquals: { 'aws:SourceAccount': { Ref: 'x' } } }, SERVICE, 'unknown'],
    [{ StringEquals: { 'aws:SourceAccount': [{ Ref: 'x' }, '111111111111'] } }, SERVICE, 'yes'],
    [{ StringEquals: { 'aws:SourceAccount': '2' }, Other: { x: 'y' } }, SERVICE, 'no'], [{ StringEquals: { 'aws:SourceAccount': '111111111111', 'aws:SecureTransport': 'false' } }, SERVICE, 'no'],
    ...['aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:SourceIp', 'aws:SourceVpce', 'aws:SourceVpc'].map((key): [unknown, any, string] => [{ StringLike: { [key]: '*' } }, SERVICE, 'no']),
  ])('%j holds for the request %#: %s', (conditions, request, holds) => {
    expect(conditionsHold(conditions, request, textOf)).toBe(holds);
  });
});

describe('a statement concerns a request:', () => {
  const texts: any = { textOf };
  const statement = (more: object = {}) => ({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: SERVICE.arn, ...more });

  test.each<[unknown, any, string]>([
    [statement(), SERVICE, 'yes'], [null, SERVICE, 'unknown'], ['x', SERVICE, 'unknown'],
    [statement({ Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] } }), SERVICE, 'yes'], [statement({ Principal: { Service: 's3.amazonaws.com' } }), SERVICE, 'no'], [statement({ Principal: '*' }), SERVICE, 'yes'],
    [statement({ Principal: ['x', '*'] }), SERVICE, 'yes'], [statement({ Principal: { AWS: '*' } }), SERVICE, 'yes'], [statement({ Principal: { AWS: ['*'] } }), SERVICE, 'yes'], [statement({ Principal: { AWS: SERVICE.arn } }), SERVICE, 'no'],
    [statement({ Principal: undefined }), SERVICE, 'unknown'], [statement({ Principal: null }), SERVICE, 'unknown'], [statement({ NotPrincipal: 'x' }), SERVICE, 'unknown'], [statement({ Principal: { Service: { Ref: 'x' } } }), SERVICE, 'unknown'],
    [statement({ Principal: { AWS: ROLE.caller.arn } }), ROLE, 'yes'], [statement({ Principal: { AWS: 'arn:other' } }), ROLE, 'no'], [statement(), ROLE, 'no'], [statement({ Principal: { AWS: 'x' } }), { ...ROLE, caller: {} }, 'unknown'],
    [statement({ Action: ['x', 'SQS:*'] }), SERVICE, 'yes'], [statement({ Action: 'sqs:Receive*' }), SERVICE, 'no'], [statement({ Action: { Ref: 'x' } }), SERVICE, 'unknown'], [statement({ Action: undefined, NotAction: 'sqs:Receive*' }), SERVICE, 'yes'],
    [statement({ Action: undefined, NotAction: 'sqs:*' }), SERVICE, 'no'],
    [statement({ Resource: undefined }), SERVICE, 'yes'], [statement({ Resource: ['x', 'arn:aws:sqs:*'] }), SERVICE, 'yes'], [statement({ Resource: 'x' }), SERVICE, 'no'], [statement({ Resource: { Ref: 'x' } }), SERVICE, 'unknown'],
    [statement({ Resource: undefined, NotResource: 'x' }), SERVICE, 'yes'], [statement({ Resource: undefined, NotResource: '*' }), SERVICE, 'no'],
    [statement({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), SERVICE, 'no'], [statement({ Condition: null }), SERVICE, 'unknown'], [statement({ Condition: null, Resource: 'x' }), SERVICE, 'no'],
  ])('%j, request %#: %s', (given, request, answer) => {
    expect(concerns({ owner: { stack: undefined } as any, statement: given }, request, texts)).toBe(answer);
  });
});

describe('an ARN with many parts', () => {
  const ARN = 'arn:aws:lambda:eu-west-1:111111111111:function:f:live';

  test.each<[string, string]>([
    ['arn:aws:lambda:*:111111111111:function:f:*', 'yes'], ['arn:aws:lambda:eu-west-1:222222222222:function:f:*', 'no'], ['arn:aws:lambda:us-east-1:111111111111:function:f:*', 'no'], ['arn:aws:lambda:eu-west-1:111111111111:function:g:*', 'no'],
    ['arn:aws:lambda:eu-west-1:111111111111:*', 'yes'], ['arn:aws:lambda:*:function:f:live', 'no'], ['arn:aws:*:*:*:*', 'yes'],
  ])('is like %s: %s', (pattern, like) => {
    expect(conditionsHold({ ArnLike: { 'aws:SourceArn': pattern } }, { ...SERVICE, caller: { ...SERVICE.caller, sourceArn: ARN } }, textOf)).toBe(like);
  });
});

test('an open part of an ARN reaches over no colon', () => {
  const hold = (wanted: string, sourceArn: string) => conditionsHold({ StringEquals: { 'aws:SourceArn': wanted } }, { ...SERVICE, caller: { ...SERVICE.caller, sourceArn } }, textOf);
  expect(hold('arn:aws:sqs:${Region}:1:q', 'arn:aws:sqs:eu:2:1:q')).toBe('no');
  expect(hold('arn:aws:sqs:${Region}:1:q', 'arn:aws:sqs:eu:1:q')).toBe('unknown');
});
