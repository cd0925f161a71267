import { Permissions } from '../../../src/template/permissions/permissions';
import { admissionsOf } from '../../../src/template/permissions/target-admissions';
import { StackTemplate } from '../../../src/template/stack-template';
import { Templates } from '../../../src/template/templates';

const PATTERN = { source: ['aws.ec2'] };
const EVENTBRIDGE = { Service: 'events.amazonaws.com' };
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1', path: 'Stack' };

interface Asked {
  readonly target: Record<string, any>;
  readonly resources: Record<string, any>;
  readonly rule?: Record<string, any>;
  readonly environment?: { account?: string; region?: string; path?: string };
}

/** What the templates say of the deliveries of a rule. */
function asked({ target, resources, rule = {}, environment = ENVIRONMENT }: Asked) {
  const app = new Templates([new StackTemplate({
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: PATTERN, Targets: [{ Id: 'T', ...target }], ...rule } }, ...resources },
  }, environment)]);
  return admissionsOf(app.rules[0], app.rules[0].targets[0], app);
}

const verdictOf = (question: Asked) => {
  const verdicts = asked(question).map(({ verdict }) => verdict);
  return verdicts.includes('refused') ? 'refused' : verdicts.includes('unknown') ? 'unknown' : verdicts.length === 0 ? 'nothing' : 'admitted';
};

const QUEUE = { Type: 'AWS::SQS::Queue' };
const statement = (more: object = {}) => ({ Effect: 'Allow', Principal: EVENTBRIDGE, Action: 'sqs:SendMessage', Resource: arn('Queue'), ...more });
const withPolicy = (...statements: object[]) => ({
  Queue: QUEUE, Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: statements } } },
});
const sourceArn = (operator: string, value: unknown) => statement({ Condition: { [operator]: { 'aws:SourceArn': value } } });
const QUEUE_TARGET = { Arn: arn('Queue') };
const RULES = 'arn:aws:events:eu-west-1:111122223333:rule';

describe('a queue', () => {
  test.each<[string, object[], string]>([
    ['without a statement', [], 'refused'],
    ['that lets EventBridge in', [statement()], 'admitted'],
    ['that lets everybody in', [statement({ Principal: '*' })], 'admitted'],
    ['that lets another service in', [statement({ Principal: { Service: 'sns.amazonaws.com' } })], 'refused'],
    ['that lets EventBridge do something else', [statement({ Action: 'sqs:ReceiveMessage' })], 'refused'],
    ['that lets EventBridge do anything', [statement({ Action: 'SQS:*' })], 'admitted'],
    ['whose statement is about another queue', [statement({ Resource: 'arn:aws:sqs:eu-west-1:111122223333:other' })], 'refused'],
    ['whose statement has the URL for the ARN', [statement({ Resource: { Ref: 'Queue' } })], 'refused'],
    ['that names the rule', [sourceArn('ArnEquals', arn('Rule'))], 'admitted'],
    ['that has the name of the rule for its ARN', [sourceArn('ArnEquals', { Ref: 'Rule' })], 'refused'],
    ['that names all rules', [sourceArn('ArnLike', `${RULES}/*`)], 'admitted'],
    ['that has an asterisk where it is a character', [sourceArn('StringEquals', `${RULES}/*`)], 'refused'],
    ['that names rules of a bus called default', [sourceArn('ArnLike', `${RULES}/default/x`)], 'refused'],
    ['that names rules of another Region', [sourceArn('ArnLike', 'arn:aws:events:us-east-1:111122223333:rule/*')], 'refused'],
    ['that names rules by how they begin', [sourceArn('ArnLike', `${RULES}/Stack-*`)], 'unknown'],
    ['that names the account', [statement({ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } })], 'admitted'],
    ['that names another account', [statement({ Condition: { StringEquals: { 'aws:SourceAccount': '999988887777' } } })], 'refused'],
    ['that asks for a member of an organization', [statement({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })], 'refused'],
    ['with a condition of which nothing is known', [statement({ Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } })], 'unknown'],
    ['that asks for TLS', [statement(), statement({ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })], 'admitted'],
    ['that denies what it allows', [statement(), statement({ Effect: 'Deny', Principal: '*' })], 'refused'],
    ['that denies everybody outside of an organization but services', [statement(), statement({
      Effect: 'Deny', Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    })], 'admitted'],
    ['that denies everybody outside of an organization', [statement(), statement({ Effect: 'Deny', Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } })], 'refused'],
  ])('%s', (_, statements, verdict) => {
    expect(verdictOf({ target: QUEUE_TARGET, resources: withPolicy(...statements) })).toBe(verdict);
  });

  test('of which no policy is said needs a statement with its ARN and that of the rule', () => {
    expect(asked({ target: QUEUE_TARGET, resources: { Queue: { ...QUEUE, Properties: { QueueName: 'jobs' } } }, rule: { Name: 'nightly' } })).toMatchObject([{
      verdict: 'refused',
      statement: { Resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs', Condition: { ArnLike: { 'aws:SourceArn': `${RULES}/nightly` } } },
    }]);
  });

  test('with a statement that cannot be judged is told of with this statement', () => {
    const Condition = { ArnLike: { 'aws:SourceArn': `${RULES}/Stack-*` } };
    expect(asked({ target: QUEUE_TARGET, resources: withPolicy(statement({ Action: 'sqs:DeleteMessage' }), statement({ Condition })) })).toMatchObject([{ verdict: 'unknown', statement: { Condition } }]);
  });

  test('of a stack whose account is not known is compared as far as it is known', () => {
    const environment = { path: 'Stack' };
    const own = { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*' };
    expect(verdictOf({ target: QUEUE_TARGET, resources: withPolicy(sourceArn('ArnLike', own)), environment })).toBe('admitted');
    expect(verdictOf({ target: QUEUE_TARGET, resources: withPolicy(sourceArn('ArnLike', `${RULES}/*`)), environment })).toBe('unknown');
  });

  test('is admitted to by the ARN of a rule on a bus, which names the bus', () => {
    const rule = { Name: 'nightly', EventBusName: 'shop' };
    expect(verdictOf({ target: QUEUE_TARGET, rule, resources: withPolicy(sourceArn('ArnEquals', `${RULES}/shop/nightly`)) })).toBe('admitted');
    expect(verdictOf({ target: QUEUE_TARGET, rule, resources: withPolicy(sourceArn('ArnEquals', `${RULES}/nightly`)) })).toBe('refused');
  });
});

