import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypeOf } from '../../../src/catalog/resource-types';
import { ServicePattern } from '../../../src/pattern/algebra/service-pattern';
import { verifyPattern } from '../../../src/pattern/verifier/verify-pattern';
import { everyOf } from '../../support/every-of';

const CALL = 'AWS API Call via CloudTrail';
const EC2_STATE = 'EC2 Instance State-change Notification';

function found(pattern: object): string[] {
  return verifyPattern(pattern as ServicePattern).map(({ id, path, certain }) => `${certain ? 'error' : 'warning'} ${id} ${path}`);
}

describe('a right pattern has no problems', () => {
  test.each<[string, object]>([
    ['on a source of the app\'s own in detail', { detail: { source: ['com.example'] } }],
    ['on events that call a field as records do', { source: ['aws.ecs'], detail: { eventName: ['SERVICE_STEADY_STATE'] } }],
    ['on an operation of a source', { source: ['aws.ec2'], detail: { eventName: ['CreateRoute'] } }],
    ['on a kind of events', { 'source': ['aws.ec2'], 'detail-type': [EC2_STATE], 'detail': { state: ['stopped'] } }],
    ['on calls without a source', { 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'] } }],
    ['on a name as CloudTrail writes it', { 'source': ['aws.lambda'], 'detail-type': [CALL], 'detail': { eventSource: ['lambda.amazonaws.com'], eventName: ['CreateFunction20150331'] } }],
    ['on calls of one of two services', { 'source': ['aws.iam', 'aws.ec2'], 'detail-type': [CALL], 'detail': { eventName: ['CreateUser', 'RunInstances'] } }],
    ['on events of the app\'s own', { 'source': ['com.example.shop'], 'detail-type': ['Order Placed'], 'detail': { '*': ['*'] }, 'resources': ['order-1'] }],
    ['with lists that are known at deployment only', { 'source': { Ref: 'Sources' }, 'detail-type': [{ Ref: 'Kind' }], 'detail': { 'Fn::If': ['A', {}, {}] } }],
    ['with operands that are known at deployment only', { source: ['aws.s3'], detail: { object: { size: [{ numeric: ['>', { Ref: 'Size' }] }], key: [{ prefix: { Ref: 'Prefix' } }] } } }],
    ['with a field that has the name of an operator', { 'source': ['aws.s3'], 'detail-type': [CALL], 'detail': { requestParameters: { prefix: ['logs/'] } } }],
  ])('%s', (_what, pattern) => {
    expect(found(pattern)).toEqual([]);
  });
});

test('what two branches have in common is one problem', () => {
  const branch = (state: string) => ({ 'detail-type': [EC2_STATE], 'detail': { state: [state] } });
  expect(found({ source: ['aws.ec2'], $or: [branch('stoped'), branch('stoped')] })).toEqual(['error value-outside-enumeration detail.state']);
});

test.each<[object, RegExp]>([
  [{ source: ['aws.health*'] }, /Write "aws.health"/],
  [{ source: ['aws.*'] }, /"wildcard": "aws.\*"/],
  [{ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance*'] }, /"wildcard": "EC2 Instance\*"/],
])('%j has the right way out', (pattern, wayOut) => {
  expect(verifyPattern(pattern as ServicePattern).find(({ id }) => id === 'literal-wildcard')?.wayOut).toMatch(wayOut);
});

test('what is refused is told once, and not of the field around it as well', () => {
  expect(found({ 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { key: { prefix: 'in/' } } } }))
    .toEqual([expect.stringMatching(/^error refused-pattern detail\.object\.key/)]);
});

test.each([['aws.elasticsearch', 'aws.es'], ['aws.stepfunctions', 'aws.states'], ['aws.eventbridge', 'aws.events']])('%s leads to %s', (source, right) => {
  expect(verifyPattern({ source: [source] } as object as ServicePattern)).toEqual([expect.objectContaining({ id: 'unknown-source', nearest: [right], certain: true })]);
});

test.each([
  ['ec2.amazonaws.com', 'aws.ec2'], ['EC2.amazonaws.com', 'aws.ec2'], ['monitoring.amazonaws.com', 'aws.monitoring'],
])('%s, which CloudTrail writes as eventSource, leads to %s', (source, right) => {
  expect(verifyPattern({ source: [source] } as object as ServicePattern)).toEqual([expect.objectContaining({ id: 'unknown-source', nearest: [right] })]);
});

test('a service with two event sources is named once', () => {
  const [{ wayOut }] = verifyPattern({ source: ['aws.macie'], detail: { eventSource: ['macie2.amazonaws.com'], eventName: ['DisableMacie'] } } as object as ServicePattern);
  expect(wayOut).toMatch(/^It belongs to Amazon Macie: /);
});

test.each<[string, object, boolean]>([
  ['that is called almost like one of the event', { 'source': ['aws.rds'], 'detail-type': ['RDS DB Instance Event'], 'detail': { SourceId: ['x'] } }, false],
  ['that the event has in another object', { 'source': ['aws.cloudformation'], 'detail-type': ['CloudFormation Stack Status Change'], 'detail': { status: ['CREATE_FAILED'] } }, false],
  ['that resembles none', { 'source': ['aws.rds'], 'detail-type': ['RDS DB Instance Event'], 'detail': { zzz: ['x'] } }, true],
])('a field %s is information only where it resembles none', (_what, pattern, minor) => {
  expect(verifyPattern(pattern as ServicePattern).map(({ isMinor }) => isMinor)).toEqual([minor]);
});

describe('ARNs of kinds that are right, or not known, have no problems', () => {
  test.each([
    'arn:aws:ec2:eu-west-1:111122223333:instance/i-0', 'arn:aws:backup:eu-west-1:111122223333:recovery-point:abc', 'arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/key',
    'arn:aws:ecs:eu-west-1:111122223333:service/cluster/name', 'arn:aws:states:eu-west-1:111122223333:execution:m:x',
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/b', 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:uuid:autoScalingGroupName/asg',
    'arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:rds:x', 'arn:aws:new:eu-west-1:111122223333:thing:x',
  ])('%s', (arn) => {
    expect(found({ source: ['aws.config'], resources: [arn] })).toEqual([]);
  });
});

describe('an asterisk that is the end of an ARN is no wildcard', () => {
  test.each<[string, string[]]>([
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/shop:*', []],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:*', ['error literal-wildcard resources']],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:shop*:*', ['error literal-wildcard resources']],
    ['arn:aws:rds:eu-west-1:111122223333:db:*', ['error literal-wildcard resources']],
    ['arn:aws:s3:::bucket/*', ['error literal-wildcard resources']],
  ])('%s', (arn, problems) => {
    expect(found({ source: ['aws.tag'], resources: [arn] })).toEqual(problems);
  });
});

describe('an ARN of a kind that the events do not name is a warning', () => {
  const STATES = { 'source': ['aws.states'], 'detail-type': ['Step Functions Execution Status Change'] };
  const OBJECTS = { 'source': ['aws.s3'], 'detail-type': ['Object Created', 'Object Deleted'] };
  test.each<[string, object]>([
    ['a state machine among executions', { ...STATES, resources: ['arn:aws:states:eu-west-1:111122223333:stateMachine:shop'] }],
    ['a state machine, by how its ARN begins', { ...STATES, resources: [{ prefix: 'arn:aws:states:eu-west-1:111122223333:stateMachine:' }] }],
    ['an object among buckets', { ...OBJECTS, resources: ['arn:aws:s3:::bucket/images/1.png'] }],
    ['objects, by a wildcard', { ...OBJECTS, resources: [{ wildcard: 'arn:aws:s3:::bucket/*' }] }],
    ['a topic', { ...OBJECTS, resources: ['arn:aws:sns:eu-west-1:111122223333:topic'] }],
    ['a project among builds', { 'source': ['aws.codebuild'], 'detail-type': ['CodeBuild Build State Change'], 'resources': ['arn:aws:codebuild:eu-west-1:111122223333:project/shop'] }],
    ['anything, where events name nothing', { 'source': ['aws.athena'], 'detail-type': ['Athena Query State Change'], 'resources': ['arn:aws:athena:eu-west-1:111122223333:workgroup/shop'] }],
  ])('%s', (_what, pattern) => {
    expect(found(pattern)).toEqual(['warning envelope-filter resources']);
  });

  test.each<[string, object]>([
    ['the kind that is named', { ...STATES, resources: ['arn:aws:states:eu-west-1:111122223333:execution:shop:1'] }],
    ['how an ARN begins, before its kind', { ...STATES, resources: [{ prefix: 'arn:aws:states:' }] }],
    ['a wildcard over service and kind', { ...STATES, resources: [{ wildcard: '*shop*' }] }],
    ['an ARN with an asterisk, which is wrong in another way', { ...STATES, resources: ['arn:aws:states:eu-west-1:111122223333:stateMachine:*'] }],
    ['one of two ARNs that are wanted', { ...OBJECTS, resources: ['arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket'] }],
    ['a bucket in another partition', { ...OBJECTS, resources: ['arn:aws-cn:s3:::bucket'] }],
    ['an ARN or nothing', { ...OBJECTS, resources: [{ exists: false }, 'arn:aws:s3:::bucket/key'] }],
    ['an ARN that only the deployment knows', { ...OBJECTS, resources: [{ 'Fn::GetAtt': ['Topic', 'TopicArn'] }] }],
    ['an exclusion', { ...OBJECTS, resources: [{ 'anything-but': ['arn:aws:s3:::bucket/key'] }] }],
    ['events of which no sample shows what they name', { 'source': ['aws.s3'], 'detail-type': ['Object Created', 'Object Invented'], 'resources': ['arn:aws:s3:::b/k'] }],
    ['events of any kind', { source: ['aws.s3'], resources: ['arn:aws:sns:eu-west-1:111122223333:topic'] }],
  ])('%s is none', (_what, pattern) => {
    expect(found(pattern).filter((problem) => problem.includes('envelope-filter'))).toEqual([]);
  });

  test('names what the events name, and says that this is seen in samples', () => {
    expect(verifyPattern({ ...STATES, resources: ['arn:aws:states:eu-west-1:111122223333:stateMachine:shop'] } as ServicePattern)[0].what)
      .toBe('In the samples of AWS, resources of these events holds ARNs of states:execution or states:express, and this pattern wants '
        + '\'arn:aws:states:eu-west-1:111122223333:stateMachine:shop\'.');
  });

  test('is never the kind that a resource of the app is filtered by', () => {
    const kinds = resourceKinds();
    expect(kinds.length).toBeGreaterThan(30);
    for (const { source, detailType, arn } of everyOf(kinds)) {
      expect([detailType, found({ 'source': [source], 'detail-type': [detailType], 'resources': [arn] })]).toEqual([detailType, []]);
    }
  });
});

/** ARNs in the form of the types for which the catalogue says that events name them in `resources`. */
function resourceKinds() {
  const { fields } = JSON.parse(readFileSync(join(__dirname, '../../../src/catalog/data/resource-fields.json'), 'utf8'));
  return Object.entries<any[]>(fields).flatMap(([source, rows]) => rows.filter(({ field, value }) => field === 'resources' && value !== undefined)
    .flatMap(({ type, detailTypes }) => {
      const form = resourceTypeOf(type)?.arn;
      const arn = form === undefined ? '' : form.replace(/\$\{Region\}/g, 'eu-west-1').replace(/\$\{Account\}/g, '111122223333')
        .replace(/\$\{[^}]*\?\}/g, '').replace(/\$\{[^}]*\}/g, 'name');
      return arn === '' ? [] : (detailTypes as string[]).map((detailType) => ({ source, detailType, arn: `arn:aws:${arn}` }));
    }));
}

