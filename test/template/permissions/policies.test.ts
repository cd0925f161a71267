import { FUNCTION_ARGUMENTS } from '../../../src/template/function-arguments';
import { FunctionResources } from '../../../src/template/permissions/function-resources';
import { HeldStatements } from '../../../src/template/permissions/held-statements';
import { Permissions } from '../../../src/template/permissions/permissions';
import { ResourcePolicies } from '../../../src/template/permissions/resource-policies';
import { RolePolicies } from '../../../src/template/permissions/role-policies';
import { statementsOf } from '../../../src/template/permissions/statements-of';
import { WrittenTexts } from '../../../src/template/permissions/written-texts';
import { StackTemplate } from '../../../src/template/stack-template';
import { Templates } from '../../../src/template/templates';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ENV = { path: 'S', account: '111111111111', region: 'eu-west-1' };
const appOf = (Resources: object, origin: object = ENV, more: object = {}) => new Templates([new StackTemplate({ Resources, ...more }, origin)]);
const documentOf = (...Sid: string[]) => ({ Statement: Sid.map((id) => ({ Sid: id })) });
const sidsOf = (held: Iterable<{ statement: any }>) => [...held].map(({ statement }) => statement?.Sid);

describe('the policies of a role', () => {
  const of = (role: object, others: object = {}, type = 'AWS::IAM::Role') => {
    const app = appOf({ Role: { Type: type, Properties: role }, ...others });
    const policies = new RolePolicies(app);
    const { statements, incomplete } = policies.of(app.resourcesOf(type)[0]);
    return [sidsOf(statements), incomplete];
  };
  const policy = (Properties: object, Type = 'AWS::IAM::Policy') => ({ P: { Type, Properties: { PolicyDocument: documentOf('p'), ...Properties } } });

  test.each<[object, object, unknown[]]>([
    [{}, {}, [[], undefined]],
    [{ Policies: [{ PolicyDocument: documentOf('a', 'b') }, {}, null] }, {}, [['a', 'b', undefined, undefined], undefined]],
    [{}, policy({ Roles: [{ Ref: 'Role' }] }), [['p'], undefined]], [{ RoleName: 'named' }, policy({ Roles: ['other', 'named'] }), [['p'], undefined]], [{ RoleName: 'named' }, policy({ Roles: ['other'] }), [[], undefined]],
    [{}, policy({ Roles: [{ 'Fn::ImportValue': 'x' }] }), [[], undefined]], [{}, policy({}), [[], undefined]],
    [{}, policy({ RoleName: { Ref: 'Role' } }, 'AWS::IAM::RolePolicy'), [['p'], undefined]], [{}, policy({ Roles: { Ref: 'Role' } }, 'AWS::IAM::ManagedPolicy'), [['p'], undefined]],
    [{ ManagedPolicyArns: [{ Ref: 'P' }] }, policy({}, 'AWS::IAM::ManagedPolicy'), [['p'], undefined]],
    [{ ManagedPolicyArns: [{ Ref: 'P' }, 'arn:x'], PermissionsBoundary: 'arn:b' }, policy({}, 'AWS::IAM::ManagedPolicy'), [['p'], 'it has managed policies that the templates do not show']],
    [{ PermissionsBoundary: 'arn:b' }, {}, [[], 'it has a permissions boundary']],
    [{ Policies: { 'Fn::If': [] } }, {}, [[], 'its policies are known at deployment only']], [{ ManagedPolicyArns: { 'Fn::If': [] } }, {}, [[], 'its policies are known at deployment only']],
    [{ Policies: [{ PolicyDocument: documentOf('a') }] }, { ...policy({ Roles: [{ Ref: 'Role' }] }), Q: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: documentOf('q') } } }, [['a', 'p', 'q'], undefined]],
  ])('that is %j, beside %j, say %j', (role, others, said) => {
    expect(of(role, others)).toEqual(said);
  });

  test.each<[string, string | undefined, string | undefined, unknown[]]>([
    ['in its own template, not in one for another account', '111111111111', '222222222222', [['p'], []]],
    ['in its own template, not in another one for its account', '111111111111', '111111111111', [['p'], []]],
    ['in its own template, where no account is known', undefined, undefined, [['p'], []]],
  ])('that has a name are those %s', (_where, account, elsewhere, said) => {
    const role = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'named' } } };
    const app = new Templates([
      new StackTemplate({ Resources: { ...role, ...policy({ Roles: ['named'] }) } }, { path: 'One', account, region: 'eu-west-1' }),
      new StackTemplate({ Resources: role }, { path: 'Two', account: elsewhere, region: 'eu-west-1' }),
    ]);
    const policies = new RolePolicies(app);
    expect(app.resourcesOf('AWS::IAM::Role').map((one) => sidsOf(policies.of(one).statements))).toEqual(said);
  });

  test.each<[string, string | undefined, string | undefined, string[]]>([
    ['which are of the same account', '111111111111', '111111111111', ['p']],
    ['which may be of the same account', '111111111111', undefined, ['p']],
    ['which may be of the same account, whatever is known', undefined, '111111111111', ['p']],
    ['but not of another account', '111111111111', '222222222222', []],
  ])('that has a name can stand in another template, %s', (_which, account, elsewhere, said) => {
    const app = new Templates([
      new StackTemplate({ Resources: policy({ Roles: ['named'] }) }, { path: 'One', account, region: 'eu-west-1' }),
      new StackTemplate({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'named' } } } }, { path: 'Two', account: elsewhere, region: 'eu-west-1' }),
    ]);
    expect(sidsOf(new RolePolicies(app).of(app.resourcesOf('AWS::IAM::Role')[0]).statements)).toEqual(said);
  });

  test('are not known of what is no role', () => {
    expect(of({}, {}, 'AWS::IAM::User')).toEqual([[], 'its policies are known at deployment only']);
  });
});

