import { App, Aws, CfnCondition, CfnResource, Duration, Fn, IResource, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, ServiceEventBus, ServiceEventDashboard, ServiceEventRule,
  ServiceEventSource, ServiceEventSubscriber,
} from 'cdk-service-events';
import { messagesOf, onlyResourceOf, queueIn, testApp, testStack } from '../support/test-app';

/** The body of the only dashboard of a stack; what it refers to stands as `<logical id>` or `<logical id.attribute>`. */
function bodyOf(stack: Stack): any {
  const body = onlyResourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody;
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part: any) => {
    if (typeof part === 'string') {
      return part;
    }
    return part.Ref ? `<${part.Ref}>` : part['Fn::GetAtt'] ? `<${part['Fn::GetAtt'].join('.')}>` : `<${JSON.stringify(part).replace(/"/g, '\'')}>`;
  }).join('');
  return JSON.parse(text);
}

function widgetsOf(stack: Stack): any[] {
  return bodyOf(stack).widgets;
}

function graphTitled(stack: Stack, title: string): any {
  return widgetsOf(stack).find(({ properties }) => properties.title === title);
}

function labelsIn(graph: any): string[] {
  return graph.properties.metrics.map((metric: any[]) => metric.at(-1).label);
}

function ruleIn(stack: Stack, id: string, delivery: DeliveryOptions = {}): ServiceEventRule {
  return new ServiceEventRule(stack, id, { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack, `${id}Target`))], delivery });
}

function subscriberIn(stack: Stack, id: string, delivery: DeliveryOptions = {}): ServiceEventSubscriber {
  return new ServiceEventSubscriber(stack, id, {
    eventBus: ServiceEventBus.fromEventBusArn(stack, `${id}Bus`, `arn:aws:events:${stack.region}:111111111111:event-busv2/shared/a1b2c3d4e5f6g7h8i9j0k1l2m`),
    service: AwsService.BATCH,
    target: new targets.SqsQueue(queueIn(stack, `${id}Target`)),
    delivery,
  });
}

const MAX_METRICS_RULES = 357;
const ENV = { account: '111111111111', region: 'eu-west-1' };

