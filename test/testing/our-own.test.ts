import { App, Environment } from 'aws-cdk-lib';
import { AwsService, testing } from 'cdk-service-events';
import { AccountWatchStack, AlarmTopicStack } from '../../examples/typescript/account-watch-stack';
import { CentralStack, MemberStack } from '../../examples/typescript/hub-stacks';
import { OperationsStack } from '../../examples/typescript/operations-stack';
import { RecoveryStack } from '../../examples/typescript/recovery-stack';
import { SecurityStack } from '../../examples/typescript/security-stack';
import { WatchStack } from '../../examples/typescript/watch-stack';
import { testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, Fault } = testing;
const ENV = { account: '111111111111', region: 'us-east-1' };

function accountWatch(app: App, env: Environment = ENV): void {
  const alarmActions = Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
    [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { ...env, region } }).alarmActions]));
  new AccountWatchStack(app, 'AccountWatch', { env: { ...env, region: 'eu-west-1' }, alarmActions });
}

function hub(app: App): void {
  const central = new CentralStack(app, 'Central', { env: ENV });
  for (const account of ['222222222222', '333333333333']) {
    new MemberStack(app, `Member-${account}`, { env: { ...ENV, account }, hubBus: central.hub.bus });
  }
}

const APPS: [name: string, make: (app: App) => void][] = [
  ['operations', (app) => void new OperationsStack(app, 'Operations', { env: ENV })],
  ['events forwarded between Regions', accountWatch],
  ['a hub and its spokes', hub],
  ['recovery', (app) => void new RecoveryStack(app, 'Recovery', { env: ENV })],
  ['security', (app) => void new SecurityStack(app, 'Security', { env: ENV })],
  ['app, which the demo synthesizes without an account,', (app) => {
    new OperationsStack(app, 'Operations', { env: { region: ENV.region } });
    accountWatch(app, { region: ENV.region });
  }],
];

function testerOf(make: (app: App) => void): testing.DeliveryTester {
  const app = testApp();
  make(app);
  return DeliveryTester.fromApp(app);
}

test.each(APPS)('no event of the example %s is lost in silence, whatever single thing breaks', (_, make) => {
  expect(() => testerOf(make).expectNothingLost()).not.toThrow();
});

test('no event of the small example is lost; it has no alarm actions, so that nobody is told', () => {
  const tester = testerOf((app) => void new WatchStack(app, 'Watch', { env: ENV }));
  expect(() => tester.expectNothingLost({ alarms: false })).not.toThrow();
  expect(() => tester.expectNothingLost()).toThrow('nobody is told');
});

test('an event of a member account comes to the rule of the central one through the hub', () => {
  const sample = testing.SampleEvents.of(AwsService.GUARDDUTY, 'GuardDuty Finding', { account: '222222222222' });
  const { end, ways } = testerOf(hub).deliver(sample);
  expect(end).toBe(EventEnd.DELIVERED);
  expect(ways.map(({ rule, eventBuses, target }) => [rule, eventBuses, target])).toEqual([
    ['Member-222222222222/Spoke/Forward/Events1', ['default'], 'Central/Hub/Bus'],
    ['Central/Finding', ['default', 'Central/Hub/Bus'], 'Central/Work'],
  ]);
});

test('an event that is forwarded waits while the other Region is cut off', () => {
  const tester = testerOf(accountWatch);
  const sample = testing.SampleEvents.apiCall(AwsService.IAM, 'CreateAccessKey', { account: ENV.account });
  const { ways } = tester.deliver(sample, { faults: [Fault.regionIsCutOff({ of: 'eu-west-1' })] });
  expect(ways).toHaveLength(1);
  expect(ways[0]).toMatchObject({ end: EventEnd.DEAD_LETTERED, errorCode: 'CROSS_REGION_INGESTION_FAILED', attempts: 186, isTold: true });
  expect(tester.deliver(sample).ways.map(({ target }) => target)).toContain('AccountWatch/Team');
});