test.each<[unknown, unknown[]]>([[{ Statement: { a: 1 } }, [{ a: 1 }]], [{ Statement: [1, 2] }, [1, 2]], [{ Statement: { Ref: 'x' } }, [undefined]], [undefined, [undefined]], [{}, [undefined]]])('the statements of %j are %j', (document, statements) => {
  expect(statementsOf(document)).toEqual(statements);
});

describe('the statements on a resource', () => {
  const on = (id: string, Resources: any, origin: object = ENV) => {
    const app = appOf(Resources, origin);
    const texts = new WrittenTexts(app.references);
    const policies = new ResourcePolicies(app, texts, new FunctionResources(app, texts));
    const resource = app.stacks[0].resources.get(id) ?? id;
    const { denials } = policies.on(resource);
    return [...denials, ...policies.on(resource).allowancesFor(undefined)].map(({ statement }) => statement);
  };
  const attached = (Type: string, property: string, value: unknown) => ({ P: { Type, Properties: { [property]: value, PolicyDocument: documentOf('p') } } });

  test.each<[string, string, string, unknown]>([
    ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Queues', [{ Ref: 'It' }]], ['AWS::SQS::Queue', 'AWS::SQS::QueueInlinePolicy', 'Queue', { Ref: 'It' }], ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'Topics', [{ Ref: 'It' }]],
    ['AWS::SNS::Topic', 'AWS::SNS::TopicInlinePolicy', 'TopicArn', { Ref: 'It' }],
  ])('of type %s are those of an %s', (type, policy, property, value) => {
    expect(on('It', { It: { Type: type }, ...attached(policy, property, value) })).toEqual([{ Sid: 'p' }]);
    expect(on('It', { It: { Type: type }, ...attached(policy, property, undefined) })).toEqual([]);
  });

  test('that no template has are those that name it', () => {
    expect(on('https://x/q', attached('AWS::SQS::QueuePolicy', 'Queues', ['https://x/q', 'other']))).toEqual([{ Sid: 'p' }]);
    expect(on('nothing', attached('AWS::SQS::QueuePolicy', 'Queues', ['https://x/q']))).toEqual([]);
  });

  test.each([['AWS::KMS::Key', 'KeyPolicy'], ['AWS::Events::EventBus', 'Policy']])('of type %s are those of its %s', (type, property) => {
    expect(on('It', { It: { Type: type, Properties: { [property]: documentOf('own') } } })).toEqual([{ Sid: 'own' }]);
    expect(on('It', { It: { Type: type } })).toEqual([]);
  });

  test.each<[object, object]>([
    [{ Principal: 'events.amazonaws.com' }, { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'a' }], [{ Principal: '*' }, { Effect: 'Allow', Principal: '*', Action: 'a' }],
    [{ Principal: 'p', SourceArn: 'arn' }, { Effect: 'Allow', Principal: { Service: 'p' }, Action: 'a', Condition: { ArnLike: { 'aws:SourceArn': 'arn' } } }],
    [{ Principal: 'p', SourceAccount: '1' }, { Effect: 'Allow', Principal: { Service: 'p' }, Action: 'a', Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }],
    [{ Principal: 'p', SourceArn: 'arn', SourceAccount: '1' }, { Effect: 'Allow', Principal: { Service: 'p' }, Action: 'a', Condition: { ArnLike: { 'aws:SourceArn': 'arn' }, StringEquals: { 'aws:SourceAccount': '1' } } }],
  ])('of a function are those of its permissions: %j', (permission, statement) => {
    expect(on('It', { It: { Type: 'AWS::Lambda::Function' }, P: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'It' }, Action: 'a', ...permission } } })).toStrictEqual([statement]);
    expect(on('named', { P: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'named', Action: 'a', ...permission } }, Q: { Type: 'AWS::Lambda::Permission', Properties: {} } })).toStrictEqual([statement]);
  });

  test('of a bus are those of its policies, which name it', () => {
    const bus = { It: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } } };
    const policy = (Properties: object) => ({ P: { Type: 'AWS::Events::EventBusPolicy', Properties } });
    expect(on('It', { ...bus, ...policy({ EventBusName: 'own', Statement: { Sid: 'p' } }) })).toEqual([{ Sid: 'p' }]);
    expect(on('It', { ...bus, ...policy({ EventBusName: { Ref: 'It' }, Principal: '1', Action: 'a' }) })).toEqual([{ Effect: 'Allow', Principal: { AWS: '1' }, Action: 'a' }]);
    expect(on('It', { ...bus, ...policy({ EventBusName: 'other', Statement: { Sid: 'p' } }) })).toEqual([]);
  });

  test('of a log group are those of the account', () => {
    const group = { It: { Type: 'AWS::Logs::LogGroup' }, Other: { Type: 'AWS::SNS::Topic' } };
    const policy = (PolicyDocument: unknown) => ({ ...group, P: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument } } });
    expect([on('It', policy(JSON.stringify(documentOf('p')))), on('Other', policy(JSON.stringify(documentOf('p')))), on('It', policy(documentOf('p')))]).toEqual([[{ Sid: 'p' }], [], [{ Sid: 'p' }]]);
    expect([on('It', policy('{')), on('It', policy({ Ref: 'P' })), on('It', policy(undefined))]).toEqual(Array(3).fill([undefined]));
    expect(on('It', policy({ 'Fn::Join': ['', ['{"Statement":[{"Resource":["', arnOf('It'), '"]}]}']] }))).toEqual([{ Resource: [expect.stringContaining('\u0000')] }]);
    const custom = { ...group, P: { Type: 'Custom::CloudwatchLogResourcePolicy', Properties: { Create: JSON.stringify({ parameters: { policyDocument: JSON.stringify(documentOf('c')) } }) } } };
    expect(on('It', custom)).toEqual([{ Sid: 'c' }]);
  });
});