describe('a dashboard', () => {
  test('of two rules is as recorded', () => {
    const stack = testStack();
    ruleIn(stack, 'JobChanged');
    new ApiCallRule(stack, 'UserCreated', { service: AwsService.IAM, operations: ['CreateUser'], targets: [new targets.SqsQueue(queueIn(stack))] });
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(bodyOf(stack)).toMatchSnapshot();
  });

  test('shows all rules of its stack, also those made after it', () => {
    const stack = testStack();
    new ServiceEventDashboard(stack, 'Dashboard');
    ruleIn(stack, 'First');
    ruleIn(stack, 'Second');
    expect(labelsIn(graphTitled(stack, 'Matched'))).toEqual(['First', 'Second']);
  });

  test('has the states of all alarms on top, those of the dead-letter queue and of a reconciliation included', () => {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.EC2,
      targets: [new targets.SqsQueue(queueIn(stack))],
      delivery: { expectEvery: Duration.days(1), reconcile: { schedule: events.Schedule.rate(Duration.days(1)), target: new targets.SqsQueue(queueIn(stack, 'Sweep')) } },
    });
    new ServiceEventDashboard(stack, 'Dashboard');
    const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    const [top] = widgetsOf(stack);
    expect(top).toMatchObject({ type: 'alarm', x: 0, y: 0, width: 24 });
    expect([...top.properties.alarms].sort()).toEqual(alarms.map((id) => `<${id}.Arn>`).sort());
    expect(alarms).toHaveLength(3 + 1 + 3 + 2);
  });

  test.each([Duration.seconds(90), Duration.seconds(30), Duration.minutes(0), Duration.minutes(1441), Duration.hours(25)])('has no data points of %s', (period) => {
    expect(() => new ServiceEventDashboard(testStack(), 'Dashboard', { period }))
      .toThrow(`it has ${period.toHumanString()}, and a period is a whole number of minutes up to a day`);
  });

  test.each([Duration.minutes(1), Duration.days(1)])('can have data points of %s', (period) => {
    const stack = testStack();
    ruleIn(stack, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard', { period });
    expect(graphTitled(stack, 'Matched').properties.metrics[0].at(-1).period ?? 300).toBe(period.toSeconds());
  });

  test.each<[string, any, string]>([
    ['period', 5, 'give a Duration that is written out, such as Duration.minutes(5)'],
    ['period', Duration.minutes(Lazy.number({ produce: () => 5 })), 'give a Duration that is written out, such as Duration.minutes(5)'],
    ['defaultInterval', '1 day', 'give a Duration of more than 0 that is written out, such as Duration.days(1)'],
    ['defaultInterval', Duration.days(Lazy.number({ produce: () => 1 })), 'give a Duration of more than 0 that is written out, such as Duration.days(1)'],
  ])('takes no %s that it cannot read: %p', (option, value, advice) => {
    expect(() => new ServiceEventDashboard(testStack(), 'Dashboard', { [option]: value })).toThrow(advice);
  });

  test('looks back for some time at least', () => {
    expect(() => new ServiceEventDashboard(testStack(), 'None', { defaultInterval: Duration.days(0) })).toThrow('give a Duration of more than 0');
    const stack = testStack();
    ruleIn(stack, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard', { defaultInterval: Duration.seconds(1) });
    expect(bodyOf(stack).start).toBe('-PT1S');
  });

  test('says for how long it looks back and how long a data point is', () => {
    const stack = testStack();
    ruleIn(stack, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard', { dashboardName: 'events', defaultInterval: Duration.hours(3), period: Duration.minutes(1) });
    expect(onlyResourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardName).toBe('events');
    expect(bodyOf(stack).start).toBe('-PT3H');
    expect(graphTitled(stack, 'Failed for good').properties.metrics[0].at(-1).period).toBe(60);
  });

  test('shows only the rules of the scope that it is given', () => {
    const app = testApp();
    const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    ruleIn(one, 'Rule');
    ruleIn(other, 'Rule');
    new ServiceEventDashboard(other, 'Dashboard', { rulesOf: one });
    expect(labelsIn(graphTitled(other, 'Matched'))).toEqual(['Rule']);
  });

  test('shows the rules of all stacks of an app', () => {
    const app = testApp();
    const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    ruleIn(one, 'Rule');
    ruleIn(other, 'Rule');
    new ServiceEventDashboard(one, 'Dashboard', { rulesOf: app });
    expect(labelsIn(graphTitled(one, 'Matched'))).toEqual(['One/Rule', 'Other/Rule']);
  });

  test('shows the rules of a nested stack', () => {
    const stack = testStack();
    const nested = new NestedStack(stack, 'Nested');
    ruleIn(nested, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(labelsIn(graphTitled(stack, 'Matched'))).toEqual(['Nested/Rule']);
  });

  test('of rules without alarms has none on top', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ alarms: DeliveryAlarms.none() });
    ruleIn(stack, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(widgetsOf(stack)[0]).toMatchObject({ type: 'metric', y: 0, properties: { title: 'Matched' } });
  });

  test('of rules without targets has no graph of queues, and nothing to warn of', () => {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH });
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(graphTitled(stack, 'Waiting in dead-letter queues')).toBeUndefined();
    expect(messagesOf(stack).filter((message) => message.startsWith('warning: The dashboard'))).toEqual([]);
  });

  test('of rules in several accounts with one name of its own in two Regions is refused: names of dashboards are the same in all Regions', () => {
    const app = testApp();
    const [first, second] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111111111111', region } }));
    [first, second].forEach((stack) => ruleIn(stack, 'Rule'));
    [first, second].forEach((stack) => new ServiceEventDashboard(stack, 'Dashboard', { dashboardName: 'events' }));
    expect(() => app.synth()).toThrow("dashboardName of dashboard 'us-east-1/Dashboard' is 'events', and dashboard 'eu-west-1/Dashboard' of the same account has that name");
  });

  test.each([[6, 2], [7, 3], [12, 3], [13, 4]])('has room for the states of %d alarms, six in a line', (count, height) => {
    const stack = testStack();
    const rule = ruleIn(stack, 'Rule');
    for (let n = rule.alarms.length + 2; n < count; n++) {
      new cloudwatch.Alarm(rule, `Own${n}`, { metric: rule.metricTriggeredRules(), threshold: 1, evaluationPeriods: 1 });
    }
    new ServiceEventDashboard(stack, 'Dashboard');
    const [top] = widgetsOf(stack);
    expect([top.properties.alarms.length, top.height]).toEqual([count, height]);
  });

  test('takes more widgets, below its own', () => {
    const stack = testStack();
    const { dashboard } = new ServiceEventDashboard(stack, 'Dashboard');
    dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: 'Call Ada', height: 2 }));
    ruleIn(stack, 'Rule');
    const widgets = widgetsOf(stack);
    const bottom = Math.max(...widgets.slice(0, -1).map(({ y, height }) => y + height));
    expect(widgets.at(-1)).toMatchObject({ type: 'text', y: bottom });
  });

  test('of many rules has graphs of 50 rules each, and alarms in groups of 100', () => {
    const stack = new Stack(new App(), 'Stack');
    for (let n = 0; n < 120; n++) {
      new ServiceEventRule(stack, `Rule${n}`, { service: AwsService.BATCH });
    }
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))] });
    new ServiceEventDashboard(stack, 'Dashboard');
    const widgets = widgetsOf(stack);
    const matched = widgets.filter(({ properties }) => properties.title.startsWith('Matched'));
    expect(matched.map(({ properties }) => [properties.title, properties.metrics.length])).toEqual([
      ['Matched (1 of 3)', 50], ['Matched (2 of 3)', 50], ['Matched (3 of 3)', 21],
    ]);
    expect(overlapping(widgets)).toEqual([]);
  });

  test('keeps its widgets apart, whatever the number of alarms', () => {
    const stack = new Stack(new App(), 'Stack');
    for (let n = 0; n < 40; n++) {
      ruleIn(stack, `Rule${n}`);
    }
    new ServiceEventDashboard(stack, 'Dashboard');
    const widgets = widgetsOf(stack);
    expect(widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => [properties.title, properties.alarms.length])).toEqual([
      ['Alarms (1 of 2)', 100], ['Alarms (2 of 2)', 22],
    ]);
    expect(overlapping(widgets)).toEqual([]);
  });
});

