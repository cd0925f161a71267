import { App, Aspects, CfnResource, Duration, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryAlarms, DeliveryDefaults, ServiceEventProtection, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { protectionOf } from '../../src/protection/rule-protection';
import { metricsOf } from '../support/alarm-metrics';
import { everyOf } from '../support/every-of';
import { idsFoundIn } from '../support/findings';
import { messagesOf, queueIn, testApp } from '../support/test-app';

const BATCH = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };
const FULL_RETRY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

function plainRule(scope: Construct, id = 'Rule', props: events.RuleProps = {}): events.Rule {
  return new events.Rule(scope, id, { eventPattern: BATCH, targets: [new targets.SqsQueue(queueIn(scope, `${id}Target`))], ...props });
}

function rulesOf(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
}

function targetsOf(stack: Stack): any[] {
  return rulesOf(stack).flatMap(({ Properties }) => Properties.Targets ?? []);
}

function alarmsOf(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => metricsOf(Properties)).map(({ MetricName }) => MetricName).sort();
}

function expectProtected(stack: Stack): void {
  const rendered = targetsOf(stack);
  expect(rendered.length).toBeGreaterThan(0);
  for (const target of everyOf(rendered)) {
    expect(target.DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] } });
    expect(target.RetryPolicy).toEqual(FULL_RETRY);
  }
}

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack');
});

describe('a plain rule on service events', () => {
  test('is given the shared queue, retries and alarms', () => {
    plainRule(stack);
    ServiceEventProtection.of(app).apply();
    expectProtected(stack);
    expect(alarmsOf(stack)).toEqual([
      'ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible', 'DeadLetterInvocations', 'FailedInvocations',
      'InvocationsFailedToBeSentToDlq', 'RetryInvocationAttempts',
    ]);
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::SQS::QueuePolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual(expect.objectContaining({ Sid: 'AllowEventBridgeRules', Action: 'sqs:SendMessage' }));
  });

  test('pages when its events are guaranteed, and makes a ticket when they are not', () => {
    const page = new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Page'));
    DeliveryDefaults.of(app).set({ alarmActions: { page: [page], ticket: [] } });
    plainRule(stack, 'Guaranteed');
    plainRule(stack, 'BestEffort', { eventPattern: { source: ['aws.states'] } });
    ServiceEventProtection.of(app).apply();
    const failed = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
      .filter(([, { Properties }]) => metricsOf(Properties)[0].MetricName === 'FailedInvocations');
    expect(failed.map(([id, { Properties }]) => [id.replace(/Service.*/, ''), (Properties.AlarmActions ?? []).length]))
      .toEqual([['Guaranteed', 1], ['BestEffort', 0]]);
  });

  test('keeps what its targets bring', () => {
    const own = queueIn(stack, 'Own');
    plainRule(stack, 'Rule', { targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'), { deadLetterQueue: own, retryAttempts: 3 })] });
    ServiceEventProtection.of(app).apply();
    const [target] = targetsOf(stack);
    expect(target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/^Own/);
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 3 });
    expect(stack.node.tryFindChild('ServiceEventDeadLetterQueue')).toBeUndefined();
  });

  test('is reached when a helper of the CDK has made it', () => {
    const target = new targets.SqsQueue(queueIn(stack));
    new s3.Bucket(stack, 'Bucket').onCloudTrailPutObject('Put', { target });
    new codecommit.Repository(stack, 'Repository', { repositoryName: 'repository' }).onCommit('Commit', { target });
    codebuild.Project.fromProjectName(stack, 'Project', 'project').onBuildFailed('Failed', { target });
    ServiceEventProtection.of(app).apply();
    expect(targetsOf(stack)).toHaveLength(3);
    expectProtected(stack);
  });

  test('is reached when it is a resource without a construct of its own', () => {
    const resource = new events.CfnRule(stack, 'Rule', {
      eventPattern: { source: ['aws.batch'] }, targets: [{ id: 'Target', arn: queueIn(stack).queueArn, retryPolicy: { maximumRetryAttempts: 0 } }],
    });
    ServiceEventProtection.of(app).apply();
    expect(targetsOf(stack)[0].RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 0 });
    expect(targetsOf(stack)[0].DeadLetterConfig).toBeDefined();
    expect(resource.node.tryFindChild('ServiceEventProtection')).toBeDefined();
  });

  test('has no alarms while it is disabled', () => {
    plainRule(stack, 'Rule', { enabled: false });
    ServiceEventProtection.of(app).apply();
    expectProtected(stack);
    expect(alarmsOf(stack)).toEqual([]);
  });

  test('on another bus is watched under the names of both', () => {
    plainRule(stack, 'Rule', { eventBus: new events.EventBus(stack, 'Bus') });
    ServiceEventProtection.of(app).apply();
    const failed = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
      .find(({ Properties }) => metricsOf(Properties)[0].MetricName === 'FailedInvocations')!;
    expect(metricsOf(failed.Properties)[0].Dimensions.map(({ Name }: any) => Name)).toEqual(['EventBusName', 'RuleName']);
  });
});