describe('of the statements on a resource', () => {
  const { texts } = Permissions.in(appOf({}));
  const owner: any = { stack: new StackTemplate({}, ENV) };
  const naming = (Sid: string, arn?: unknown, key = 'aws:SourceArn') => ({ owner, statement: { Sid, Effect: 'Allow', ...arn !== undefined && { Condition: { ArnEquals: { [key]: arn }, Other: 'x', None: null } } } });
  const held = new HeldStatements([naming('a'), naming('b', 'arn:b'), naming('c', ['arn:b', 'arn:c'], 'AWS:sourceArn'), { owner, statement: { Sid: 'd', Effect: 'Deny' } }, { owner, statement: undefined }, naming('e', 'arn:b', 'aws:Other')], texts);

  test('those come first that name who asks, and each comes once', () => {
    expect(sidsOf(held.allowancesFor('arn:b'))).toEqual(['b', 'c', 'a', undefined, 'e']);
    expect(sidsOf(held.allowancesFor('arn:c'))).toEqual(['c', 'a', 'b', undefined, 'e']);
    expect(sidsOf(held.allowancesFor('arn:x'))).toEqual(['a', 'b', 'c', undefined, 'e']);
    expect(sidsOf(held.allowancesFor(undefined))).toEqual(['a', 'b', 'c', undefined, 'e']);
    expect(sidsOf(new HeldStatements([naming('a'), naming('b', 'arn:b')], texts).allowancesFor('arn:b'))).toEqual(['b', 'a']);
    expect(sidsOf(held.denials)).toEqual(['d']);
  });
});