describe('a dashboard of a Custom Event Bus', () => {
  test('has a line for each subscriber, below those of the rules', () => {
    const stack = testStack({ env: ENV });
    ruleIn(stack, 'Rule');
    subscriberIn(stack, 'First');
    subscriberIn(stack, 'Second');
    new ServiceEventDashboard(stack, 'Dashboard');
    const graphs = widgetsOf(stack).filter(({ type }) => type === 'metric');
    expect(graphs.slice(0, 7).map(labelsIn)).toEqual(Array(7).fill(['Rule']));
    expect(graphs.slice(7, -1).map(labelsIn)).toEqual(Array(8).fill(['First', 'Second']));
    expect(graphs.slice(7, -1).map(({ properties }) => properties.title)).toMatchSnapshot();
    expect(overlapping(widgetsOf(stack))).toEqual([]);
  });

  test('has the alarms of subscribers and their queues on top', () => {
    const stack = testStack({ env: ENV });
    subscriberIn(stack, 'Subscriber');
    new ServiceEventDashboard(stack, 'Dashboard');
    const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    expect([...widgetsOf(stack)[0].properties.alarms].sort()).toEqual(alarms.map((id) => `<${id}.Arn>`).sort());
  });

  test('shows what event sources could not bring to the bus', () => {
    const stack = testStack({ env: ENV });
    const eventBus = new ServiceEventBus(stack, 'Bus');
    new ServiceEventSource(stack, 'Source', { eventBus, service: AwsService.BATCH });
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(labelsIn(graphTitled(stack, 'Waiting in dead-letter queues'))).toEqual(['ServiceEventDeadLetterQueue/Queue']);
  });

  test('says which subscribers are in another Region', () => {
    const app = testApp();
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { region } }));
    ruleIn(here, 'Rule');
    subscriberIn(there, 'Subscriber');
    new ServiceEventDashboard(here, 'Dashboard', { rulesOf: app });
    expect(messagesOf(here)).toContainEqual(expect.stringContaining('they are in another stage, account or Region, or are deployed under a condition of another stack: us-east-1/Subscriber.'));
  });

  test('is refused where CloudWatch would not take the metrics of all subscribers', () => {
    const stack = testStack({ env: ENV });
    const eventBus = new ServiceEventBus(stack, 'Bus');
    const target = new targets.SqsQueue(queueIn(stack));
    for (let n = 0; n <= 312; n++) {
      new ServiceEventSubscriber(stack, `Subscriber${n}`, { eventBus, service: AwsService.BATCH, target, delivery: { alarms: DeliveryAlarms.none() } });
    }
    const [problem] = new ServiceEventDashboard(stack, 'Dashboard').node.validate();
    expect(problem).toContain('would have 2505 metrics of 0 rules and 313 subscribers below');
  });
});

