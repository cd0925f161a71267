import { rmSync } from 'node:fs';
import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import * as fc from 'fast-check';
import { readApp } from '../../src/checks/model/read-app';
import { faultRows } from '../../src/checks/report/fault-rows';
import { RulesAlike } from '../../src/checks/report/rules-alike';
import { appPlan } from '../apps/app-plan';
import { buildApp } from '../apps/build-app';

const { CDK_VALIDATION: validation } = process.env;
beforeAll(() => {
  process.env.CDK_VALIDATION = 'false';
});
afterAll(() => {
  process.env.CDK_VALIDATION = validation;
});

/** What becomes of events where every rule is played for itself. */
function playedOneByOne(app: App) {
  const played = jest.spyOn(RulesAlike.prototype, 'isPlayed').mockReturnValue(true);
  const like = jest.spyOn(RulesAlike.prototype, 'rulesLike').mockImplementation((rule) => [rule]);
  try {
    return rowsOf(app);
  } finally {
    played.mockRestore();
    like.mockRestore();
  }
}

function rowsOf(app: App) {
  return Object.fromEntries([...faultRows(readApp(app))].sort());
}

test('what becomes of the events of rules that are alike is what becomes of each of them', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    const { app } = buildApp(plan, {});
    try {
      app.synth();
      expect(rowsOf(app)).toEqual(playedOneByOne(app));
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  }), { numRuns: 40 });
}, 300_000);

