import { App, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import {
  ApiCallRule, AwsService, DeliveryAlarms, DeliveryDefaults, GuarddutyEvents, ServiceEventProtection, ServiceEventRule, testing,
} from 'cdk-service-events';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { testApp } from '../support/test-app';

const { DeliveryTester, Fault } = testing;

/** Every kind of target, each made in the scope of the rule or in a stack of its own. */
const TARGETS: Record<string, (scope: Construct, id: string) => events.IRuleTarget> = {
  queue: (scope, id) => new targets.SqsQueue(new sqs.Queue(scope, id)),
  queueWithKey: (scope, id) => new targets.SqsQueue(new sqs.Queue(scope, id, { encryptionMasterKey: new kms.Key(scope, `${id}Key`) })),
  fifoQueue: (scope, id) => new targets.SqsQueue(new sqs.Queue(scope, id, { fifo: true, contentBasedDeduplication: true }), { messageGroupId: 'all' }),
  topic: (scope, id) => new targets.SnsTopic(new sns.Topic(scope, id)),
  function: (scope, id) => new targets.LambdaFunction(functionIn(scope, id)),
  alias: (scope, id) => new targets.LambdaFunction(new lambda.Alias(scope, `${id}Alias`, { aliasName: 'live', version: functionIn(scope, id).currentVersion })),
  stateMachine: (scope, id) => new targets.SfnStateMachine(new sfn.StateMachine(scope, id, { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(scope, `${id}Pass`)) })),
  stream: (scope, id) => new targets.KinesisStream(new kinesis.Stream(scope, id)),
  logGroup: (scope, id) => new targets.CloudWatchLogGroup(new logs.LogGroup(scope, id)),
  bus: (scope, id) => new targets.EventBus(new events.EventBus(scope, id)),
};
type TargetName = keyof typeof TARGETS;

const NAMES_NO_RULE = ['topic', 'stateMachine', 'stream', 'bus'];
const QUEUES = ['shared', 'own', 'own with a key', 'shared with a key'] as const;
const PLACES = ['stack', 'nested', 'other stack'] as const;

interface RulePlan {
  readonly kind: 'service' | 'call' | 'plain';
  readonly targets: TargetName[];
  readonly place: typeof PLACES[number];
  readonly hours: number;
  readonly retries: number;
}

interface AppPlan {
  readonly rules: RulePlan[];
  readonly staged: boolean;
  readonly known: boolean;
  readonly shared: boolean;
  readonly queue: typeof QUEUES[number];
  readonly archive: boolean;
}

const plan: fc.Arbitrary<AppPlan> = fc.record({
  rules: fc.array(fc.record({
    kind: fc.constantFrom('service' as const, 'call' as const, 'plain' as const),
    targets: fc.uniqueArray(fc.constantFrom(...Object.keys(TARGETS)), { minLength: 1, maxLength: 3 }),
    place: fc.constantFrom(...PLACES),
    hours: fc.integer({ min: 1, max: 24 }),
    retries: fc.integer({ min: 0, max: 185 }),
  }), { minLength: 1, maxLength: 4 }),
  staged: fc.boolean(),
  known: fc.boolean(),
  shared: fc.boolean(),
  queue: fc.constantFrom(...QUEUES),
  archive: fc.boolean(),
});

function functionIn(scope: Construct, id: string): lambda.Function {
  return new lambda.Function(scope, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
}

function makeApp({ rules, staged, known, shared, queue, archive }: AppPlan): Stage {
  const app: App = testApp();
  const stage = staged ? new Stage(app, 'Prod') : app;
  const env = known ? { account: '111111111111', region: 'eu-west-1' } : undefined;
  const stack = new Stack(stage, 'Rules', { env });
  const elsewhere = new Stack(stage, 'Targets', { env });
  new sns.Topic(elsewhere, 'Anything');
  const tickets: cloudwatch.IAlarmAction = new actions.SnsAction(new sns.Topic(new Stack(stage, 'Topics', { env }), 'Tickets'));
  const key = queue.endsWith('key') ? new kms.Key(stack, 'Key') : undefined;
  DeliveryDefaults.of(stage).set({
    alarmActions: { ticket: [tickets] },
    captureHandlerFailures: true,
    ...shared && { alarms: DeliveryAlarms.shared() },
    ...archive && { archive: Duration.days(7) },
    ...key && queue.startsWith('shared') && { deadLetterEncryptionKey: key },
    ...queue.startsWith('own') && { deadLetterQueue: new sqs.Queue(stack, 'Dead', { retentionPeriod: Duration.days(14), ...key && { encryptionMasterKey: key } }) },
  });
  rules.forEach((rule, n) => addRule(rule, n, stack, elsewhere));
  ServiceEventProtection.of(stage).apply();
  return stage;
}

function addRule({ kind, targets: names, place, hours, retries }: RulePlan, n: number, stack: Stack, elsewhere: Stack): void {
  const scope = place === 'nested' ? new NestedStack(stack, `Nested${n}`) : stack;
  const beside = place === 'other stack' ? elsewhere : scope;
  // The CDK writes the policy of a queue, which names the rule, beside the queue: the stacks would wait for each other.
  const made = names.map((name) => TARGETS[name](NAMES_NO_RULE.includes(name) ? beside : scope, `${name}${n}`));
  const delivery = { maxEventAge: Duration.hours(hours), retryAttempts: retries };
  if (kind === 'service') {
    new ServiceEventRule(scope, `Rule${n}`, { service: AwsService.GUARDDUTY, detailTypes: [GuarddutyEvents.GUARDDUTY_FINDING], targets: made, delivery });
  } else if (kind === 'call') {
    new ApiCallRule(scope, `Rule${n}`, { service: AwsService.SQS, operations: ['CreateQueue'], targets: made, delivery });
  } else {
    new events.Rule(scope, `Rule${n}`, { eventPattern: { source: ['aws.guardduty'], detailType: [GuarddutyEvents.GUARDDUTY_FINDING] }, targets: made });
  }
}

/** Plain rules are protected by another feature than that which keeps what functions fail on. */
function isPlainWithFunction({ rules }: AppPlan): boolean {
  return rules.some(({ kind, targets: names }) => kind === 'plain' && names.some((name) => name === 'function' || name === 'alias'));
}

const { GENERATED_APPS: runs = 10, GENERATED_SEED: seed, FUZZ } = process.env;

test('no event of a generated app is lost in silence, whatever single thing breaks', () => {
  fc.assert(fc.property(plan, (given) => {
    const tester = DeliveryTester.fromApp(makeApp(given));
    const faults = Fault.each().filter(({ faultName }) => faultName !== 'handler-fails' || !isPlainWithFunction(given));
    tester.expectNothingLost({ faults });
  }), { numRuns: Number(runs), ...(seed ? { seed: Number(seed) } : !FUZZ && { seed: 16 }), endOnFailure: true });
});
