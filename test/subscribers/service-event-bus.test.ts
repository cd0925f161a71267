import { Duration, Fn, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DeliveryAlarms, DeliveryDefaults, EventBusAccess, ServiceEventBus, ServiceEventBusProps } from 'cdk-service-events';
import { everyOf } from '../support/every-of';
import { messagesOf, onlyResourceOf, resourcesOf, testStack } from '../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const BUS_ARN = 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders/a1b2c3d4e5f6g7h8i9j0k1l2m';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: ENV });
});

function propertiesOf(props: ServiceEventBusProps): any {
  new ServiceEventBus(stack, 'Bus', props);
  return onlyResourceOf(stack, 'AWS::EventsV2::EventBus').Properties;
}

function busMetricsWith(options: cloudwatch.MetricOptions) {
  const whole = new ServiceEventBus(testStack({ env: ENV }), 'Bus').metricPublishedEvents(options);
  const metrics = (Object.values(whole.usingMetrics) as cloudwatch.Metric[])
    .map(({ metricName, statistic, period, account, region }) => [metricName, statistic, period.toSeconds(), account, region]);
  return { whole, metrics };
}

describe('a Custom Event Bus', () => {
  test('keeps events for seven days, under a name made from its place', () => {
    expect(propertiesOf({})).toEqual({ Name: expect.stringMatching(/^Stack-Bus-[0-9A-F]+$/), StorageConfiguration: { RetentionPeriodInDays: 7 } });
  });

  test('stays when it is taken out of the app, unless told otherwise', () => {
    new ServiceEventBus(stack, 'Kept');
    new ServiceEventBus(stack, 'Gone', { removalPolicy: RemovalPolicy.DESTROY });
    expect(Object.values(resourcesOf(stack, 'AWS::EventsV2::EventBus')).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Delete']);
  });

  test('keeps events for as long as it is told', () => {
    expect(propertiesOf({ retention: Duration.hours(48) }).StorageConfiguration).toEqual({ RetentionPeriodInDays: 2 });
  });

  test.each([1, 365])('keeps events for %d days where it is told so', (days) => {
    expect(propertiesOf({ retention: Duration.days(days) }).StorageConfiguration).toEqual({ RetentionPeriodInDays: days });
  });

  test.each([[Duration.hours(36)], [Duration.days(0)], [Duration.days(366)]])('refuses a retention of %s', (retention) => {
    expect(() => propertiesOf({ retention })).toThrow(/^retention of event bus 'Stack\/Bus' is .*: it must be whole days, from 1 to 365\.$/);
  });

  test('accepts a retention that is known at deployment only', () => {
    expect(propertiesOf({ retention: Duration.days(Lazy.number({ produce: () => 3 })) }).StorageConfiguration).toEqual({ RetentionPeriodInDays: 3 });
  });

  test.each(['-orders', 'or ders', '', 'a'.repeat(257), 'orders/eu'])('refuses the name %j', (eventBusName) => {
    expect(() => propertiesOf({ eventBusName })).toThrow('it must have 1 to 256 letters, digits, dots, dashes and underscores');
  });

  test.each([['a'.repeat(513), '513 characters'], ['two\nlines', 'neither line breaks nor control characters']])('refuses a description that EventBridge does not take', (description, why) => {
    expect(() => propertiesOf({ description })).toThrow(why);
  });

  test.each(['Orders of the shop', 'a'.repeat(512), 'Bestellungen – größere'])('has the description %j', (description) => {
    expect(propertiesOf({ description }).Description).toBe(description);
  });

  test('has a metric in every way that its options say, whichever name CloudWatch counts it under', () => {
    const { metrics } = busMetricsWith({ statistic: 'Maximum', period: Duration.minutes(1), account: '222222222222', region: 'us-east-1' });
    expect(metrics).toEqual(Array(2).fill(['PublishEventsEntryCount', 'Maximum', 60, '222222222222', 'us-east-1']));
    expect(busMetricsWith({}).metrics).toEqual(Array(2).fill(['PublishEventsEntryCount', 'Sum', 300, undefined, undefined]));
  });

  test('has a metric with the label, color and period that it is given', () => {
    const shown = ({ label, color, period }: cloudwatch.MathExpression) => [label, color, period.toMinutes()];
    expect(shown(busMetricsWith({ label: 'Orders', color: '#ff0000', period: Duration.minutes(1) }).whole)).toEqual(['Orders', '#ff0000', 1]);
    expect(shown(busMetricsWith({}).whole)).toEqual(['PublishEventsEntryCount', undefined, 5]);
  });

  test('has alarms that fire at one event that was not taken, and at calls that stay throttled', () => {
    new ServiceEventBus(stack, 'Bus');
    const alarms = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => [
      Properties.Metrics.find(({ MetricStat }: any) => MetricStat).MetricStat.Metric.MetricName,
      Properties.ComparisonOperator, Properties.Threshold, Properties.Metrics.find(({ MetricStat }: any) => MetricStat).MetricStat.Period,
      Properties.EvaluationPeriods, Properties.DatapointsToAlarm,
    ]);
    expect(alarms).toEqual([
      ['PublishEventsFailedEntriesCount', 'GreaterThanOrEqualToThreshold', 1, 300, 1, undefined],
      ['PublishEventsApproximateThrottledCallCount', 'GreaterThanOrEqualToThreshold', 1, 900, 3, 2],
    ]);
  });

  test('has alarms on events that could not be published, counted under its ARN and under its name', () => {
    const { alarms } = new ServiceEventBus(stack, 'Bus', { eventBusName: 'orders' });
    expect(alarms).toHaveLength(2);
    const dimensions = Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
      .map(({ Properties }) => Properties.Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Metric.Dimensions ?? []));
    for (const each of everyOf(dimensions)) {
      expect(each).toEqual([{ Name: 'EventBus', Value: { 'Fn::GetAtt': [expect.any(String), 'EventBusArn'] } }, { Name: 'EventBus', Value: 'orders' }]);
    }
  });

  test('has alarms that tell those of the bus, else those of the defaults of its scope', () => {
    const [ofScope, ofBus] = ['OfScope', 'OfBus'].map((id) => new actions.SnsAction(new sns.Topic(stack, id)));
    DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [ofScope] } });
    const toldBy = (props: ServiceEventBusProps, id: string) => new ServiceEventBus(stack, id, props).alarms
      .flatMap((alarm) => stack.resolve((alarm.node.defaultChild as cloudwatch.CfnAlarm).alarmActions));
    expect(toldBy({}, 'One')).toEqual([{ Ref: expect.stringMatching(/^OfScope/) }, { Ref: expect.stringMatching(/^OfScope/) }]);
    expect(toldBy({ alarmActions: { ticket: [ofBus] } }, 'Other')).toEqual([{ Ref: expect.stringMatching(/^OfBus/) }, { Ref: expect.stringMatching(/^OfBus/) }]);
  });

  test('has the alarms of the defaults of its scope, unless it is told otherwise', () => {
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.none() });
    expect(new ServiceEventBus(stack, 'Quiet').alarms).toEqual([]);
    expect(new ServiceEventBus(stack, 'Watched', { alarms: DeliveryAlarms.perRule() }).alarms).toHaveLength(2);
  });

  test('takes alarms that are as usual, and refuses options that its alarms do not have', () => {
    expect(new ServiceEventBus(stack, 'Usual', { alarms: DeliveryAlarms.perRule() }).alarms).toHaveLength(2);
    expect(() => new ServiceEventBus(stack, 'Other', { alarms: DeliveryAlarms.perRule({ failed: { threshold: 3 } }) })).toThrow('has options, which its alarms do not have');
  });

  test('has no alarms where they are switched off', () => {
    expect(new ServiceEventBus(stack, 'Bus', { alarms: DeliveryAlarms.none() }).alarms).toEqual([]);
  });

  test('lets a publisher publish in both ways', () => {
    const role = new iam.Role(stack, 'Publisher', { assumedBy: new iam.AccountRootPrincipal() });
    new ServiceEventBus(stack, 'Bus').grantPutEvents(role);
    expect(onlyResourceOf(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement).toEqual([{
      Action: ['events:PutEvents', 'events:PutRawEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.any(String), 'EventBusArn'] },
    }]);
  });

  test('has the statements of its policy in one resource', () => {
    const bus = new ServiceEventBus(stack, 'Bus');
    for (const sid of ['First', 'Second']) {
      bus.addToResourcePolicy(new iam.PolicyStatement({
        sid, effect: iam.Effect.DENY, principals: [new iam.AccountPrincipal('222222222222')], actions: ['events:CreateEventSource'],
      }));
    }
    const { EventBusArn, PolicyDocument } = onlyResourceOf(stack, 'AWS::EventsV2::ResourcePolicy').Properties;
    expect(EventBusArn).toEqual({ 'Fn::GetAtt': [expect.any(String), 'EventBusArn'] });
    expect(PolicyDocument.Statement.map(({ Sid, Resource }: any) => [Sid, Resource])).toEqual([['First', EventBusArn], ['Second', EventBusArn]]);
  });

  test.each<[string, iam.PolicyStatementProps]>([
    ['resources', { resources: ['arn:aws:events:eu-west-1:111111111111:subscriber/*'] }],
    ['resources that it leaves out', { notResources: ['arn:aws:events:eu-west-1:111111111111:subscriber/*'] }],
  ])('leaves a statement as it is that names %s', (_what, named) => {
    const statement = new iam.PolicyStatement({ effect: iam.Effect.DENY, principals: [new iam.StarPrincipal()], actions: ['events:*'], ...named });
    const before = statement.toStatementJson();
    new ServiceEventBus(stack, 'Bus').addToResourcePolicy(statement);
    expect(onlyResourceOf(stack, 'AWS::EventsV2::ResourcePolicy').Properties.PolicyDocument.Statement).toEqual([before]);
  });

  test('says of each statement that it has it, and in what', () => {
    const bus = new ServiceEventBus(stack, 'Bus');
    const added = ['First', 'Second'].map((sid) => bus.addToResourcePolicy(new iam.PolicyStatement({
      sid, effect: iam.Effect.DENY, principals: [new iam.AccountPrincipal('222222222222')], actions: ['events:CreateEventSource'],
    })));
    const policyDependable = bus.node.findChild('Policy');
    expect(added).toEqual([{ statementAdded: true, policyDependable }, { statementAdded: true, policyDependable }]);
  });
});