describe('a dashboard is refused', () => {
  test('when there is no rule to show', () => {
    const stack = testStack();
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(() => (stack.node.root as App).synth()).toThrow(
      "The dashboard 'Stack/Dashboard' shows nothing: there is no rule or subscriber of this library below 'Stack' in its account and Region. Name a scope that has some as rulesOf.");
  });

  test('when CloudWatch would not take so many metrics', () => {
    const stack = new Stack(new App(), 'Stack');
    for (let n = 0; n <= MAX_METRICS_RULES; n++) {
      new ServiceEventRule(stack, `Rule${n}`, { service: AwsService.BATCH, delivery: { alarms: DeliveryAlarms.none() } });
    }
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(() => (stack.node.root as App).synth()).toThrow(
      "The dashboard 'Stack/Dashboard' would have 2506 metrics of 358 rules and 0 subscribers below 'Stack', and CloudWatch allows 2500: make several dashboards, each with a smaller scope as rulesOf.");
  });
});

test('a dashboard says which rules are in another Region, where it cannot show them', () => {
  const app = testApp();
  const here = new Stack(app, 'Here', { env: { region: 'eu-west-1' } });
  const there = new Stack(app, 'There', { env: { region: 'us-east-1' } });
  ruleIn(here, 'Rule');
  ruleIn(there, 'Rule');
  new ServiceEventDashboard(here, 'Dashboard', { rulesOf: app });
  expect(labelsIn(graphTitled(here, 'Matched'))).toEqual(['Here/Rule']);
  expect(messagesOf(here).filter((message) => message.startsWith('warning'))).toEqual([expect.stringContaining(
    'The dashboard does not show these of the app, because they are in another stage, account or Region, or are deployed under a condition of another stack: There/Rule. Make a dashboard in a stack there for them, or acknowledge this warning.')]);
});

function overlapping(widgets: any[]): any[] {
  const meets = (one: any, other: any) => one.x < other.x + other.width && other.x < one.x + one.width
    && one.y < other.y + other.height && other.y < one.y + one.height;
  return widgets.flatMap((one, at) => widgets.slice(at + 1).filter((other) => meets(one, other)).map((other) => [one, other]));
}

