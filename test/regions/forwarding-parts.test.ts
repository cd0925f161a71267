import { App, Arn, Aws, Lazy, PermissionsBoundary, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ApiCallRule, AwsService, DeliveryDefaults, EventPatternRule, EventRegions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { RegionRow } from '../../src/catalog/region-data';
import { ElsewhereEvents } from '../../src/regions/region-coverage';
import { RegionalAlarmActions } from '../../src/regions/regional-alarm-actions';
import { RuleForwarding } from '../../src/regions/rule-forwarding';
import { placeRule } from '../../src/regions/rule-placement';
import { SupportStack, supportId } from '../../src/regions/support-stack';
import { messagesOf, queueIn, testApp } from '../support/test-app';

const ACCOUNT = '111111111111';
const HERE = { account: ACCOUNT, region: 'eu-west-1' };
const CALLS = 'AWS API Call via CloudTrail';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'S', { env: HERE });
  queueIn(stack, 'Any');
});

const forward = (id: string, operation = 'CreateUser', scope: Construct = stack) => new ApiCallRule(scope, id, {
  service: AwsService.IAM, operations: [operation], eventRegions: EventRegions.forward(),
});
const forwarder = (of = 'S', scope: Construct = app) => Template.fromStack(scope.node.findChild(`ServiceEventForwarder-${of}-us-east-1`) as Stack);
const rulesIn = (template: Template): any[] => Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);

describe('the alarms of a forwarder name the rules that it serves', () => {
  const named = () => JSON.stringify(Object.values(forwarder().findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmDescription));
  const idOf = (letter: string, length: number) => letter + 'x'.repeat(length - 'S/'.length - 1);

  test('as many as 200 characters hold, the first in any case', () => {
    const [one, other] = [idOf('A', 99), idOf('B', 99)];
    [other, one].forEach((id) => forward(id));
    expect(named()).toContain(`for S/${one}, S/${other}`);
    expect(named()).not.toContain(' more');
  });

  test('and how many more there are', () => {
    const [one, other] = [idOf('A', 99), idOf('B', 100)];
    [one, other, 'C'].forEach((id) => forward(id));
    expect(named()).toContain(`for S/${one} and 2 more`);
  });

  test('each once', () => {
    const [long] = [idOf('A', 201)];
    new EventPatternRule(stack, long, { eventPattern: { source: ['aws.iam', 'aws.organizations'], detailType: [CALLS] }, eventRegions: EventRegions.forward() });
    expect(named()).toContain(`for S/${long}`);
    expect(named()).not.toContain(' more');
  });
});

describe('a forwarder', () => {
  const pageTopic = 'arn:aws:sns:us-east-1:111111111111:page';
  const eventRegions = () => EventRegions.forward({
    alarmActions: { 'us-east-1': { page: [new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(stack, `Page${stack.node.children.length}`, pageTopic))], ticket: [] } },
  });
  const pages = () => Object.values(forwarder().findResources('AWS::CloudWatch::Alarm')).filter(({ Properties }) => (Properties.AlarmActions ?? []).includes(pageTopic)).length;
  const rule = (id: string, deliveryTypeOverride: any) => new EventPatternRule(stack, id, {
    eventPattern: { 'source': ['aws.iam'], 'detail-type': [CALLS] }, deliveryType: deliveryTypeOverride, eventRegions: eventRegions(),
  } as any);

  test('is as firm as the firmest of the events that it forwards', () => {
    rule('Guaranteed', 'GUARANTEED');
    const firm = pages();
    app = testApp();
    stack = new Stack(app, 'S', { env: HERE });
    rule('BestEffort', 'BEST_EFFORT');
    const weak = pages();
    app = testApp();
    stack = new Stack(app, 'S', { env: HERE });
    rule('BestEffort', 'BEST_EFFORT');
    rule('Guaranteed', 'GUARANTEED');
    expect([pages() === firm, firm >= weak]).toEqual([true, true]);
  });

  test('takes what is open in its source as it is, and apart by source what is not', () => {
    const open = (id: string, source: any[]) => new EventPatternRule(stack, id, { eventPattern: { source, detail: { a: [1] } }, eventRegions: EventRegions.forward({ regions: ['us-east-1'] }) });
    open('Mixed', ['aws.iam', { prefix: 'aws.s' }]);
    open('Plain', ['aws.sts', 'aws.ec2']);
    const [{ EventPattern }] = rulesIn(forwarder());
    expect(JSON.stringify(EventPattern)).toContain('{"prefix":"aws.s"}');
    expect(JSON.stringify(EventPattern)).toContain('aws.ec2');
  });

  test('has a rule of its own for what somebody wants read-only calls of, and one for the others', () => {
    forward('Reads', 'GetUser');
    new ApiCallRule(stack, 'Writes', { service: AwsService.ORGANIZATIONS, operations: ['CreateAccount'], eventRegions: EventRegions.forward() });
    forward('Creates', 'CreateUser');
    expect(rulesIn(forwarder()).map(({ State, EventPattern }) => [State, EventPattern.source]).sort()).toEqual([
      ['ENABLED', ['aws.organizations']], ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', ['aws.iam']],
    ]);
  });

  test('is acknowledged as wide, since the rules that it serves are', () => {
    new ServiceEventRule(stack, 'Wide', { service: AwsService.IAM, eventRegions: EventRegions.forward() });
    const { node } = app.node.findChild('ServiceEventForwarder-S-us-east-1');
    app.synth();
    const acknowledged = JSON.stringify(node.findAll().flatMap((child) => child.node.metadata));
    expect(acknowledged).toContain('cdk-service-events::source-alone');
    expect(acknowledged).toContain('cdk-service-events::api-call-without-event-name');
  });
});