describe('a bus that is shared', () => {
  test.each([
    ['PUBLISH', 'PublishOnly'], ['SUBSCRIBE', 'SubscribeOnly'], ['EVENT_SOURCES', 'EventSourceAccess'], ['FULL', 'FullAccess'],
  ] as const)('for %s has the managed permission of that kind', (access, permission) => {
    new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: EventBusAccess[access], accounts: ['222222222222'] });
    const { PermissionArns, Principals, AllowExternalPrincipals } = onlyResourceOf(stack, 'AWS::RAM::ResourceShare').Properties;
    expect(JSON.stringify(PermissionArns)).toContain(`:ram::aws:permission/AWSRAMEventBridgeEventBusV2${permission}"`);
    expect(Principals).toEqual(['222222222222']);
    expect(AllowExternalPrincipals).toBe(false);
  });

  const ORGANIZATION = 'arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5';

  test.each([
    ['an account', { accounts: ['222222222222'] }, ['222222222222']],
    ['an organization', { organizationArns: [ORGANIZATION] }, [ORGANIZATION]],
    ['one of each', { accounts: ['222222222222'], organizationArns: [ORGANIZATION] }, ['222222222222', ORGANIZATION]],
    ['an organization that is known at deployment only', { organizationArns: [Fn.importValue('Organization')] }, [{ 'Fn::ImportValue': 'Organization' }]],
  ])('with %s names whom it is with', (_what, whom, principals) => {
    new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: EventBusAccess.FULL, ...whom });
    expect(onlyResourceOf(stack, 'AWS::RAM::ResourceShare').Properties.Principals).toEqual(principals);
  });

  test('with others than the organization is so on request', () => {
    new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: EventBusAccess.FULL, accounts: ['222222222222'], allowOutsideOrganization: true });
    expect(onlyResourceOf(stack, 'AWS::RAM::ResourceShare').Properties.AllowExternalPrincipals).toBe(true);
  });

  test.each([
    [undefined, 'access of share \'Team\' of event bus \'Stack/Bus\' is undefined: use one of EventBusAccess.PUBLISH, SUBSCRIBE, EVENT_SOURCES and FULL'],
    ['FULL', 'access of share \'Team\' of event bus \'Stack/Bus\' is "FULL": use one of EventBusAccess.PUBLISH'],
  ])('for %s is refused', (access, why) => {
    expect(() => new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: access as never, accounts: ['222222222222'] })).toThrow(why);
  });

  test('with several that are no organization is refused by the first', () => {
    const share = () => new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: EventBusAccess.FULL, organizationArns: [ORGANIZATION, 'o-first', 'o-second'] });
    expect(share).toThrow("names 'o-first'");
  });

  test.each([
    [{}, 'is with nobody'],
    [{ accounts: ['22222222222'] }, 'an account id has 12 digits'],
    [{ organizationArns: ['o-a1b2c3d4e5'] }, 'give the ARN of an organization or organizational unit'],
  ])('with %j is refused', (whom, why) => {
    expect(() => new ServiceEventBus(stack, 'Bus').shareWith('Team', { access: EventBusAccess.FULL, ...whom })).toThrow(why);
  });
});