describe('a function', () => {
  const resources = (permission: object | undefined) => ({
    Function: { Type: 'AWS::Lambda::Function' },
    Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' }, Name: 'live' } },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
    ...permission && { Permission: { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', ...permission } } },
  });
  const OF_FUNCTION = { Arn: arn('Function') };
  const OF_ALIAS = { Arn: { Ref: 'Alias' } };

  test.each<[string, object, object | undefined, string]>([
    ['without a permission', OF_FUNCTION, undefined, 'refused'],
    ['with one for this rule', OF_FUNCTION, { FunctionName: arn('Function'), SourceArn: arn('Rule') }, 'admitted'],
    ['with one by its name', OF_FUNCTION, { FunctionName: { Ref: 'Function' } }, 'admitted'],
    ['with one for another rule', OF_FUNCTION, { FunctionName: arn('Function'), SourceArn: `${RULES}/other` }, 'refused'],
    ['with one for another account', OF_FUNCTION, { FunctionName: arn('Function'), SourceAccount: '999988887777' }, 'refused'],
    ['with one for its account, which a page advises against', OF_FUNCTION, { FunctionName: arn('Function'), SourceAccount: '111122223333' }, 'unknown'],
    ['with one for another service', OF_FUNCTION, { FunctionName: arn('Function'), Principal: 's3.amazonaws.com' }, 'refused'],
    ['by an alias, with one for the function', OF_ALIAS, { FunctionName: arn('Function') }, 'refused'],
    ['by an alias, with one for the alias', OF_ALIAS, { FunctionName: { Ref: 'Alias' } }, 'admitted'],
    ['by an alias that both spell out', { Arn: { 'Fn::Sub': '${Function.Arn}:live' } }, { FunctionName: { 'Fn::Join': [':', [arn('Function'), 'live']] } }, 'admitted'],
    ['by an alias that the target spells out, with one for the function', { Arn: { 'Fn::Sub': '${Function.Arn}:live' } }, { FunctionName: arn('Function') }, 'refused'],
    ['by a version, with one for the version', { Arn: { Ref: 'Version' } }, { FunctionName: { Ref: 'Version' } }, 'admitted'],
    ['by a version, with one for the function', { Arn: { Ref: 'Version' } }, { FunctionName: { Ref: 'Function' } }, 'refused'],
  ])('%s', (_, target, permission, verdict) => {
    expect(verdictOf({ target, resources: resources(permission) })).toBe(verdict);
  });
});

describe('a log group', () => {
  const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const target = { Arn: { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/events/all' } };
  const resources = (document: unknown) => ({
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/events/all' } },
    Policy: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: 'P', PolicyDocument: document } },
  });
  const document = (Resource: unknown) => JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: EVENTBRIDGE, Action: LOGS, Resource }] });

  test.each<[string, unknown, string]>([
    ['that a policy of the account names', document('arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/*:*'), 'admitted'],
    ['that a policy names with a function', { 'Fn::Sub': document('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/events/*:*') }, 'admitted'],
    ['of which the policies name others', document('arn:aws:logs:eu-west-1:111122223333:log-group:/shop/*:*'), 'refused'],
    ['with a policy that a parameter holds', { Ref: 'Document' }, 'unknown'],
  ])('%s', (_, text, verdict) => {
    expect(verdictOf({ target, resources: resources(text) })).toBe(verdict);
  });
});