describe('options for one of several rules', () => {
  const of = (regions: EventRegions) => [regions._forwarding?.regions, regions._isLenient];

  test('name its Regions where they name none, and are lenient', () => {
    expect(of(EventRegions.forward()._forOneOfMany(['us-east-1']))).toEqual([['us-east-1'], true]);
    expect(of(EventRegions.forward({ regions: ['us-west-2'] })._forOneOfMany(['us-east-1']))).toEqual([['us-west-2'], true]);
    expect(of(EventRegions.forward()._forOneOfMany())).toEqual([undefined, true]);
    expect(of(EventRegions.forward())).toEqual([undefined, false]);
  });

  test('keep their alarm actions, and are left alone where something else forwards', () => {
    const alarmActions = { 'us-east-1': { ticket: [] } };
    expect(EventRegions.forward({ alarmActions })._forOneOfMany(['us-east-1'])._forwarding).toEqual({ alarmActions, regions: ['us-east-1'] });
    const already = EventRegions.alreadyForwarded();
    expect(already._forOneOfMany(['us-east-1'])).toBe(already);
  });
});

describe('alarm actions of a Region', () => {
  const action = (alarmActionArn: string): cloudwatch.IAlarmAction => ({ bind: () => ({ alarmActionArn }) });
  const arnsOf = (actions: cloudwatch.IAlarmAction[] | undefined) => actions!.map((each) => each.bind(stack, undefined as any).alarmActionArn.split(':').pop());
  const [one, two, three] = ['one', 'two', 'three'].map((name) => action(`arn:aws:sns:us-east-1:111111111111:${name}`));
  const added = (...actions: any[]) => {
    const all = new RegionalAlarmActions('us-east-1');
    actions.forEach((each) => all.add(each));
    return all;
  };

  test.each([[undefined], [{}], [{ page: [], ticket: [], ok: [] }]])('are none of %j', (actions) => {
    expect(added(actions).isEmpty).toBe(true);
  });

  test.each([[{ page: [one] }], [{ ticket: [one] }], [{ ok: [one] }], [{ ok: [one], page: [two] }]])('are some of %#', (actions) => {
    expect(added(actions).isEmpty).toBe(false);
  });

  test('are those of all rules, where tickets stand in for missing pages', () => {
    const { page, ticket, ok } = added({ ticket: [one] }, { page: [two], ticket: [one, three], ok: [three] }, { ok: [three] }).all;
    expect([arnsOf(page), arnsOf(ticket), arnsOf(ok)]).toEqual([['one', 'two'], ['one', 'three'], ['three']]);
  });

  test('are of the Region, as far as that is known', () => {
    const bound = (arn: string) => () => added({ ok: [action(arn)] }).all.ok![0].bind(stack, undefined as any);
    expect(bound('arn:aws:sns:eu-west-1:111111111111:x')).toThrow('which is in eu-west-1: alarms need actions of their own Region. Name a topic of us-east-1');
    expect(bound(`arn:${Aws.PARTITION}:sns:eu-west-1:111111111111:x`)).not.toThrow();
    expect(bound('arn:aws:iam::111111111111:x')).not.toThrow();
    expect(bound('arn:aws:ssm:us-east-1:eu-west-1:x')).not.toThrow();
  });
});