describe('a bus with a key', () => {
  test('lets EventBridge use the key for this bus only, and those it is shared with through EventBridge', () => {
    const key = new kms.Key(stack, 'Key');
    const bus = new ServiceEventBus(stack, 'Bus', { eventBusName: 'orders', encryptionKey: key });
    bus.shareWith('Team', { access: EventBusAccess.SUBSCRIBE, accounts: ['222222222222'] });
    const [, service, team] = onlyResourceOf(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
    expect(service.Principal).toEqual({ Service: 'events.amazonaws.com' });
    expect(service.Condition.StringEquals).toEqual({ 'aws:SourceAccount': '111111111111' });
    expect(JSON.stringify(service.Condition.StringLike)).toContain(':events:eu-west-1:111111111111:event-busv2/orders/*');
    expect(JSON.stringify(team.Principal)).toContain(':iam::222222222222:root');
    expect(team.Condition.StringEquals).toEqual({ 'kms:ViaService': 'events.eu-west-1.amazonaws.com' });
  });

  test.each([
    ['an organization', 'arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5', 'o-a1b2c3d4e5'],
    ['a part of an organization', 'arn:aws:organizations::111111111111:ou/o-a1b2c3d4e5/ou-ab12-cdefgh34', 'o-a1b2c3d4e5'],
    ['one that is known at deployment only', Fn.importValue('Organization'), { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::ImportValue': 'Organization' }] }] }],
  ])('lets %s use the key as well, where it is shared with it', (_what, organizationArn, id) => {
    const bus = new ServiceEventBus(stack, 'Bus', { encryptionKey: new kms.Key(stack, 'Key') });
    bus.shareWith('All', { access: EventBusAccess.SUBSCRIBE, organizationArns: [organizationArn] });
    const { Principal, Condition } = onlyResourceOf(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement[2];
    expect([Principal, Condition.StringEquals]).toEqual([{ AWS: '*' }, { 'kms:ViaService': 'events.eu-west-1.amazonaws.com', 'aws:PrincipalOrgID': id }]);
  });

  test.each<[string, (scope: Stack) => kms.IKey, string]>([
    ['of another Region', (scope) => kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'), 'is in us-east-1: a service encrypts with keys of its own Region. Use a key in eu-west-1'],
    ['that belongs to AWS', (scope) => kms.Alias.fromAliasName(scope, 'Key', 'alias/aws/events'), 'belongs to AWS'],
    ['that signs', (scope) => new kms.Key(scope, 'Key', { keySpec: kms.KeySpec.RSA_2048, keyUsage: kms.KeyUsage.SIGN_VERIFY }), 'has the keySpec RSA_2048 and the keyUsage SIGN_VERIFY: only a symmetric key encrypts for a service'],
    ['that is disabled', (scope) => new kms.Key(scope, 'Key', { enabled: false }), 'is disabled'],
  ])('%s is refused', (_what, key, why) => {
    const made = () => new ServiceEventBus(stack, 'Bus', { encryptionKey: key(stack) });
    expect(made).toThrow(`encryptionKey of event bus 'Stack/Bus' cannot be used: its key 'Stack/Key' ${why}`);
  });

  test('of another app says which statement the key needs', () => {
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab');
    new ServiceEventBus(stack, 'Bus', { encryptionKey: key });
    expect(messagesOf(stack)).toContainEqual(expect.stringContaining('It must hold this statement: {"Action":["kms:Decrypt"'));
  });
});

describe('an imported bus', () => {
  test('knows its ARN, its name and its account', () => {
    const bus = ServiceEventBus.fromEventBusArn(stack, 'Bus', BUS_ARN.replaceAll('111111111111', '333333333333'));
    expect(bus.eventBusName).toBe('orders');
    expect(bus.env.account).toBe('333333333333');
  });

  test('whose ARN is known at deployment only has the name that is in it', () => {
    const bus = ServiceEventBus.fromEventBusArn(stack, 'Bus', Fn.importValue('Bus'));
    expect(stack.resolve(bus.eventBusName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::ImportValue': 'Bus' }] }] });
  });

  test.each(['orders', 'arn:aws:events:eu-west-1:111111111111:event-bus/orders', 'arn:aws:events:eu-west-1:111111111111:event-busv2/orders'])('is refused by %s', (arn) => {
    expect(() => ServiceEventBus.fromEventBusArn(stack, 'Bus', arn)).toThrow('the ARN of a Custom Event Bus ends in an identifier that EventBridge makes');
  });
});
