import { App, Environment, Stack, Stage } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, ServiceEventDashboard, ServiceEventHub, ServiceEventRule, Trails } from 'cdk-service-events';
import { Construct } from 'constructs';
import { queueIn, testApp } from '../support/test-app';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const ruleIn = (stack: Stack, ruleName?: string) =>
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, ruleName, targets: [new targets.SqsQueue(queueIn(stack))] });

const NAMED: Record<string, (stack: Stack) => void> = {
  'a rule': (stack) => ruleIn(stack, 'jobs'),
  'a dashboard': (stack) => {
    ruleIn(stack);
    new ServiceEventDashboard(stack, 'Dashboard', { dashboardName: 'jobs', rulesOf: stack });
  },
  'a hub': (stack) => new ServiceEventHub(stack, 'Hub', { organizationId: 'o-a1b2c3d4e5' }),
  'a trail': (stack) => Trails.of(stack).create({ trailName: 'jobs' }),
};

interface Said {
  readonly error?: string;
  readonly warnings: number;
}

/** What is said of two things of one name in two stacks. */
function saidOf(make: (stack: Stack) => void, scopes: [Construct, Construct], envs: [Environment?, Environment?]): Said {
  try {
    scopes.forEach((scope, at) => make(new Stack(scope, `Stack${at}`, { env: envs[at] })));
    const { stacksRecursively: stacks } = (scopes[0].node.root as App).synth();
    const messages = stacks.flatMap((stack) => stack.messages).map(({ entry }) => String(entry.data));
    return { warnings: messages.filter((message) => message.includes('cdk-service-events::same-name')).length };
  } catch (error) {
    return { error: (error as Error).message, warnings: 0 };
  }
}

describe.each(Object.entries(NAMED))('of two names of %s', (what, make) => {
  let app: App;
  beforeEach(() => {
    app = testApp();
  });

  test('in one account and Region, the second is refused', () => {
    expect(saidOf(make, [app, app], [HERE, HERE]).error).toMatch(/give (it another|one of them another|the hub another)/);
  });

  test.each<[string, [Environment?, Environment?]]>([
    ['both', [undefined, undefined]],
    ['the first', [undefined, HERE]],
    ['the account of the second', [HERE, { region: HERE.region }]],
  ])('it is warned of once where it is not known where %s goes', (_which, envs) => {
    expect(saidOf(make, [app, app], envs)).toEqual({ warnings: 1 });
  });

  test.each<[string, [Environment?, Environment?]]>([
    ['accounts', [HERE, { ...HERE, account: '444455556666' }]],
    ['Regions', [HERE, { ...HERE, region: 'us-east-1' }]],
    ['Regions of unknown accounts', [{ region: 'eu-west-1' }, { region: 'us-east-1' }]],
  ])('nothing is said in different %s', (which, envs) => {
    // The name of a dashboard is known in all Regions of its account.
    const isRefused = what === 'a dashboard' && which === 'Regions';
    expect(saidOf(make, [app, app], envs)).toEqual(isRefused ? { error: expect.stringContaining('dashboardName'), warnings: 0 } : { warnings: 0 });
  });

  test('nothing is said in stages, which are deployed apart', () => {
    expect(saidOf(make, [new Stage(app, 'Test'), new Stage(app, 'Production')], [undefined, undefined])).toEqual({ warnings: 0 });
  });
});

test('each of several names is held against the first', () => {
  const refused = (envs: (Environment | undefined)[]) => {
    const app = testApp();
    const stacks = envs.map((env, at) => new Stack(app, `Stack${at}`, { env }));
    const rules = stacks.map((stack) => ruleIn(stack, 'jobs'));
    return [
      rules.map((rule) => rule.node.findAll().flatMap(({ node }) => node.validate())),
      rules.map((rule) => rule.node.findAll().flatMap(({ node }) => node.metadata).map(({ data }) => String(data)).filter((text) => text.includes('same-name'))),
    ];
  };
  const against = (text: string) => [expect.stringContaining(text)];
  expect(refused([HERE, HERE, HERE])[0]).toEqual([[], against("and rule 'Stack0/Rule"), against("and rule 'Stack0/Rule")]);
  expect(refused([undefined, undefined, undefined])[1]).toEqual([[], against("and rule 'Stack0/Rule"), against("and rule 'Stack0/Rule")]);
});
