import { App, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, DeliveryDefaults, ServiceEventRule, ServiceEventRuleProps } from 'cdk-service-events';
import { Construct } from 'constructs';
import { queueIn, testApp } from '../support/test-app';

function ruleIn(scope: Construct, id: string, props: Partial<ServiceEventRuleProps> = {}): ServiceEventRule {
  return new ServiceEventRule(scope, id, { service: AwsService.EC2, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))], ...props });
}

/** What all stages of an app say under an id. */
function said(app: App, id: string): string[] {
  const assembly = app.synth();
  const stacks = [...assembly.stacks, ...assembly.nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks)];
  return stacks.flatMap(({ messages }) => messages).map(({ entry }) => entry.data as string).filter((text) => text.includes(`[ack: ${id}]`));
}

const MISSING = 'cdk-service-events::events-can-go-missing';
const ACTIONLESS = 'cdk-service-events::alarms-without-action';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

describe('that events can go missing before EventBridge', () => {
  test('is said once for the app, naming the rules', () => {
    ruleIn(stack, 'One');
    ruleIn(new Stack(app, 'Other'), 'Two', { service: AwsService.IAM });
    const notices = said(app, MISSING);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('2 rules (Stack/One, Other/Two) are on events');
  });

  test('is said once for all stages', () => {
    app = testApp();
    for (const id of ['Beta', 'Prod']) {
      ruleIn(new Stack(new Stage(app, id), 'Stack'), 'Rule');
    }
    const notices = said(app, MISSING);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('2 rules (Beta/Stack/Rule, Prod/Stack/Rule)');
  });

  test('names only what is new in a stage that is synthesized after another', () => {
    app = testApp();
    const texts = ['Beta', 'Prod'].map((id) => {
      const stage = new Stage(app, id);
      ruleIn(new Stack(stage, 'Stack'), `${id}Rule`);
      return stage.synth().stacks.flatMap(({ messages }) => messages).map(({ entry }) => entry.data as string).filter((text) => text.includes(`[ack: ${MISSING}]`));
    });
    expect(texts.map(({ length }) => length)).toEqual([1, 1]);
    expect(texts[0][0]).toContain('Beta/Stack/BetaRule');
    expect(texts[1][0]).toContain('Prod/Stack/ProdRule');
    expect(texts[1][0]).not.toContain('BetaRule');
  });

  test.each([[1, '1 rule (Stack/Rule1) '], [2, '2 rules (Stack/Rule1, Stack/Rule2) '], [3, '3 rules (Stack/Rule1, Stack/Rule2, Stack/Rule3) '], [4, '4 rules (Stack/Rule1, Stack/Rule2, Stack/Rule3 and 1 more) ']])('names %d rules', (count, text) => {
    for (let n = 1; n <= count; n++) {
      ruleIn(stack, `Rule${n}`);
    }
    expect(said(app, MISSING)[0]).toContain(text);
  });

  test('names three rules and counts all of them', () => {
    for (let n = 1; n <= 12; n++) {
      ruleIn(stack, `Rule${n}`);
    }
    expect(said(app, MISSING)[0]).toContain('12 rules (Stack/Rule1, Stack/Rule2, Stack/Rule3 and 9 more) are');
  });

  test.each<[string, Partial<ServiceEventRuleProps>]>([
    ['guaranteed', { service: AwsService.BATCH }],
    ['watched for silence', { delivery: { expectEvery: Duration.days(1) } }],
    ['inactive', { enabled: false }],
  ])('is not said of a rule that is %s', (_what, props) => {
    ruleIn(stack, 'Rule', props);
    expect(said(app, MISSING)).toEqual([]);
  });

  test('is not said of a rule that is reconciled', () => {
    const target = new targets.SqsQueue(queueIn(stack, 'Sweep'));
    ruleIn(stack, 'Rule', { delivery: { reconcile: { schedule: events.Schedule.rate(Duration.days(1)), target } } });
    expect(said(app, MISSING)).toEqual([]);
  });

  test('can be acknowledged for one rule, and is said of the others', () => {
    Validations.of(ruleIn(stack, 'One')).acknowledge({ id: MISSING, reason: 'a cache is refreshed, nothing else' });
    ruleIn(stack, 'Two');
    expect(said(app, MISSING)[0]).toContain('1 rule (Stack/Two) is');
  });

  test('can be acknowledged for the app', () => {
    ruleIn(stack, 'One');
    Validations.of(app).acknowledge({ id: MISSING, reason: 'known' });
    expect(said(app, MISSING)).toEqual([]);
  });
});

describe('that nobody is told of alarms', () => {
  test('is said once for the app', () => {
    ruleIn(stack, 'One');
    ruleIn(stack, 'Two');
    expect(said(app, ACTIONLESS)).toHaveLength(1);
  });

  test('is not said when alarms have actions', () => {
    DeliveryDefaults.of(app).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'))] } });
    ruleIn(stack, 'One');
    expect(said(app, ACTIONLESS)).toEqual([]);
  });

  test('can be acknowledged', () => {
    ruleIn(stack, 'One');
    Validations.of(stack).acknowledge({ id: ACTIONLESS, reason: 'watched on a dashboard' });
    expect(said(app, ACTIONLESS)).toEqual([]);
  });
});
