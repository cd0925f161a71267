import { testing } from 'cdk-service-events';
import { Resources, ruleTo } from '../../support/found-in-templates';

const [HOME, OTHER] = ['111111111111', '222222222222'];
const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const RULE: Resources = { Rule: ruleTo(QUEUE, { EventPattern: { source: [{ exists: true }] } }) };

type Place = [account?: string, region?: string];

/** The buses that an event of a service arrives at, and what is said of it. */
function arrives(event: object, ...stacks: Place[]): [string[], string[]] {
  const tester = testing.DeliveryTester.fromTemplates(stacks.map(([account, region], at) => ({ template: { Resources: RULE }, stackName: `S${at}`, account, region })));
  const { ways, trace } = tester.deliver({ 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'detail': {}, ...event });
  return [ways.map(({ rule }) => rule.split('/')[0]), trace.split('\n').filter((line) => /taken as|appears in/.test(line)).map((line) => line.trim())];
}

describe('an event arrives at', () => {
  const call = (eventName: string, more: object = { eventSource: 'lightsail.amazonaws.com' }) =>
    ({ 'source': 'aws.lightsail', 'detail-type': 'AWS API Call via CloudTrail', 'account': HOME, 'region': 'us-east-1', 'detail': { eventName, ...more } });

  test.each<[string, object, Place[], string[], string[]]>([
    ['the bus of its account and Region', { account: HOME, region: 'eu-west-1' }, [[HOME, 'eu-west-1'], [HOME, 'eu-west-2'], [OTHER, 'eu-west-1']], ['S0'], []],
    ['the bus of its account alone', { account: HOME, region: 'eu-west-1' }, [[OTHER, 'eu-west-1'], [HOME, 'eu-west-1']], ['S1'], []],
    ['every bus of templates for any account and Region', { account: HOME, region: 'eu-west-1' }, [[], [HOME, 'eu-west-1'], [OTHER]], ['S0', 'S1'], []],
    [
      'the buses of its Region, where the app is in another account', { account: '333333333333', region: 'eu-west-1' }, [[HOME, 'eu-west-1'], [HOME, 'eu-west-2'], [OTHER, 'eu-west-1']],
      ['S0', 'S2'], ['taken as an event of 111111111111 eu-west-1, 222222222222 eu-west-1, where the rules are'],
    ],
    [
      'all buses of its account, where the app is in another Region', { account: HOME, region: 'us-east-1' }, [[HOME, 'eu-west-1'], [HOME, 'eu-west-2'], [OTHER, 'eu-west-1']],
      ['S0', 'S1'], ['taken as an event of 111111111111 eu-west-1, 111111111111 eu-west-2, where the rules are'],
    ],
    [
      'no bus, where such events are known to appear elsewhere alone', { 'source': 'aws.account', 'detail-type': 'Region Opt-In Status Change', 'account': HOME, 'region': 'us-east-1' }, [[HOME, 'eu-west-1']],
      [], ['such an event appears in us-east-1, and not in eu-west-1, where the rules are'],
    ],
    [
      'no bus, where such a call is recorded elsewhere alone',
      { 'source': 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail', 'account': HOME, 'region': 'us-east-1', 'detail': { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' } },
      [[HOME, 'eu-west-1'], [HOME, 'eu-west-2']], [], ['such an event appears in us-east-1, and not in eu-west-1, eu-west-2, where the rules are'],
    ],
    [
      'the bus in that Region, of several', { 'source': 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail', 'account': HOME, 'region': 'us-west-2', 'detail': { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' } },
      [[HOME, 'eu-west-1'], [HOME, 'us-east-1']], ['S1'], ['taken as an event of 111111111111 us-east-1, where the rules are'],
    ],
    ['no bus, where just this call is recorded elsewhere alone', call('CreateDomain'), [[HOME, 'eu-west-1']], [], ['such an event appears in us-east-1, and not in eu-west-1, where the rules are']],
    ['the bus in another Region, where other calls of the service are recorded', call('CreateInstances'), [[HOME, 'eu-west-1']], ['S0'], ['taken as an event of 111111111111 eu-west-1, where the rules are']],
    ['the bus in another Region, where the event does not say of which service the call is', call('CreateDomain', {}), [[HOME, 'eu-west-1']], ['S0'], ['taken as an event of 111111111111 eu-west-1, where the rules are']],
    ['the bus in another Region, where it has no detail', { account: HOME, region: 'us-east-1', detail: undefined }, [[HOME, 'eu-west-1']], ['S0'], ['taken as an event of 111111111111 eu-west-1, where the rules are']],
  ])('%s', (_where, event, stacks, reached, notes) => {
    expect(arrives(event, ...stacks)).toEqual([reached, notes]);
  });
});