describe('a support stack', () => {
  const supportFor = (onBehalfOf: Stack, suffix = 'x') => new SupportStack(onBehalfOf, 'Support', 'us-east-1', suffix, 'description');

  test('has an id of the path in its stage', () => {
    const stage = new Stage(app, 'Prod');
    const outer = new Stack(stage, 'Outer');
    expect(supportId('P', outer, 'r')).toBe('P-Outer-r');
    expect(supportId('P', new Stack(outer, 'Inner'), 'r')).toBe('P-Outer-Inner-r');
    expect(supportFor(outer).node.path).toBe('Prod/Support');
  });

  test('has a name of up to 128 characters, and a short one beyond', () => {
    const named = (length: number) => supportFor(new Stack(testApp(), 'Long', { stackName: 'n'.repeat(length) }), 'suffix').stackName;
    expect(named(121)).toBe(`${'n'.repeat(121)}-suffix`);
    expect(named(122)).toMatch(/^n{112}-[0-9a-f]{8}-suffix$/);
    expect(named(122)).toHaveLength(128);
  });

  test('is as protected as the stack that it is made for', () => {
    expect([true, false].map((terminationProtection) => supportFor(new Stack(testApp(), 'P', { terminationProtection })).terminationProtection)).toEqual([true, false]);
  });

  test('is in the account of that stack, where it is known', () => {
    expect(supportFor(stack).account).toBe(ACCOUNT);
    expect(supportFor(new Stack(testApp(), 'Agnostic')).account).toBe(Aws.ACCOUNT_ID);
  });

  test.each([
    ['an ARN', PermissionsBoundary.fromArn('arn:aws:iam::111111111111:policy/b'), 'arn:aws:iam::111111111111:policy/b'],
    ['a name', PermissionsBoundary.fromName('b'), ':policy/b'],
  ])('has the permissions boundary of that stack, given as %s', (_what, permissionsBoundary, text) => {
    forward('Rule', 'CreateUser', new Stack(app, 'Bounded', { env: HERE, permissionsBoundary }));
    expect(JSON.stringify(Object.values(forwarder('Bounded').findResources('AWS::IAM::Role'))[0].Properties.PermissionsBoundary)).toContain(text);
  });

  test('may share its name with a stack of another environment', () => {
    forward('Rule');
    queueIn(new Stack(app, 'Elsewhere', { env: { account: ACCOUNT, region: 'eu-central-1' }, stackName: 'S-forwarded-events' }), 'Any');
    expect(app.synth().stacks.filter(({ stackName }) => stackName === 'S-forwarded-events').map(({ environment }) => environment.region).sort()).toEqual(['eu-central-1', 'eu-west-1']);
  });
});

