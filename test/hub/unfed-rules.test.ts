import { Annotations, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import {
  ApiCallRule, AwsService, EventPatternRule, SecurityEvent, SecurityRules, ServiceEventHub, ServiceEventHubProps, ServiceEventRule,
  ServiceEventSpoke, ServiceEventSpokeProps,
} from 'cdk-service-events';
import { messagesOf, testApp } from '../support/test-app';

const ACCOUNT = '111111111111';
const MEMBER = '222222222222';

interface Layout {
  /** What the hub forwards of its own account, us-east-1. */
  readonly own?: Partial<ServiceEventHubProps>;
  /** What the spoke of the other account forwards; none without. */
  readonly spoke?: Partial<ServiceEventSpokeProps>;
  readonly spokeRegion?: string;
}

/** What is said of the rules of a hub that nothing feeds. */
function unfed(make: (stack: Stack, eventBus: events.IEventBus) => void, { own, spoke, spokeRegion = 'us-east-1' }: Layout = {}): string[] {
  const app = testApp();
  const stack = new Stack(app, 'Central', { env: { account: ACCOUNT, region: 'us-east-1' } });
  const hub = new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5', ...own });
  if (spoke) {
    const member = new Stack(app, 'Member', { env: { account: MEMBER, region: spokeRegion } });
    new ServiceEventSpoke(member, 'Spoke', { hubBus: hub.bus, ...spoke });
  }
  make(stack, hub.bus);
  return messagesOf(stack).filter((text) => /hub 'Central\/Hub' waits for|Nothing in this app forwards/.test(text));
}

const macie = (stack: Stack, eventBus: events.IEventBus) => new ServiceEventRule(stack, 'Rule', { service: AwsService.MACIE, eventBus });
const createKey = (stack: Stack, eventBus: events.IEventBus) => new ApiCallRule(stack, 'Rule', { service: AwsService.KMS, operations: ['CreateKey'], eventBus });
const root = (stack: Stack, eventBus: events.IEventBus) => new SecurityRules(stack, 'Rule', { events: [SecurityEvent.ROOT_ACTIVITY], eventBus });

const WITH_CALLS = AwsService.all().filter((service) => service._apiCallPattern);

describe('a rule on a hub that nothing feeds is told what is missing', () => {
  test.each<[string, (stack: Stack, bus: events.IEventBus) => unknown, Layout, string]>([
    ['a service', macie, { own: { services: [AwsService.GUARDDUTY] } }, 'waits for events of Amazon Macie, which'],
    ['a service that only spokes forward, and other ones', macie, { spoke: { services: [AwsService.GUARDDUTY] } }, 'waits for events of Amazon Macie, which'],
    ['a service of which API calls only are forwarded', macie, { own: { apiCallsOf: [AwsService.MACIE] } }, 'waits for events of Amazon Macie, which'],
    ['API calls of a service of which events only are forwarded', (stack, eventBus) => new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'], eventBus }),
      { own: { services: [AwsService.EC2] } }, 'waits for API calls of Amazon Elastic Compute Cloud, which'],
    ['API calls of another service', createKey, { own: { apiCallsOf: [AwsService.EC2] } }, 'waits for API calls of AWS Key Management Service, which'],
    ['what the root user does anywhere', root, { own: { apiCallsOf: [AwsService.KMS] } }, /waits for API calls of \d{3} services, .* and events of AWS Management Console Sign-in, which/ as unknown as string],
    ['an account without a spoke', (stack, eventBus) => new ServiceEventRule(stack, 'Rule', { service: AwsService.GUARDDUTY, accounts: [MEMBER], eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }, `waits for events in account ${MEMBER} of Amazon GuardDuty, which`],
    ['one of two sources of a pattern', (stack, eventBus) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.guardduty', 'aws.health', 'my.app'] }, eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }, 'waits for events of AWS Health, which'],
    ['one of two branches', (stack, eventBus) => new EventPatternRule(stack, 'Rule', { eventPattern: { $or: [{ source: ['aws.guardduty'] }, { source: ['aws.health'] }] } as never, eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }, 'waits for events of AWS Health, which'],
    ['calls that do not appear where the spoke is', (stack, eventBus) => new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, operations: ['CreateUser'], eventBus }),
      { spoke: { apiCallsOf: [AwsService.IAM, AwsService.EC2] }, spokeRegion: 'eu-west-3' }, 'waits for API calls of AWS Identity and Access Management, which'],
    ['a rule by hand', (stack, eventBus) => new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.macie'] }, eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }, 'waits for events of Amazon Macie, which'],
  ])('%s', (_what, make, layout, text) => {
    expect(unfed(make, layout)).toEqual([expect.stringMatching(text)]);
  });

  test('once for the hub where the app forwards nothing at all', () => {
    const said = unfed((stack, eventBus) => [macie(stack, eventBus), new ServiceEventRule(stack, 'Other', { service: AwsService.GUARDDUTY, eventBus })]);
    expect(said).toEqual([expect.stringMatching(/Nothing in this app forwards events to hub 'Central\/Hub', and 'Central\/Rule.*' and 'Central\/Other.*' wait for events of Amazon Macie and events of Amazon GuardDuty: make a ServiceEventSpoke/)]);
  });

  test('unless it is acknowledged', () => {
    const said = unfed((stack, eventBus) => Annotations.of(macie(stack, eventBus)).acknowledgeWarning('cdk-service-events::hub-unfed'), { own: { services: [AwsService.GUARDDUTY] } });
    expect(said).toEqual([]);
  });
});

describe('a rule on a hub is fed', () => {
  test.each<[string, (stack: Stack, bus: events.IEventBus) => unknown, Layout]>([
    ['by the hub itself', macie, { own: { services: [AwsService.MACIE] } }],
    ['by a spoke', macie, { spoke: { services: [AwsService.MACIE] } }],
    ['by API calls of its service', createKey, { own: { apiCallsOf: [AwsService.KMS] } }],
    ['by all that CloudTrail delivers', root, { own: { services: [AwsService.CLOUDTRAIL_DELIVERED_EVENTS] } }],
    ['by the API calls of all services that have some, from the Regions where they appear', root,
      { own: { services: [AwsService.MANAGEMENT_CONSOLE_SIGN_IN], apiCallsOf: WITH_CALLS }, spoke: { apiCallsOf: WITH_CALLS }, spokeRegion: 'us-west-2' }],
    ['in an account by a spoke there', (stack, eventBus) => new ServiceEventRule(stack, 'Rule', { service: AwsService.MACIE, accounts: [MEMBER], eventBus }),
      { spoke: { services: [AwsService.MACIE] } }],
    ['where it is about events of the app\'s own', (stack, eventBus) => new events.Rule(stack, 'Rule', { eventPattern: { source: ['my.app'] }, eventBus }), {}],
    ['where it takes whatever comes', (stack, eventBus) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: events.Match.prefix('aws.') }, eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }],
    ['and need not be where it is switched off', (stack, eventBus) => new ServiceEventRule(stack, 'Rule', { service: AwsService.MACIE, enabled: false, eventBus }),
      { own: { services: [AwsService.GUARDDUTY] } }],
    ['by a rule of the app that is no spoke', (stack, eventBus) => [macie(stack, eventBus),
      new events.Rule(stack, 'Forward', { eventPattern: { source: ['aws.macie'] }, targets: [new targets.EventBus(eventBus)] })], {}],
  ])('%s', (_what, make, layout) => {
    expect(unfed(make, layout)).toEqual([]);
  });

  test('by the template of a spoke for a stack set', () => {
    const eventBusName = 'fed-by-template';
    ServiceEventSpoke.template(`arn:aws:events:us-east-1:${ACCOUNT}:event-bus/${eventBusName}`, { services: [AwsService.MACIE] });
    expect(unfed(macie, { own: { eventBusName } })).toEqual([]);
  });
});

test('a rule by hand whose targets a condition chooses, or only the deployment knows, is read as far as it is known', () => {
  const app = testApp();
  const stack = new Stack(app, 'Central', { env: { account: ACCOUNT, region: 'us-east-1' } });
  const hub = new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5' });
  new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'us-east-1') });
  const { eventBusName, eventBusArn } = hub.bus;
  new events.CfnRule(stack, 'Unknown', { eventPattern: { source: ['my.app'] }, eventBusName, targets: Fn.importValue('targets') as never });
  new events.CfnRule(stack, 'Forward', {
    eventPattern: { source: ['aws.macie'] }, targets: Fn.conditionIf('Condition', [{ Id: 'Hub', Arn: eventBusArn }], Fn.ref('AWS::NoValue')) as never,
  });
  macie(stack, hub.bus);
  expect(messagesOf(stack).filter((text) => text.includes('hub-unfed'))).toEqual([]);
});