describe('what EventBridge refuses is an error', () => {
  test.each<[object, RegExp]>([
    [{ source: 'aws.ec2' }, /source is "aws.ec2".*Write \["aws.ec2"\]/],
    [{ source: [] }, /source is an empty list/],
    [{ source: ['aws.ec2'], detail: {} }, /detail is an empty object/],
    [{ source: [['aws.ec2']] }, /source\[0\] is \["aws.ec2"\], a list in a list.*events.Match.anyOf/],
    [{ source: [{ prefx: 'aws.' }] }, /Nearest: 'prefix'/],
    [{ source: [{ startsWith: 'aws.' }] }, /Nearest: 'prefix'/],
    [{ source: ['aws.s3'], detail: { object: { size: [{ numeric: ['=>', 5] }] } } }, /Nearest: '>='/],
    [{ source: ['aws.s3'], detail: { object: { size: [{ numeric: ['!=', 0] }] } } }, /anything-but/],
    [{ source: ['aws.ecs'], detail: { containers: [{ exitCode: [1] }] } }, /an object of fields in a list: write { "containers": {"exitCode":\[1\]} }/],
    [{ source: ['aws.s3'], detail: { object: { key: { prefix: 'in/' } } } }, /a matcher stands in a list, "key": \[{ "prefix": "in\/" }\]. For a field that is called prefix/],
  ])('%j', (pattern, message) => {
    const [problem] = verifyPattern(pattern as ServicePattern);

    expect(problem).toMatchObject({ id: 'refused-pattern', certain: true });
    expect(problem.what).toMatch(message);
  });

  test('and does not hide what else is wrong', () => {
    expect(found({ 'source': 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notifcation' })).toEqual([
      'error refused-pattern source', 'error unknown-detail-type detail-type',
    ]);
  });
});

describe('what the catalogue knows to be otherwise is found', () => {
  test.each<[string, object, string[]]>([
    ['a misspelt source', { source: ['aws.ec'] }, ['error unknown-source source']],
    ['a service by another of its names', { source: ['aws.opensearch'] }, ['error unknown-source source']],
    ['what CloudTrail writes as eventSource', { 'source': ['ec2.amazonaws.com'], 'detail-type': ['EC2 Instance State-change Notification'] }, ['warning unknown-source source']],
    ['an eventSource in another case', { source: ['S3.amazonaws.com'] }, ['warning unknown-source source']],
    ['a source that is written like an eventSource and is one', { source: ['route53-recovery-readiness.amazonaws.com'] }, []],
    ['a prefix that no source has', { source: [{ prefix: 'aws.ec2.' }] }, ['warning unknown-source source']],
    ['an excluded source that there is not', { source: [{ 'anything-but': ['aws.ec'] }] }, ['warning idle-exclusion source']],
    ['a prefix of detail-types in wrong case', { 'source': ['aws.ec2'], 'detail-type': [{ prefix: 'ec2 instance' }] }, ['error unknown-detail-type detail-type']],
    ['the source of a service\'s calls for its own events', { 'source': ['aws.macie2'], 'detail-type': ['Macie Finding'] }, ['error unknown-detail-type detail-type']],
    ['an operation for a detail-type', { 'source': ['aws.ec2'], 'detail-type': ['RunInstances'] }, ['error unknown-detail-type detail-type']],
    ['a misspelt operation without a detail-type', { source: ['aws.iam'], detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreatUser'] } }, ['error unknown-operation detail.eventName']],
    ['a misspelt operation without a source', { 'detail-type': [CALL], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreatUser'] } }, ['error unknown-operation detail.eventName']],
    ['a misspelt operation in a branch', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { $or: [{ eventName: ['CreatUser'] }, { errorCode: ['AccessDenied'] }] } }, ['error unknown-operation detail.eventName']],
    ['a prefix of operations that none has', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventName: [{ prefix: 'create' }] } }, ['error unknown-operation detail.eventName']],
    ['an excluded operation that there is not', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventName: [{ 'anything-but': ['CreatUser'] }] } }, ['error idle-exclusion detail.eventName']],
    ['an operation among service events', { 'source': ['aws.organizations'], 'detail-type': ['AWS Service Event via CloudTrail'], 'detail': { eventName: ['TagResource'] } }, ['warning unknown-operation detail.eventName']],
    ['a sign-in as a call', { 'source': ['aws.iam'], 'detail-type': [CALL], 'detail': { eventName: ['ConsoleLogin'] } }, ['error unknown-operation detail.eventName']],
    ['a field that two kinds lack, each for its own reason', { 'source': ['aws.ec2'], 'detail-type': [EC2_STATE, 'EC2 Spot Instance Interruption Warning'], 'detail': { State: ['stopped'] } }, ['error unknown-detail-field detail.State']],
    ['two kinds that are each kept from matching by another field', { 'source': ['aws.ec2'], 'detail-type': [EC2_STATE, 'EC2 Spot Instance Interruption Warning'], 'detail': { 'state': ['stopped'], 'instance-action': ['stop'] } }, ['error unknown-detail-field detail.instance-action']],
    ['a field that no known kind has', { source: ['aws.ec2'], detail: { sate: ['stopped'] } }, ['warning unknown-detail-field detail.sate']],
    ['detail that is a list', { source: ['aws.ec2'], detail: [EC2_STATE] }, ['error wrong-value-type detail']],
    ['the detail-type in detail', { source: ['aws.ec2'], detail: { 'detail-type': [EC2_STATE] } }, ['error unknown-detail-field detail.detail-type']],
    ['a name with dots', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { 'bucket.name': ['b'] } }, ['warning unknown-detail-field detail.bucket.name']],
    ['a name with dots at the top', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail.bucket.name': ['b'] }, ['warning unknown-top-level-key detail.bucket.name']],
    ['an account that is none', { source: ['aws.ec2'], account: ['123'] }, ['error envelope-filter account']],
    ['any Region, by an asterisk', { source: ['aws.ec2'], region: ['*'] }, ['error literal-wildcard region']],
    ['an ARN with slashes for colons', { source: ['aws.s3'], resources: ['arn/aws/s3/bucket'] }, ['error envelope-filter resources']],
    ['the name that the guide of China has for calls', { 'source': ['aws.s3'], 'detail-type': ['Amazon API Call via CloudTrail'] }, ['error unknown-detail-type detail-type']],
    ['a detail-type of CloudTrail in wrong case, without a source', { 'detail-type': ['AWS API call via CloudTrail'] }, ['error unknown-detail-type detail-type']],
    ['a misspelt detail-type without a source', { 'detail-type': ['EC2 Instance State-change Notifcation'] }, ['warning unknown-detail-type detail-type']],
    ['an asterisk in a source, once', { source: ['aws.health*'] }, ['error literal-wildcard source']],
    ['an asterisk in a detail-type, once', { 'source': ['aws.s3'], 'detail-type': ['Object*'] }, ['error literal-wildcard detail-type']],
    ['an ARN with a colon for a slash', { 'source': ['aws.ec2'], 'detail-type': [EC2_STATE], 'resources': ['arn:aws:ec2:eu-west-1:111122223333:instance:i-0'] }, ['error envelope-filter resources']],
    ['an ARN with a slash for a colon', { source: ['aws.rds'], resources: ['arn:aws:rds:eu-west-1:111122223333:db/shop'] }, ['error envelope-filter resources']],
    ['a restore job by its state, which is a status', { 'source': ['aws.backup'], 'detail-type': ['Restore Job State Change'], 'detail': { state: ['FAILED'] } }, ['error value-outside-enumeration detail.state']],
    ['a status that is called state', { 'source': ['aws.trustedadvisor'], 'detail-type': ['Trusted Advisor Check Item Refresh Notification'], 'detail': { state: ['ERROR'] } }, ['warning unknown-detail-field detail.state']],
    ['a state that no job of a service has', { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'], 'detail': { status: ['COMPLETED'] } }, ['error value-outside-enumeration detail.status']],
    ['a state of steps for a cluster', { 'source': ['aws.emr'], 'detail-type': ['EMR Cluster State Change'], 'detail': { state: ['FAILED'] } }, ['error value-outside-enumeration detail.state']],
    ['a compliance in another spelling', { 'source': ['aws.config'], 'detail-type': ['Config Rules Compliance Change'], 'detail': { newEvaluationResult: { complianceType: ['NONCOMPLIANT'] } } }, ['error value-outside-enumeration detail.newEvaluationResult.complianceType']],
    ['a type of message of another kind', { 'source': ['aws.config'], 'detail-type': ['Config Rules Compliance Change'], 'detail': { messageType: ['ConfigurationItemChangeNotification'] } }, ['error value-outside-enumeration detail.messageType']],
    ['a deployment that FAILED', { 'source': ['aws.codedeploy'], 'detail-type': ['CodeDeploy Deployment State-change Notification'], 'detail': { state: ['FAILED'] } }, ['error value-outside-enumeration detail.state']],
    ['a stack that FAILED', { 'source': ['aws.cloudformation'], 'detail-type': ['CloudFormation Stack Status Change'], 'detail': { 'status-details': { status: ['FAILED'] } } }, ['error value-outside-enumeration detail.status-details.status']],
    ['a misspelt operation of a source, which events of its own do not have', { source: ['aws.ec2'], detail: { eventName: ['createRoute'] } }, ['error unknown-operation detail.eventName']],
    ['operations without the version that records have', { source: ['aws.lambda'], detail: { eventName: ['UpdateFunctionCode'] } }, ['error unknown-operation detail.eventName']],
    ['a source that stands in detail', { detail: { source: ['aws.iam'], eventName: ['CreateSAMLProvider'] } }, ['error unknown-detail-field detail.source']],
    ['a misspelt key at the top', { 'source': ['aws.ec2'], 'detail-typ': [EC2_STATE] }, ['error unknown-top-level-key detail-typ']],
    ['a key at the top in other letters', { source: ['aws.ec2'], detailType: [EC2_STATE] }, ['error unknown-top-level-key detailType']],
    ['an asterisk in an id of a resource, once', { source: ['aws.ec2'], resources: ['i-*'] }, ['error literal-wildcard resources']],
    ['an asterisk in an ARN with a colon for a slash, once', { source: ['aws.ec2'], resources: ['arn:aws:ec2:*:111122223333:instance:i-0'] }, ['error literal-wildcard resources']],
    ['a field that no event of the source has, in one of two branches', { source: ['aws.ec2'], detail: { $or: [{ sate: ['stopped'] }, { state: ['stopped'] }] } }, ['warning unknown-detail-field detail.sate']],
    ['a field that the kind does not have, in one of two branches', { 'source': ['aws.ec2'], 'detail-type': [EC2_STATE], 'detail': { $or: [{ sate: ['stopped'] }, { state: ['stopped'] }] } }, ['error unknown-detail-field detail.sate']],
    ['a field that the kind does not have, in one of two branches without a source', { 'detail-type': [EC2_STATE], 'detail': { $or: [{ sate: ['stopped'] }, { state: ['stopped'] }] } }, ['error unknown-detail-field detail.sate']],
    ['a value of a closed list in one of two branches at the top', { $or: [{ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'], 'detail': { status: ['COMPLETED'] } }, { source: ['aws.ec2'] }] }, ['error value-outside-enumeration detail.status']],
    ['resources of calls', { 'source': ['aws.s3'], 'detail-type': [CALL], 'detail': { eventName: ['PutBucketPolicy'] }, 'resources': ['arn:aws:s3:::b'] }, ['warning envelope-filter resources']],
  ])('%s', (_what, pattern, problems) => {
    expect(found(pattern)).toEqual(problems);
  });
});