describe('from where events are forwarded', () => {
  const row = (more: Partial<RegionRow> = {}): RegionRow => ({ n: 'S', d: 'all', c: 'documented', u: 'u', r: [], ...more });
  const part = (more: Partial<ElsewhereEvents>): ElsewhereEvents => ({ source: 'aws.iam', row: row(), regions: ['us-east-1'], pattern: { source: ['aws.iam'] }, ...more });
  const some = (detail: string, more: Partial<ElsewhereEvents> = {}) => part({ row: row({ pattern: {} }), pattern: { source: ['aws.iam'], detail: { a: [detail] } } as any, ...more });

  function sentFrom(elsewhere: ElsewhereEvents[], { here = [], unknown = false, lenient = false, options = {} }: any = {}): any {
    const rule = new events.Rule(stack, 'R', { eventPattern: { source: ['aws.iam'] } });
    const forwarded = { path: 'S/R', rule: () => rule, deliveryType: () => 'BEST_EFFORT' as any };
    const bus = new RuleForwarding(rule, 'eu-west-1', { source: ['aws.iam'] }, { elsewhere, here, unknown }, options, lenient).forward(forwarded);
    return bus && Object.fromEntries(app.node.children.concat([stack]).filter(Stack.isStack).filter((each) => each.node.id.includes('Forwarder') || each === stack)
      .map((each) => [each.region, rulesIn(Template.fromStack(each)).filter(({ Targets }) => JSON.stringify(Targets ?? '').includes('event-bus')).map(({ EventPattern }) => EventPattern)]));
  }

  test('are all Regions that a part of them is in', () => {
    expect(sentFrom([part({ regions: ['us-east-1', 'us-west-2'] })])).toEqual({
      'us-east-1': [{ source: ['aws.iam'] }], 'us-west-2': [{ source: ['aws.iam'] }], 'eu-west-1': [],
    });
  });

  test('is that of the rule too, where there are some', () => {
    expect(sentFrom([part({})], { here: [{ source: ['aws.iam'], detail: { a: ['own'] } }] })).toEqual({ 'us-east-1': [{ source: ['aws.iam'] }], 'eu-west-1': [{ source: ['aws.iam'], detail: { a: ['own'] } }] });
    app = testApp();
    stack = new Stack(app, 'S', { env: HERE });
    expect(sentFrom([], { here: [{ source: ['aws.iam'] }] })).toBeUndefined();
  });

  test('is a Region once for several parts, which are sent together', () => {
    const both = JSON.stringify(sentFrom([some('x'), some('y')]));
    expect([both.includes('"x"'), both.includes('"y"')]).toEqual([true, true]);
  });

  test.each<[string, ElsewhereEvents[], boolean]>([
    ['all of the source that are sent from there', [part({}), some('x')], false],
    ['all of the source that are sent from there and elsewhere', [part({ regions: ['us-east-1', 'us-west-2'] }), some('x')], false],
    ['all of the source that are sent from elsewhere', [part({ regions: ['us-west-2'] }), some('x')], true],
    ['all of the source that are sent from only one of its Regions', [part({ regions: ['us-west-2'] }), some('x', { regions: ['us-west-2', 'us-east-1'] })], true],
    ['all of another source', [part({ source: 'aws.sts', pattern: { source: ['aws.sts'] } }), some('x')], true],
    ['what arrives otherwise', [part({ row: row({ t: true }), pattern: { 'source': ['aws.iam'], 'detail-type': [CALLS] } }), some('x', { pattern: { 'source': ['aws.iam'], 'detail-type': ['x'] } })], true],
  ])('is told of some events beside %s', (_what, elsewhere, told) => {
    expect(JSON.stringify(sentFrom(elsewhere)).includes('"x"')).toBe(told);
  });

  test('is refused where nothing is known, unless the rule is one of many', () => {
    expect(() => sentFrom([], { unknown: true })).toThrow('does not tie them to any Region');
    app = testApp();
    stack = new Stack(app, 'S', { env: HERE });
    expect(sentFrom([part({})], { unknown: true, lenient: true })).toBeUndefined();
    app = testApp();
    stack = new Stack(app, 'S', { env: HERE });
    expect(sentFrom([part({})], { lenient: true })).toBeDefined();
  });

  test('is warned of where a named Region is known to have none, and only there', () => {
    sentFrom([], { options: { regions: ['us-east-1', 'us-west-2', 'eu-west-1'] } });
    const said = messagesOf(stack).filter((text) => text.includes('do not appear'));
    expect(said.map((text) => / names (\S+),/.exec(text)![1])).toEqual(['us-west-2', 'eu-west-1']);
  });

  test('is not warned of where a named Region has some of them', () => {
    new ApiCallRule(stack, 'Sts', { service: AwsService.STS, operations: ['AssumeRole'], eventRegions: EventRegions.forward({ regions: ['us-west-2'] }) });
    expect(messagesOf(stack).filter((text) => text.includes('do not appear'))).toEqual([]);
  });

  test('is refused where the source is known at deployment only', () => {
    expect(() => new EventPatternRule(stack, 'Late', { eventPattern: { source: [Lazy.string({ produce: () => Aws.STACK_NAME })] }, eventRegions: EventRegions.forward() })).toThrow('the source of its pattern is known at deployment only');
  });
});