test('a rule of which one branch of $or is on service events is protected, by the weakest promise', () => {
  stack = new Stack(testApp(), 'Stack');
  const branches = [{ source: ['com.example.shop'] }, { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }];
  new events.CfnRule(stack, 'Rule', { eventPattern: { $or: branches }, targets: [{ id: 'Target', arn: 'arn:aws:sns:eu-west-1:111111111111:topic' }] });
  ServiceEventProtection.of(stack).apply();
  const [rule] = Object.values<any>(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  expect(rule.Properties.Targets[0].DeadLetterConfig).toBeDefined();
  expect(rule.Properties.EventPattern).toEqual({ $or: branches });
});

describe('what is made later', () => {
  test('a target added after the call is protected', () => {
    const rule = plainRule(stack, 'Rule', { targets: [] });
    ServiceEventProtection.of(app).apply();
    rule.addTarget(new targets.SqsQueue(queueIn(stack, 'Late')));
    expectProtected(stack);
  });

  test('a target that another aspect adds afterwards is protected', () => {
    const rule = plainRule(stack);
    const late = queueIn(stack, 'Late');
    ServiceEventProtection.of(app).apply();
    let added = false;
    Aspects.of(stack).add({
      visit: () => {
        if (!added) {
          added = true;
          rule.addTarget(new targets.SqsQueue(late));
        }
      },
    }, { priority: 900 });
    expect(targetsOf(stack)).toHaveLength(2);
    expectProtected(stack);
  });

  test('a rule made after the call is protected', () => {
    ServiceEventProtection.of(app).apply();
    plainRule(stack);
    expectProtected(stack);
  });
});

describe('where rules and targets stand', () => {
  test('a target in another stack is still referred to', () => {
    const other = new Stack(app, 'Other');
    plainRule(stack, 'Rule', { targets: [new targets.SnsTopic(new sns.Topic(other, 'Topic'))] });
    ServiceEventProtection.of(app).apply();
    expectProtected(stack);
    expect(targetsOf(stack)[0].Arn).toEqual({ 'Fn::ImportValue': expect.stringContaining('Other:ExportsOutputRefTopic') });
    expect(Object.keys(Template.fromStack(other).toJSON().Outputs)).toHaveLength(1);
  });

  test('a target in another account is forwarded to with protection on both hops', () => {
    app = testApp();
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    const there = new Stack(app, 'There', { env: { account: '222222222222', region: 'eu-west-1' } });
    const queue = new sqs.Queue(there, 'Queue', { queueName: 'queue' });
    new events.Rule(here, 'Rule', { ruleName: 'rule', eventPattern: BATCH, targets: [new targets.SqsQueue(queue)] });
    ServiceEventProtection.of(app).apply();
    expectProtected(here);
    expectProtected(there);
  });

  test('rules in stages and nested stacks are reached, each with the queue of its stack', () => {
    app = testApp();
    const prod = new Stack(new Stage(app, 'Prod'), 'Stack');
    const nested = new NestedStack(prod, 'Nested');
    plainRule(prod);
    plainRule(nested);
    ServiceEventProtection.of(app).apply();
    app.synth();
    expectProtected(prod);
    expectProtected(nested);
  });

  test('a stage made later is reached by a second call', () => {
    plainRule(stack);
    ServiceEventProtection.of(app).apply();
    const late = new Stack(new Stage(app, 'Late'), 'Stack');
    plainRule(late);
    ServiceEventProtection.of(app).apply();
    app.synth();
    expectProtected(late);
  });
});

describe('what is left alone', () => {
  test.each<[string, events.RuleProps]>([
    ['of the app\'s own', { eventPattern: { source: ['com.example.shop'] } }],
    ['of a partner', { eventPattern: { source: ['aws.partner/example.com'] } }],
    ['of a schedule', { eventPattern: undefined, schedule: events.Schedule.rate(Duration.hours(1)) }],
  ])('a rule on events %s', (_what, props) => {
    plainRule(stack, 'Rule', props);
    const before = Template.fromStack(stack).toJSON();
    const again = testApp();
    const protectedStack = new Stack(again, 'Stack');
    plainRule(protectedStack, 'Rule', props);
    ServiceEventProtection.of(again).apply();
    expect(Template.fromStack(protectedStack).toJSON()).toEqual(before);
  });

  test('a rule that opts out with a tag', () => {
    const scope = new Construct(stack, 'Scope');
    plainRule(scope);
    Tags.of(scope).add(ServiceEventProtection.TAG, ServiceEventProtection.OFF);
    ServiceEventProtection.of(app).apply();
    expect(targetsOf(stack)[0]).not.toHaveProperty('DeadLetterConfig');
    expect(alarmsOf(stack)).toEqual([]);
  });

  test('a rule of this library', () => {
    const make = (protect: boolean) => {
      const made = new Stack(testApp(), 'Stack');
      new ServiceEventRule(made, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(made))] });
      if (protect) {
        ServiceEventProtection.of(made.node.root).apply();
      }
      return Template.fromStack(made).toJSON();
    };
    expect(make(true)).toEqual(make(false));
  });
});