describe('a text as it will be', () => {
  const stack = new StackTemplate({ Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Named: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } } }, Parameters: { P: { Type: 'String' }, L: { Type: 'CommaDelimitedList' } } }, { ...ENV, stackName: 'name' });
  const texts = new WrittenTexts(new Templates([stack]).references);

  test.each<[unknown, string | undefined]>([
    [undefined, undefined], [null, undefined], ['x', 'x'], [7, '7'], [[1], undefined], [{ a: 1 }, undefined], [arnOf('Named'), 'arn:aws:sqs:eu-west-1:111111111111:q'], [{ Ref: 'Named' }, 'https://sqs.eu-west-1.amazonaws.com/111111111111/q'],
    [{ Ref: 'AWS::Partition' }, 'aws'], [{ Ref: 'AWS::Region' }, 'eu-west-1'], [{ Ref: 'AWS::AccountId' }, '111111111111'], [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'], [{ Ref: 'AWS::StackName' }, 'name'], [{ Ref: 'L' }, undefined],
    [{ Ref: 'P' }, '\u0000S.P\u0000'], [{ 'Fn::ImportValue': 'x' }, '\u0000imported.x\u0000'], [{ Ref: 'AWS::StackId' }, '\u0000S.AWS||StackId\u0000'], [arnOf('Missing'), '\u0000S.Missing.Arn\u0000'],
    [arnOf('Queue'), 'arn:aws:sqs:eu-west-1:111111111111:\u0000=S.Queue\u0000'],
  ])('of %j is %p', (value, text) => {
    expect(texts.textOf(value, stack)).toBe(text);
  });

  test('is open where the environment is not known', () => {
    const agnostic = new StackTemplate({ Resources: {} }, { path: 'T' });
    const open = new WrittenTexts(new Templates([agnostic]).references);
    expect(['Partition', 'Region', 'AccountId', 'URLSuffix', 'StackName'].map((name) => open.textOf({ Ref: `AWS::${name}` }, agnostic))).toEqual(['${Partition}', '${Region}', '${AccountId}', '${URLSuffix}', '\u0000T.AWS||StackName\u0000']);
  });
});