describe('many rules with one target', () => {
  let app: App;
  let stack: Stack;
  let queue: sqs.Queue;
  const rule = (id: string, props: Partial<events.RuleProps> = {}) => new events.Rule(stack, id, {
    eventPattern: { source: ['aws.batch'], account: [id] }, targets: [new targets.SqsQueue(queue)], ...props,
  });

  beforeEach(() => {
    app = new App();
    stack = new Stack(app, 'Stack');
    queue = new sqs.Queue(stack, 'Queue');
    ['A', 'B', 'C'].forEach((id) => rule(id));
  });

  test('are played once where nothing tells them apart', () => {
    app.synth();
    const templates = readApp(app);
    const alike = new RulesAlike(templates);
    const [{ resource: played }, ...others] = templates.rules.filter(({ resource }) => alike.isPlayed(resource));
    expect(others).toEqual([]);
    expect(alike.rulesLike(played).map(({ path }) => path)).toEqual(['Stack/A/Resource', 'Stack/B/Resource', 'Stack/C/Resource']);
  });

  describe('or with target queues that differ in nothing that shows', () => {
    let other: sqs.Queue;
    const playedPaths = () => {
      app.synth();
      const templates = readApp(app);
      const alike = new RulesAlike(templates);
      return templates.rules.filter(({ resource }) => alike.isPlayed(resource)).map(({ path }) => path);
    };

    beforeEach(() => {
      other = new sqs.Queue(stack, 'Second');
      rule('Second Rule', { targets: [new targets.SqsQueue(other)] });
    });

    test('are played once', () => {
      expect(playedPaths()).toEqual(['Stack/A/Resource']);
      expect(rowsOf(app)).toEqual(playedOneByOne(app));
    });

    test.each<[string, () => void]>([
      ['has an alarm', () => new cloudwatch.Alarm(stack, 'Alarm', { metric: other.metricApproximateAgeOfOldestMessage(), threshold: 1, evaluationPeriods: 1 })],
      ['has other properties', () => {
        (other.node.defaultChild as sqs.CfnQueue).visibilityTimeout = 90;
      }],
      ['takes what the rule cannot deliver as well', () => {
        (stack.node.findChild('Second Rule').node.defaultChild as events.CfnRule).addPropertyOverride('Targets.0.DeadLetterConfig.Arn', other.queueArn);
      }],
    ])('are each played where one of the queues %s', (_, change) => {
      change();
      expect(playedPaths()).toEqual(['Stack/A/Resource', 'Stack/Second Rule/Resource']);
      expect(rowsOf(app)).toEqual(playedOneByOne(app));
    });

    test('are each played where one sends to one queue twice, and the other to two', () => {
      rule('Twice', { targets: [new targets.SqsQueue(queue), new targets.SqsQueue(queue, { message: events.RuleTargetInput.fromText('again') })] });
      rule('To Both', { targets: [new targets.SqsQueue(queue), new targets.SqsQueue(other)] });
      expect(playedPaths()).toEqual(['Stack/A/Resource', 'Stack/Twice/Resource', 'Stack/To Both/Resource']);
    });
  });

  test.each<[string, () => events.IEventBus]>([
    ['is a resource of the app', () => new events.EventBus(stack, 'Bus')],
    ['is named by its ARN', () => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111111111111:event-bus/central')],
  ])('are each played where one event goes on to a bus that %s', (_what, bus) => {
    rule('Onwards', { targets: [new targets.EventBus(bus())] });
    app.synth();
    const templates = readApp(app);
    expect(templates.rules.filter(({ resource }) => !new RulesAlike(templates).isPlayed(resource))).toEqual([]);
  });

  test('have a row for each fault that any of their targets can have', () => {
    const handler = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
    rule('Both', { targets: [new targets.SqsQueue(queue), new targets.LambdaFunction(handler)] });
    app.synth();
    const faultsOf = (path: string) => rowsOf(app)[path].map(({ fault }) => fault);
    expect(faultsOf('Stack/A/Resource')).not.toContain('handler-fails');
    expect(faultsOf('Stack/Both/Resource')).toEqual(expect.arrayContaining([...faultsOf('Stack/A/Resource'), 'handler-fails']));
  });

  test.each<[string, () => void]>([
    ['is disabled', () => rule('Other', { enabled: false })],
    ['tells somebody', () => {
      const topic = new sns.Topic(stack, 'Topic');
      new cloudwatch.Alarm(stack, 'Alarm', {
        metric: new cloudwatch.Metric({ namespace: 'AWS/Events', metricName: 'FailedInvocations', statistic: 'Sum', period: Duration.minutes(5), dimensionsMap: { RuleName: rule('Other').ruleName } }),
        threshold: 1,
        evaluationPeriods: 1,
      }).addAlarmAction(new actions.SnsAction(topic));
    }],
    ['has a queue that does not let it in', () => {
      const letters = new sqs.Queue(stack, 'Letters');
      const first = rule('First', { targets: [new targets.SqsQueue(queue, { deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Again', letters.queueArn) })] });
      rule('Other', { targets: [new targets.SqsQueue(queue, { deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Another', letters.queueArn) })] });
      letters.addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['sqs:SendMessage'], resources: [letters.queueArn], conditions: { ArnEquals: { 'aws:SourceArn': first.ruleArn } },
      }));
    }],
    ['is refused by its target', () => {
      queue.addToResourcePolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['sqs:*'], resources: ['*'], conditions: { ArnEquals: { 'aws:SourceArn': rule('Other').ruleArn } },
      }));
    }],
    ['is tried less often', () => rule('Other', { targets: [new targets.SqsQueue(queue, { retryAttempts: 2 })] })],
    ['has a pattern that EventBridge refuses', () => rule('Aaa', { eventPattern: { source: [], account: [Aws.ACCOUNT_ID] } })],
    ['takes the events of another bus of the app', () => {
      const bus = new events.EventBus(stack, 'Bus');
      new events.Rule(stack, 'Onwards', { eventBus: bus, eventPattern: { source: ['aws.batch'], account: ['A'] }, targets: [new targets.SqsQueue(queue)] });
      ['A', 'B'].forEach((id) => rule(`To${id}`, { eventPattern: { source: ['aws.batch'], account: [id] }, targets: [new targets.EventBus(bus)] }));
    }],
    ['takes the events of a bus that is named by its ARN', () => {
      new events.Rule(stack, 'Onwards', { eventPattern: { source: ['aws.batch'], account: ['A'] }, targets: [new targets.SqsQueue(queue)] });
      const bus = events.EventBus.fromEventBusArn(stack, 'Default', 'arn:aws:events:eu-west-1:111111111111:event-bus/default');
      ['A', 'B'].forEach((id) => rule(`To${id}`, { eventPattern: { source: ['aws.ec2'], account: [id] }, targets: [new targets.EventBus(bus)] }));
    }],
    ['is one of this library', () => new ServiceEventRule(stack, 'Other', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queue)] })],
  ])('are not taken for one that %s', (_, addOther) => {
    addOther();
    app.synth();
    expect(rowsOf(app)).toEqual(playedOneByOne(app));
  });
});