test('what is there already keeps its place and its properties, but for the queue and the retries of targets', () => {
  const make = (isProtected: boolean): Record<string, any> => {
    const made = testApp();
    const inside = new Stack(made, 'Stack');
    plainRule(inside);
    if (isProtected) {
      ServiceEventProtection.of(made).apply();
    }
    return Template.fromStack(inside).toJSON().Resources;
  };
  const [before, after] = [make(false), make(true)];
  for (const [id, resource] of everyOf(Object.entries(before))) {
    const { Targets: targetsBefore, ...others } = resource.Properties ?? {};
    expect({ Properties: {}, ...after[id] }).toMatchObject({ Type: resource.Type, Properties: others });
    const bare = after[id].Properties?.Targets?.map(({ DeadLetterConfig: _queue, RetryPolicy: _retries, ...rest }: Record<string, unknown>) => rest);
    expect(bare).toEqual(targetsBefore);
  }
});

test('a rule that is no resource of the CDK for rules is not reached, and found by the check', () => {
  new CfnResource(stack, 'Raw', {
    type: 'AWS::Events::Rule', properties: { EventPattern: { 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }, Targets: [{ Id: 'Target', Arn: 'arn:aws:sqs:us-east-1:111111111111:work' }] },
  });
  ServiceEventProtection.of(app).apply();
  expect(idsFoundIn(app)).toContain('unprotected-rule');
  expect(Template.fromStack(stack).findResources('AWS::SQS::Queue')).toEqual({});
});

test.each([[true], [false]])('tags of the app reach the shared queue with aspect stabilization, and miss it without: %s', (stabilized) => {
  const made = new App({ context: { '@aws-cdk/core:aspectStabilization': stabilized } });
  Tags.of(made).add('team', 'events');
  const inside = new Stack(made, 'Stack');
  new events.Rule(inside, 'Rule', { eventPattern: BATCH, targets: [new targets.SqsQueue(sqs.Queue.fromQueueArn(inside, 'Work', 'arn:aws:sqs:us-east-1:111111111111:work'))] });
  ServiceEventProtection.of(made).apply();
  const [queue] = Object.values(Template.fromStack(inside).findResources('AWS::SQS::Queue'));
  expect(queue.Properties.Tags).toEqual(stabilized ? [{ Key: 'team', Value: 'events' }] : undefined);
});

test('a second call changes nothing more', () => {
  const make = (calls: number) => {
    const again = testApp();
    const made = new Stack(again, 'Stack');
    plainRule(made);
    for (let n = 0; n < calls; n++) {
      ServiceEventProtection.of(again).apply();
      ServiceEventProtection.of(made).apply();
    }
    return Template.fromStack(made).toJSON();
  };
  expect(make(2)).toEqual(make(1));
});

test('options change what is given', () => {
  const queue = queueIn(stack, 'Dead');
  plainRule(stack);
  ServiceEventProtection.of(app).apply({ deadLetterQueue: queue, retryAttempts: 5, alarms: DeliveryAlarms.none() });
  const [target] = targetsOf(stack);
  expect(target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/^Dead/);
  expect(target.RetryPolicy.MaximumRetryAttempts).toBe(5);
  expect(alarmsOf(stack)).toEqual([]);
});

test('targets that an override brings are given the queue and retries too', () => {
  const rule = plainRule(stack).node.defaultChild as events.CfnRule;
  ServiceEventProtection.of(app).apply();
  rule.addPropertyOverride('Targets', [{ Id: 'Other', Arn: 'arn:aws:sqs:eu-west-1:111122223333:other' }]);
  expect(targetsOf(stack).map(({ Id }) => Id)).toEqual(['Other']);
  expectProtected(stack);
});