describe('a rule is placed', () => {
  const EVENTS = { source: ['aws.iam'] };
  const placed = (options: any, region: string | null = 'eu-west-1', pattern: any = EVENTS) => {
    const scope = new Stack(app, `P${app.node.children.length}`, { env: { account: ACCOUNT, region: region ?? undefined } });
    const rule = new events.Rule(scope, 'R', { eventPattern: pattern });
    return placeRule(rule, pattern, options(scope), { path: 'R', rule: () => rule, deliveryType: () => 'BEST_EFFORT' as any });
  };
  const busOf = (name: string) => (scope: Stack) => ({ eventBus: events.EventBus.fromEventBusName(scope, 'Bus', name) });
  const already = (of: (scope: Stack) => object = () => ({})) => (scope: Stack) => ({ ...of(scope), eventRegions: EventRegions.alreadyForwarded() });

  test('on a bus of the user, wherever the events appear', () => {
    expect([placed(busOf('own')), placed(already(busOf('own')))]).toEqual([{ eventBus: expect.objectContaining({ eventBusName: 'own' }), forwarded: false }, { eventBus: expect.anything(), forwarded: true }]);
  });

  test('on the default event bus that is named, as where none is', () => {
    expect(() => placed(busOf('default'))).toThrow('can never match in eu-west-1');
    expect(placed(already(busOf('default')))).toEqual({ eventBus: expect.objectContaining({ eventBusName: 'default' }), forwarded: true });
  });

  test('where the Region is not known, as it is', () => {
    expect(placed(() => ({}), null)).toEqual({ eventBus: undefined, forwarded: false });
    expect(placed(already(), null)).toEqual({ eventBus: undefined, forwarded: false });
  });

  test('where the events are, and where something else forwards those that are not', () => {
    expect([placed(() => ({}), 'us-east-1'), placed(already(), 'us-east-1'), placed(already(), 'eu-west-1')].map(({ forwarded }) => forwarded)).toEqual([false, false, true]);
    expect(placed(() => ({ eventRegions: EventRegions.forward() }), 'us-east-1')).toEqual({ eventBus: undefined, forwarded: false });
    expect(placed(() => ({ eventRegions: EventRegions.forward() }))).toEqual({ eventBus: expect.anything(), forwarded: true });
  });
});

describe('of events of the rule\'s own Region', () => {
  const east = (id: string) => new Stack(app, id, { env: { account: ACCOUNT, region: 'us-east-1' } });
  const signIn = (scope: Stack, id: string, options = {}, props = {}) => new ServiceEventRule(scope, id, {
    service: AwsService.SIGNIN, detailTypes: ['AWS Console Sign In via CloudTrail'], detail: { userIdentity: { type: 'Root' } }, eventRegions: EventRegions.forward(options), ...props,
  });
  const actionsIn = (scope: Stack) => Object.values(Template.fromStack(scope).findResources('AWS::CloudWatch::Alarm'))
    .filter(({ Properties }) => JSON.stringify(Properties.AlarmDescription ?? '').includes('forwarded from us-east-1')).map(({ Properties }) => Properties.AlarmActions);
  const topicOf = (scope: Stack, name: string) => new cloudwatchActions.SnsAction(sns.Topic.fromTopicArn(scope, name, Arn.format({ service: 'sns', resource: name, partition: 'aws', region: 'us-east-1', account: ACCOUNT })));

  test('the alarms have the actions that are named for the Region, else those of the rule, else those of the defaults', () => {
    const [named, own, usual] = ['Named', 'Own', 'Usual'].map(east);
    DeliveryDefaults.of(usual).set({ alarmActions: { ticket: [topicOf(usual, 'usual')] } });
    signIn(usual, 'Rule');
    signIn(own, 'Rule', {}, { delivery: { alarmActions: { ticket: [topicOf(own, 'own')] } } });
    signIn(named, 'Rule', { alarmActions: { 'us-east-1': { ticket: [topicOf(named, 'named')] } } }, { delivery: { alarmActions: { ticket: [topicOf(named, 'own')] } } });
    const arns = [named, own, usual].map((scope) => [...new Set(actionsIn(scope).flat())]);
    expect(arns).toEqual(['named', 'own', 'usual'].map((name) => [`arn:aws:sns:us-east-1:${ACCOUNT}:${name}`]));
  });

  test('one forwarder serves all rules of a stack', () => {
    const scope = east('East');
    signIn(scope, 'One');
    signIn(scope, 'Two');
    expect(scope.node.findAll().filter(({ node }) => node.id === 'ServiceEventForwarder')).toHaveLength(1);
    expect(rulesIn(Template.fromStack(scope)).filter(({ EventBusName }) => EventBusName === undefined)).toHaveLength(1);
  });
});