describe('the arguments of a function', () => {
  test.each<[string, unknown, boolean]>([
    ['Ref', 'a', true], ['Ref', 7, false], ['Fn::GetAtt', 'a.b', true], ['Fn::GetAtt', ['a', 'b'], true], ['Fn::GetAtt', ['a'], false], ['Fn::GetAtt', [7, 'b'], false], ['Fn::GetAtt', {}, false],
    ['Fn::Sub', 'a', true], ['Fn::Sub', ['a'], true], ['Fn::Sub', ['a', {}], true], ['Fn::Sub', ['a', 'b'], false], ['Fn::Sub', [7, {}], false], ['Fn::Sub', [7], false], ['Fn::Sub', {}, false], ['Fn::Sub', [], false],
    ['Fn::Join', ['', []], true], ['Fn::Join', ['', {}], true], ['Fn::Join', ['', 'x'], false], ['Fn::Join', [7, []], false], ['Fn::Join', ['', [], 1], false], ['Fn::Join', 'x', false],
    ['Fn::Select', [0, []], true], ['Fn::Select', [0, {}], true], ['Fn::Select', [0, 'x'], false], ['Fn::Select', [0], false], ['Fn::Select', 'xy', false], ['Fn::Split', ['', 'x'], true], ['Fn::Split', [''], false], ['Fn::Split', 'xy', false],
    ['Fn::If', ['C', 1, 2], true], ['Fn::If', ['C', 1], false], ['Fn::If', [{}, 1, 2], false], ['Fn::If', 'abc', false], ['Fn::FindInMap', ['a', 'b', 'c'], true], ['Fn::FindInMap', ['a', 'b', 'c', {}], true], ['Fn::FindInMap', ['a', 'b'], false], ['Fn::FindInMap', 'abc', false],
    ...['And', 'Or', 'Not', 'Equals'].flatMap((name): [string, unknown, boolean][] => [[`Fn::${name}`, [], true], [`Fn::${name}`, {}, false]]),
  ])('%s may be %j: %p', (name, given, fits) => {
    expect(FUNCTION_ARGUMENTS[name].fits(given)).toBe(fits);
  });
});

describe('a role may', () => {
  const ACTION = 'sqs:SendMessage';
  const own = (Effect: string, more: object = {}) => ({ Effect, Action: ACTION, Resource: arnOf('Queue'), ...more });
  const ofQueue = (Effect: string, more: object = {}) => own(Effect, { Principal: { AWS: arnOf('Role') }, ...more });
  const LATE = { Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } };

  function asked(role: object | undefined, ofRole: object[], onQueue: unknown[]): [string, string] {
    const app = appOf({
      Queue: { Type: 'AWS::SQS::Queue' },
      P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: onQueue } } },
      ...role && { Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: ofRole } }], ...role } } },
    });
    const permissions = Permissions.in(app);
    const [queue] = app.resourcesOf('AWS::SQS::Queue');
    const { verdict, reason } = permissions.ask(permissions.roleCaller(arnOf('Role'), queue, app), ACTION, queue);
    return [verdict, reason];
  }

  test.each<[object | undefined, object[], unknown[], string, string]>([
    [{}, [own('Allow')], [], 'admitted', 'a statement allows sqs:SendMessage'],
    [{}, [], [ofQueue('Allow')], 'admitted', "a policy of 'S/Queue' allows sqs:SendMessage"],
    [{}, [], [], 'refused', "role 'S/Role' may not do sqs:SendMessage"],
    [{}, [own('Allow')], [ofQueue('Deny')], 'refused', "a policy of 'S/Queue' denies sqs:SendMessage"],
    [{}, [own('Deny')], [ofQueue('Allow')], 'refused', 'a statement denies sqs:SendMessage'],
    [{}, [], [ofQueue('Deny', { Action: 'sqs:Other' })], 'refused', "role 'S/Role' may not do sqs:SendMessage"],
    [{}, [own('Allow')], [ofQueue('Deny', LATE)], 'admitted', 'a statement allows sqs:SendMessage'],
    [{}, [own('Allow', LATE)], [], 'unknown', 'a statement cannot be judged before the deployment'],
    [{}, [], [ofQueue('Allow', LATE)], 'unknown', 'a statement cannot be judged before the deployment'],
    [{}, [own('Allow'), own('Deny', LATE)], [], 'unknown', 'a statement cannot be judged before the deployment'],
    [{}, [], [{ Principal: { AWS: arnOf('Role') }, Action: ACTION, Resource: '*' }], 'refused', "role 'S/Role' may not do sqs:SendMessage"],
    [{ PermissionsBoundary: 'arn:b' }, [own('Allow')], [], 'unknown', 'it has a permissions boundary'],
    [undefined, [], [ofQueue('Allow')], 'unknown', 'its role is in none of the templates'],
  ])('%j with %j on a queue with %j: %s, since %s', (role, ofRole, onQueue, verdict, reason) => {
    expect(asked(role, ofRole, onQueue)).toEqual([verdict, reason]);
  });
});