test('a pattern that names neither source nor event is one on service events on the default bus alone', () => {
  const eventPattern = { account: ['111122223333'] };
  plainRule(stack, 'Rule', { eventPattern });
  plainRule(stack, 'OnBus', { eventPattern, eventBus: new events.EventBus(stack, 'Bus') });
  ServiceEventProtection.of(app).apply();
  const guarded = rulesOf(stack)
    .map(({ Properties: { EventBusName, Targets: [target] } }) => [EventBusName === undefined, target.DeadLetterConfig !== undefined]);
  expect(guarded.sort()).toEqual([[false, false], [true, true]]);
});

test('what it has given counts the alarms of handlers too', () => {
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('//'),
  });
  const rule = new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [new targets.LambdaFunction(handler)] });
  ServiceEventProtection.of(app).apply({ captureHandlerFailures: true });
  app.synth();
  expect(protectionOf(rule.node.defaultChild!)).toEqual({ alarms: 3 + 1, deadLetterQueues: 1, retryPolicies: 1 });
});

test('a rule without targets is given nothing', () => {
  plainRule(stack, 'Rule', { targets: [] });
  ServiceEventProtection.of(app).apply();
  expect(Object.values(Template.fromStack(stack).toJSON().Resources).map(({ Type }: any) => Type)).toEqual(['AWS::SQS::Queue', 'AWS::Events::Rule']);
});

test.each([[true, 1], [false, 0]])('what a rule matches is archived while it is enabled: %s', (enabled, archives) => {
  plainRule(stack, 'Rule', { enabled });
  ServiceEventProtection.of(app).apply({ archive: Duration.days(7) });
  Template.fromStack(stack).resourceCountIs('AWS::Events::Archive', archives);
});

test.each<[string, (parts: Construct[]) => Construct[]]>([
  ['the farther first', (scopes) => scopes], ['the nearer first', (scopes) => [...scopes].reverse()],
])('each option is that of the nearest scope that gives it, %s', (_order, inOrder) => {
  const options = new Map<Construct, object>([
    [app, { retryAttempts: 1, maxEventAge: Duration.hours(1) }], [stack, { retryAttempts: 2 }],
  ]);
  plainRule(stack);
  plainRule(new Stack(app, 'Other'));
  for (const scope of inOrder([app, stack])) {
    ServiceEventProtection.of(scope).apply(options.get(scope));
  }
  const policies = [stack, app.node.findChild('Other') as Stack].map((of) => targetsOf(of)[0].RetryPolicy);
  expect(policies).toEqual([2, 1].map((MaximumRetryAttempts) => ({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts })));
});

test('the alarms of a rule that names its bus by the ARN watch it by the name', () => {
  const name = 'arn:aws:events:eu-west-1:111122223333:event-bus/orders';
  new events.CfnRule(stack, 'Rule', { eventBusName: name, eventPattern: { source: ['aws.batch'] }, targets: [{ id: 'Queue', arn: queueIn(stack).queueArn }] });
  ServiceEventProtection.of(app).apply();
  const dimensions = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => metricsOf(Properties))
    .flatMap(({ Dimensions }) => Dimensions).filter(({ Name }) => Name === 'EventBusName').map(({ Value }) => Value);
  expect([...new Set(dimensions)]).toEqual(['orders']);
});

test('alarm actions beside no alarms are refused, and empty lists of them are not', () => {
  const alarms = DeliveryAlarms.none();
  const page = [new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'))];
  expect(() => ServiceEventProtection.of(stack).apply({ alarms, alarmActions: { page } })).toThrow('alarmActions of ServiceEventProtection.apply has no effect');
  plainRule(stack);
  ServiceEventProtection.of(stack).apply({ alarms, alarmActions: { page: [], ticket: undefined } });
  expectProtected(stack);
});

test('a stage that a pipeline has synthesized already is named, with where the call belongs', () => {
  queueIn(stack);
  const pipeline = new Stack(app, 'Pipeline');
  queueIn(pipeline);
  const stage = new Stage(pipeline, 'Prod');
  const inside = new Stack(stage, 'Ops');
  new events.Rule(inside, 'Rule', { eventPattern: { source: ['aws.ecs'] }, targets: [new targets.SqsQueue(queueIn(inside))] });
  stage.synth();
  ServiceEventProtection.of(app).apply();
  expect(messagesOf(pipeline).join()).toMatch(/already: Pipeline\/Prod\/Ops\/Rule\/Resource\. .* at the end of the constructor of the stage/);
});