describe('a role', () => {
  const trust = { Statement: [{ Effect: 'Allow', Principal: EVENTBRIDGE, Action: 'sts:AssumeRole' }] };
  const start = (Resource: unknown, more: object = {}) => ({ Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource, ...more }] });
  const resources = (role: object, policy?: object) => ({
    Machine: { Type: 'AWS::StepFunctions::StateMachine' },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...role } },
    ...policy && { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: policy } } },
  });
  const target = { Arn: { Ref: 'Machine' }, RoleArn: arn('Role') };

  test.each<[string, object, object | undefined, string]>([
    ['without a policy', {}, undefined, 'refused'],
    ['with a policy that is attached', {}, start({ Ref: 'Machine' }), 'admitted'],
    ['with a policy of its own', { Policies: [{ PolicyDocument: start('*') }] }, undefined, 'admitted'],
    ['that may start another one', {}, start('arn:aws:states:eu-west-1:111122223333:stateMachine:other'), 'refused'],
    ['that EventBridge may not assume', { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] } }, start('*'), 'refused'],
    ['with a managed policy that no template shows', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess'] }, undefined, 'unknown'],
    ['that is denied it', {}, start('*', { Effect: 'Deny' }), 'refused'],
  ])('%s', (_, role, policy, verdict) => {
    expect(verdictOf({ target, resources: resources(role, policy) })).toBe(verdict);
  });

  test('that no template has may do anything', () => {
    expect(verdictOf({ target: { ...target, RoleArn: 'arn:aws:iam::111122223333:role/other' }, resources: resources({}) })).toBe('unknown');
  });

  test('is missing for a target that EventBridge reaches with a role only', () => {
    expect(asked({ target: { Arn: { Ref: 'Machine' } }, resources: resources({}) })).toMatchObject([{ verdict: 'refused', reason: 'the rule names no role for it' }]);
  });
});

test('a resource that no template has is admitted to only where a policy of the templates says so', () => {
  const app = new Templates([new StackTemplate({
    Resources: {
      Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: PATTERN } },
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:known', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' } },
    },
  }, ENVIRONMENT)]);
  const permissions = Permissions.in(app);
  const ask = (name: string) => permissions.ask(permissions.ruleCaller(app.rules[0]), 'lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:111122223333:function:${name}`);
  expect(ask('known').verdict).toBe('admitted');
  expect(ask('other')).toMatchObject({ verdict: 'unknown', statement: { Action: 'lambda:InvokeFunction' } });
});

test('values that are no policies make no answer and no error', () => {
  for (const document of [undefined, null, 'text', 5, [], { Statement: null }, { Statement: 'x' }, { Statement: [null, 5, {}] }, { Ref: 'P' }]) {
    const resources = {
      Queue: QUEUE, Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: document } },
    };
    expect(['unknown', 'refused']).toContain(verdictOf({ target: QUEUE_TARGET, resources }));
  }
});