describe('a dashboard of other stacks', () => {
  function stacks() {
    const app = testApp();
    const [operations, jobs] = ['Operations', 'Jobs'].map((id) => new Stack(app, id, { env: ENV }));
    return { app, operations, jobs };
  }

  test('stands beside a topic that their alarms do not tell', () => {
    const { app, operations, jobs } = stacks();
    new sns.Topic(operations, 'OnCall');
    ruleIn(jobs, 'Rule');
    new ServiceEventDashboard(operations, 'Dashboard', { rulesOf: app });
    expect(labelsIn(graphTitled(operations, 'Matched'))).toEqual(['Jobs/Rule']);
  });

  test.each<[string, (made: ReturnType<typeof stacks>) => void, string]>([
    ['a topic of its own stack', ({ operations, jobs }) => {
      DeliveryDefaults.of(jobs).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(new sns.Topic(operations, 'OnCall'))] } });
      ruleIn(jobs, 'Rule');
    }, '\'Jobs\' uses \'Operations/OnCall/Resource\', so that'],
    ['a target of its own stack', ({ operations, jobs }) => {
      new ServiceEventRule(jobs, 'Rule', { service: AwsService.BATCH, targets: [new targets.SnsTopic(new sns.Topic(operations, 'Topic'))] });
    }, '\'Jobs\' uses \'Operations/Topic/Resource\', so that'],
    ['its own stack by way of a third one', ({ app, operations, jobs }) => {
      const between = new Stack(app, 'Between', { env: ENV });
      between.addDependency(operations);
      new ServiceEventRule(jobs, 'Rule', { service: AwsService.BATCH, targets: [new targets.SnsTopic(new sns.Topic(between, 'Topic'))] });
    }, '\'Jobs\' uses \'Between/Topic/Resource\', and \'Between\' depends on \'Operations\', so that'],
  ])('is refused where they need %s', (_what, make, why) => {
    const made = stacks();
    make(made);
    new ServiceEventDashboard(made.operations, 'Dashboard', { rulesOf: made.app });
    const refusal = `The dashboard 'Operations/Dashboard' cannot be in stack 'Operations': it shows what is in stack 'Jobs', and ${why} the stacks would wait for each other. Put the dashboard into a stack of its own.`;
    expect(() => made.app.synth()).toThrow(refusal);
    expect(() => made.app.synth()).toThrow(refusal);
  });

  test('is refused where it would wait for the queue of an event source whose stack waits for it', () => {
    const { app, operations, jobs } = stacks();
    jobs.addDependency(operations);
    const eventBus = new ServiceEventBus(jobs, 'Bus');
    new ServiceEventSource(jobs, 'Source', { eventBus, service: AwsService.BATCH, delivery: { alarms: DeliveryAlarms.none() } });
    ruleIn(operations, 'Rule');
    new ServiceEventDashboard(operations, 'Dashboard', { rulesOf: app });
    expect(() => app.synth()).toThrow('it shows what is in stack \'Jobs\', and \'Jobs\' depends on \'Operations\'');
  });

  test('stands where a rule of its stack uses a queue that another stack imports', () => {
    const { operations, jobs } = stacks();
    jobs.addDependency(operations);
    queueIn(jobs);
    const deadLetterQueue = sqs.Queue.fromQueueArn(jobs, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:letters');
    new ServiceEventRule(operations, 'Rule', {
      service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(operations))], delivery: { deadLetterQueue, alarms: DeliveryAlarms.none() },
    });
    new ServiceEventDashboard(operations, 'Dashboard');
    expect(labelsIn(graphTitled(operations, 'Waiting in dead-letter queues'))).toEqual(['Jobs/Imported']);
  });

  const NO_ALARMS = DeliveryAlarms.none();

  test.each<[string, (made: ReturnType<typeof stacks>) => void]>([
    ['a rule', ({ jobs }) => new ServiceEventRule(jobs, 'Rule', { service: AwsService.BATCH, delivery: { alarms: NO_ALARMS } })],
    ['a subscriber', ({ jobs }) => subscriberIn(jobs, 'Subscriber', { alarms: NO_ALARMS, deadLetterQueueEnabled: false })],
    ['the queue of an event source', ({ jobs }) => {
      new ServiceEventSource(jobs, 'Source', { eventBus: new ServiceEventBus(jobs, 'Bus'), service: AwsService.BATCH, delivery: { alarms: NO_ALARMS } });
    }],
    ['an alarm of a queue', ({ operations, jobs }) => ruleIn(operations, 'Watched', {
      deadLetterQueue: sqs.Queue.fromQueueArn(jobs, 'Imported', 'arn:aws:sqs:eu-west-1:111111111111:letters'),
    })],
  ])('is refused where nothing but %s of the other stack is shown', (_what, make) => {
    const made = stacks();
    made.jobs.addDependency(made.operations);
    make(made);
    ruleIn(made.operations, 'Rule');
    new ServiceEventDashboard(made.operations, 'Dashboard', { rulesOf: made.app });
    expect(() => made.app.synth()).toThrow('it shows what is in stack \'Jobs\', and \'Jobs\' depends on \'Operations\', so that');
  });

  test('is refused where a dashboard there shows what is in its own stack', () => {
    const { app, operations, jobs } = stacks();
    [operations, jobs].forEach((stack) => {
      ruleIn(stack, 'Rule');
      new ServiceEventDashboard(stack, 'Dashboard', { rulesOf: app });
    });
    expect(() => app.synth()).toThrow(/The dashboard '\w+\/Dashboard' cannot be in stack .* so that the stacks would wait for each other/);
  });

  test('stands beside stacks that wait for each other, of which the AWS CDK tells', () => {
    const { app, operations, jobs } = stacks();
    const third = new Stack(app, 'Third', { env: ENV });
    const topicIn = (stack: Stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic'));
    new ServiceEventRule(jobs, 'Rule', { service: AwsService.BATCH, targets: [topicIn(third)] });
    new ServiceEventRule(third, 'Rule', { service: AwsService.BATCH, targets: [topicIn(jobs)] });
    new ServiceEventDashboard(operations, 'Dashboard', { rulesOf: app });
    expect(() => app.synth()).toThrow(/^('Jobs' depends on 'Third'|'Third' depends on 'Jobs')/);
  });

  test('shows a stack below which stands another one that needs its own stack', () => {
    const { app, operations, jobs } = stacks();
    const below = new Stack(jobs, 'Below', { env: ENV });
    ruleIn(jobs, 'Rule');
    new sqs.Queue(below, 'Queue', { queueName: `${ruleIn(operations, 'Rule').ruleName}-queue` });
    new ServiceEventDashboard(operations, 'Dashboard', { rulesOf: jobs });
    expect(labelsIn(graphTitled(operations, 'Matched'))).toEqual(['Rule']);
    expect(app.synth().stacks).toHaveLength(3);
  });

  test('is fine in a stack of its own', () => {
    const { app, operations, jobs } = stacks();
    const own = new Stack(app, 'Own', { env: ENV });
    DeliveryDefaults.of(app).set({ alarmActions: { ticket: [new cloudwatchActions.SnsAction(new sns.Topic(operations, 'OnCall'))] } });
    ruleIn(jobs, 'Rule');
    new ServiceEventDashboard(own, 'Dashboard', { rulesOf: app });
    expect(labelsIn(graphTitled(own, 'Matched'))).toEqual(['Jobs/Rule']);
  });
});

describe('what has a condition', () => {
  function put<T extends IResource>(resource: T): T {
    const stack = Stack.of(resource);
    (resource.node.defaultChild as CfnResource).cfnOptions.condition = stack.node.tryFindChild('Condition') as CfnCondition
      ?? new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    return resource;
  }

  const ALARM_NOT_DEPLOYED = { 'Fn::Sub': 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:not-deployed' };

  /** The words in which the dashboard of a stack refers to something. */
  function referencesIn(stack: Stack): any[] {
    return onlyResourceOf(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody['Fn::Join'][1].filter((part: any) => typeof part === 'object');
  }

  const logicalIdOf = ({ node, stack }: IResource) => stack.resolve((node.defaultChild as CfnResource).logicalId);

  test('is named on a dashboard of its stack where it is deployed', () => {
    const stack = testStack({ env: ENV });
    const queue = put(queueIn(stack, 'Letters'));
    const rule = put(ruleIn(stack, 'Rule', { deadLetterQueue: queue }));
    rule.alarms.forEach(put);
    const subscriber = put(subscriberIn(stack, 'Subscriber', { deadLetterQueue: queue }));
    new ServiceEventDashboard(stack, 'Dashboard');
    const alarms = rule.alarms.map((alarm) => ({ 'Fn::If': ['Condition', { 'Fn::GetAtt': [logicalIdOf(alarm), 'Arn'] }, ALARM_NOT_DEPLOYED] }));
    const references = referencesIn(stack);
    expect(references).toEqual(expect.arrayContaining([
      { 'Fn::If': ['Condition', { Ref: logicalIdOf(rule) }, 'not-deployed'] },
      { 'Fn::If': ['Condition', { 'Fn::GetAtt': [logicalIdOf(queue), 'QueueName'] }, 'not-deployed'] },
      { 'Fn::If': ['Condition', { 'Fn::GetAtt': [logicalIdOf(subscriber), 'SubscriberArn'] }, 'not-deployed'] },
      ...alarms,
    ]));
    const conditional = [rule, queue, subscriber, ...rule.alarms].map(logicalIdOf);
    expect(references.filter((reference) => conditional.includes(reference.Ref ?? reference['Fn::GetAtt']?.[0]))).toEqual([]);
  });

  test('does not change how others are named', () => {
    const stack = testStack();
    put(ruleIn(stack, 'Rule'));
    const other = ruleIn(stack, 'Other');
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(referencesIn(stack)).toContainEqual({ Ref: logicalIdOf(other) });
  });

  test('in a nested stack does not change how one of the same path is named', () => {
    const stack = testStack();
    put(ruleIn(new NestedStack(stack, 'Nested'), 'Rule'));
    const rule = ruleIn(stack, 'Rule');
    new ServiceEventDashboard(stack, 'Dashboard');
    expect(labelsIn(graphTitled(stack, 'Matched'))).toEqual(['Rule']);
    expect(referencesIn(stack)).toContainEqual({ Ref: logicalIdOf(rule) });
  });

  test('is not shown by a dashboard of another stack, which says so', () => {
    const app = testApp();
    const [here, there] = ['Here', 'There'].map((id) => new Stack(app, id));
    put(ruleIn(there, 'Rule'));
    ruleIn(here, 'Rule');
    new ServiceEventDashboard(here, 'Dashboard', { rulesOf: app });
    expect(labelsIn(graphTitled(here, 'Matched'))).toEqual(['Here/Rule']);
    expect(messagesOf(here)).toContainEqual(expect.stringContaining('deployed under a condition of another stack: There/Rule.'));
  });

  test('is left out alone by a dashboard of another stack where it is an alarm', () => {
    const app = testApp();
    const [here, there] = ['Here', 'There'].map((id) => new Stack(app, id));
    const rule = ruleIn(there, 'Rule');
    const { alarms: { length } } = rule;
    put(new cloudwatch.Alarm(rule, 'Own', { metric: rule.metricTriggeredRules(), threshold: 1, evaluationPeriods: 1 }));
    new ServiceEventDashboard(here, 'Dashboard', { rulesOf: there });
    expect(labelsIn(graphTitled(here, 'Matched'))).toEqual(['Rule']);
    expect(widgetsOf(here)[0].properties.alarms).toHaveLength(length + 2);
  });
});
