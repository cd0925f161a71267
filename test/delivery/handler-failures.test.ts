import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, DeliveryAlarms, DeliveryDefaults, DeliveryOptions, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { messagesOf, onlyResourceOf, queueIn, resourcesOf, testApp, testStack } from '../support/test-app';

function functionIn(scope: Construct, props: Partial<lambda.FunctionProps> = {}, id = 'Handler'): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'), ...props,
  });
}

function ruleOn(scope: Construct, handler: lambda.IFunction, delivery: DeliveryOptions = {}, id = 'Rule', service = AwsService.BATCH): ServiceEventRule {
  return new ServiceEventRule(scope, id, {
    service, targets: [new targets.LambdaFunction(handler)], delivery: { captureHandlerFailures: true, ...delivery },
  });
}

const SHARED_QUEUE = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServiceEventDeadLetterQueue'), 'Arn'] };

function dropAlarmsOf(stack: Stack): any[] {
  return Object.values(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(({ Properties }) => Properties.MetricName === 'AsyncEventsDropped');
}

describe('captureHandlerFailures', () => {
  test('is off unless asked for', () => {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.LambdaFunction(functionIn(stack))] });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    expect(dropAlarmsOf(stack)).toEqual([]);
  });

  test('sends the failed invocations of a function to the shared queue, and lets its role write there', () => {
    const stack = testStack();
    ruleOn(stack, functionIn(stack));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: SHARED_QUEUE } } });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['sqs:SendMessage']), Resource: SHARED_QUEUE })] },
    });
  });

  test('can be the default of a scope', () => {
    const stack = testStack();
    DeliveryDefaults.of(stack).set({ captureHandlerFailures: true });
    ruleOn(stack, functionIn(stack), { captureHandlerFailures: undefined });
    ruleOn(stack, functionIn(stack, {}, 'Other'), { captureHandlerFailures: false }, 'OtherRule');
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
  });

  test('uses the queue that the rule is given', () => {
    const stack = testStack();
    const queue = queueIn(stack, 'Mine');
    ruleOn(stack, functionIn(stack), { deadLetterQueue: queue });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: stack.resolve(queue.queueArn) } },
    });
  });

  test('works for an alias, whose own failures are meant', () => {
    const stack = testStack();
    const handler = functionIn(stack);
    const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: handler.currentVersion });
    ruleOn(stack, alias);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { Qualifier: { 'Fn::Select': [7, Match.anyValue()] } });
    expect(dropAlarmsOf(stack)[0].Properties.Dimensions).toEqual([{ Name: 'FunctionName', Value: stack.resolve(handler.functionName) }]);
  });

  test('leaves targets of other kinds alone', () => {
    const stack = testStack();
    const rule = new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH, targets: [new targets.SqsQueue(queueIn(stack))], delivery: { captureHandlerFailures: true },
    });
    expect(rule.alarms).toHaveLength(3);
  });

  test('uses the queue that the target brings, and makes no other', () => {
    const stack = testStack();
    const brought = queueIn(stack, 'Brought');
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH,
      targets: [new targets.LambdaFunction(functionIn(stack), { deadLetterQueue: brought })],
      delivery: { captureHandlerFailures: true },
    });
    expect(onlyResourceOf(stack, 'AWS::Lambda::EventInvokeConfig').Properties.DestinationConfig.OnFailure.Destination).toEqual(stack.resolve(brought.queueArn));
    expect(Object.keys(resourcesOf(stack, 'AWS::SQS::Queue'))).toHaveLength(1);
  });

  test('has the queue of the function\'s own stack watched as well', () => {
    const app = testApp();
    const [functions, rules] = ['Functions', 'Rules'].map((id) => new Stack(app, id));
    ruleOn(rules, functionIn(functions));
    expect(Object.values(resourcesOf(functions, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.MetricName).sort())
      .toEqual(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible', 'AsyncEventsDropped']);
  });

  test('uses the queue of the function\'s own stack when that is not the stack of the rule', () => {
    const app = testApp();
    const functions = new Stack(app, 'Functions');
    const rules = new Stack(app, 'Rules');
    ruleOn(rules, functionIn(functions));
    Template.fromStack(functions).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: SHARED_QUEUE } } });
    expect(Object.values(resourcesOf(rules, 'AWS::SQS::Queue'))).toHaveLength(1);
  });

  test.each([['the nested stack', true], ['the stack around it', false]])('uses it for a rule of a nested stack too, whose queue is in %s', (_where, isNested) => {
    const app = testApp();
    const [functions, rules] = ['Functions', 'Rules'].map((id) => new Stack(app, id));
    const nested = new NestedStack(rules, 'Nested');
    ruleOn(nested, functionIn(functions), { deadLetterQueue: new sqs.Queue(isNested ? nested : rules, 'Letters') });
    app.synth();
    Template.fromStack(functions).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: SHARED_QUEUE } } });
  });

  test.each([
    ['account by the rule that calls it', { account: '222222222222', region: 'eu-west-1' }, 0],
    ['Region by the rule there', { account: '111111111111', region: 'us-east-1' }, 1],
    ['account and Region by the rule there', { account: '222222222222', region: 'us-east-1' }, 1],
  ])('reaches a function in another %s', (_what, env, rules) => {
    const app = new App();
    const there = new Stack(app, 'There', { env });
    const here = new Stack(app, 'Here', { env: { account: '111111111111', region: 'eu-west-1' } });
    ruleOn(here, functionIn(there, { functionName: 'handler' }), {});
    Template.fromStack(there).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: SHARED_QUEUE } } });
    Template.fromStack(here).resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    Template.fromStack(there).resourceCountIs('AWS::Events::Rule', rules);
    expect(dropAlarmsOf(there)).toHaveLength(1);
    expect(dropAlarmsOf(here)).toEqual([]);
  });
});

describe('a function in another account, called directly', () => {
  const [HERE, THERE] = ['111111111111', '222222222222'].map((account) => ({ account, region: 'eu-west-1' }));
  const inStage = (make: (stage: Stage) => void) => {
    const app = testApp();
    make(new Stage(app, 'Stage'));
    return app;
  };

  test('keeps its failures in a stage too, with a dead-letter queue that the target brings', () => {
    const app = inStage((stage) => {
      const [here, there] = [new Stack(stage, 'Here', { env: HERE }), new Stack(stage, 'There', { env: THERE })];
      new ServiceEventRule(here, 'Rule', {
        service: AwsService.BATCH,
        targets: [new targets.LambdaFunction(functionIn(there, { functionName: 'handler' }), { deadLetterQueue: queueIn(here, 'Brought') })],
        delivery: { captureHandlerFailures: true },
      });
    });
    const [here, there] = ['Here', 'There'].map((id) => app.node.findChild('Stage').node.findChild(id) as Stack);
    app.synth();
    expect(onlyResourceOf(here, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/^Brought/);
    expect(onlyResourceOf(there, 'AWS::Lambda::EventInvokeConfig').Properties.DestinationConfig.OnFailure.Destination)
      .toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] });
  });

  test('uses the queue and tells the people of its own account', () => {
    const app = testApp();
    const [here, there, people] = [['Here', HERE], ['There', THERE], ['People', THERE]].map(([id, env]) => new Stack(app, id as string, { env: env as typeof HERE }));
    const letters = new sqs.Queue(there, 'Letters');
    const topic = new sns.Topic(people, 'Topic');
    DeliveryDefaults.of(there).set({ deadLetterQueue: letters, alarmActions: { ticket: [new cloudwatchActions.SnsAction(topic)] } });
    ruleOn(here, functionIn(there, { functionName: 'handler' }), { alarmActions: { ticket: [new cloudwatchActions.SnsAction(new sns.Topic(here, 'OnCall'))] } });
    app.synth();
    expect(onlyResourceOf(there, 'AWS::Lambda::EventInvokeConfig').Properties.DestinationConfig.OnFailure.Destination).toEqual(there.resolve(letters.queueArn));
    expect(dropAlarmsOf(here)).toEqual([]);
    expect(dropAlarmsOf(there).map(({ Properties }) => JSON.stringify(Properties.AlarmActions))).toEqual([expect.stringContaining('Topic')]);
  });

  test('keeps the place that it has for its failures, and no queue is made that nothing writes to', () => {
    const app = testApp();
    const [here, there] = [new Stack(app, 'Here', { env: HERE }), new Stack(app, 'There', { env: THERE })];
    const own = new sqs.Queue(there, 'Own');
    ruleOn(here, functionIn(there, { functionName: 'handler', deadLetterQueue: own }));
    app.synth();
    expect(Object.keys(resourcesOf(there, 'AWS::SQS::Queue'))).toEqual([there.resolve((own.node.defaultChild as sqs.CfnQueue).logicalId)]);
    expect(dropAlarmsOf(there)).toHaveLength(1);
  });

  test('has no alarm left where the rule is switched off late', () => {
    const app = testApp();
    const [here, there] = [new Stack(app, 'Here', { env: HERE }), new Stack(app, 'There', { env: THERE })];
    const rule = ruleOn(here, functionIn(there, { functionName: 'handler' }));
    (rule.node.defaultChild as events.CfnRule).state = 'DISABLED';
    app.synth();
    expect(resourcesOf(there, 'AWS::CloudWatch::Alarm')).toEqual({});
  });

  test('that this app does not make is a warning', () => {
    const here = new Stack(testApp(), 'Here', { env: HERE });
    ruleOn(here, lambda.Function.fromFunctionArn(here, 'Theirs', `arn:aws:lambda:eu-west-1:${THERE.account}:function:theirs`));
    expect(messagesOf(here)).toContainEqual(expect.stringMatching(/captureHandlerFailures has no effect on function 'Here\/Theirs'/));
  });

  test('needs a queue', () => {
    const app = testApp();
    const [here, there] = [new Stack(app, 'Here', { env: HERE }), new Stack(app, 'There', { env: THERE })];
    expect(() => ruleOn(here, functionIn(there, { functionName: 'handler' }), { deadLetterQueueEnabled: false })).toThrow(/has no dead-letter queue to keep them/);
  });
});

describe('a function that has a place for its failures keeps it', () => {
  test('when that is a dead-letter queue', () => {
    const stack = testStack();
    ruleOn(stack, functionIn(stack, { deadLetterQueueEnabled: true }));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
    expect(dropAlarmsOf(stack)[0].Properties.AlarmDescription['Fn::Join'][1].join('')).toContain('the function\'s own on-failure destination or dead-letter queue');
  });

  test('when that is an on-failure destination', () => {
    const stack = testStack();
    const own = queueIn(stack, 'Own');
    ruleOn(stack, functionIn(stack, { onFailure: new destinations.SqsDestination(own) }));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: stack.resolve(own.queueArn) } },
    });
  });

  test('while other settings of its invocations stay beside the new destination', () => {
    const stack = testStack();
    const succeeded = queueIn(stack, 'Succeeded');
    ruleOn(stack, functionIn(stack, { retryAttempts: 0, onSuccess: new destinations.SqsDestination(succeeded) }));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination: stack.resolve(succeeded.queueArn) }, OnFailure: { Destination: SHARED_QUEUE } },
    });
  });
});

describe('the alarm of a function that drops events', () => {
  test('exists once, however many rules have the function as target', () => {
    const stack = testStack();
    const handler = functionIn(stack);
    const first = ruleOn(stack, handler);
    const second = ruleOn(stack, handler, {}, 'Second');
    expect(dropAlarmsOf(stack)).toHaveLength(1);
    expect([first.alarms.length, second.alarms.length]).toEqual([4, 3]);
    expect(dropAlarmsOf(stack)[0].Properties).toMatchObject({
      Namespace: 'AWS/Lambda', Statistic: 'Sum', Threshold: 1, Period: 300, EvaluationPeriods: 1, TreatMissingData: 'notBreaching',
    });
  });

  test.each([
    [[AwsService.BATCH], ['Page']],
    [[AwsService.EC2], ['Ticket']],
    [[AwsService.BATCH, AwsService.EC2], ['Page', 'Ticket']],
    [[AwsService.EC2, AwsService.BATCH], ['Page', 'Ticket']],
  ])('pages as soon as one of its rules is on guaranteed events, in whatever order they come: %#', (services, told) => {
    const stack = testStack();
    const handler = functionIn(stack);
    const action = (id: string) => new cloudwatchActions.SnsAction(new sns.Topic(stack, id));
    const alarmActions = { page: [action('Page')], ticket: [action('Ticket')] };
    services.forEach((service, n) => ruleOn(stack, handler, { alarmActions }, `Rule${n}`, service));
    expect(dropAlarmsOf(stack)[0].Properties.AlarmActions.map(({ Ref }: any) => Ref.replace(/[0-9A-F]{8}$/, ''))).toEqual(told);
  });

  test('tells the people of every rule, also when one of them has it made anew', () => {
    const stack = testStack();
    const handler = functionIn(stack);
    const named = (name: string) => ({ ticket: [{ bind: () => ({ alarmActionArn: name }) }], page: [{ bind: () => ({ alarmActionArn: name }) }] });
    ruleOn(stack, handler, { alarmActions: named('a') }, 'A');
    ruleOn(stack, handler, { alarmActions: named('b'), alarms: DeliveryAlarms.perRule({ handlerFailed: { threshold: 5 } }) }, 'B');
    ruleOn(stack, handler, { alarmActions: named('c') }, 'C');
    expect(dropAlarmsOf(stack).map(({ Properties }) => [Properties.Threshold, Properties.AlarmActions])).toEqual([[5, ['a', 'b', 'c']]]);
  });

  test('is there as soon as one rule wants it, and says where the records are', () => {
    const stack = testStack();
    const handler = functionIn(stack);
    ruleOn(stack, handler, { alarms: DeliveryAlarms.perRule({ handlerFailed: { enabled: false } }) });
    expect(dropAlarmsOf(stack)).toEqual([]);
    const other = testStack();
    const shared = functionIn(other);
    ruleOn(other, shared, { alarms: DeliveryAlarms.perRule({ handlerFailed: { enabled: false } }) });
    ruleOn(other, shared, {}, 'Second');
    expect(JSON.stringify(dropAlarmsOf(other)[0].Properties.AlarmDescription)).toContain('ServiceEventDeadLetterQueue');
  });

  test('says where the records are', () => {
    const stack = testStack();
    ruleOn(stack, functionIn(stack));
    expect(JSON.stringify(dropAlarmsOf(stack)[0].Properties.AlarmDescription)).toMatch(/HANDLER FAILED: function .*\(Stack\/Handler\).*requestPayload.*ServiceEventDeadLetterQueue/);
  });

  test('can be changed and switched off', () => {
    const stack = testStack();
    ruleOn(stack, functionIn(stack), { alarms: DeliveryAlarms.perRule({ handlerFailed: { threshold: 5 } }) });
    ruleOn(stack, functionIn(stack, {}, 'Off'), { alarms: DeliveryAlarms.perRule({ handlerFailed: { enabled: false } }) }, 'OffRule');
    ruleOn(stack, functionIn(stack, {}, 'None'), { alarms: DeliveryAlarms.none() }, 'NoneRule');
    expect(dropAlarmsOf(stack).map(({ Properties }) => Properties.Threshold)).toEqual([5]);
  });

  describe('of two rules of a function', () => {
    const five = { alarms: DeliveryAlarms.perRule({ handlerFailed: { threshold: 5 } }) };
    const six = { alarms: DeliveryAlarms.perRule({ handlerFailed: { threshold: 6 } }) };
    const off = { alarms: DeliveryAlarms.perRule({ handlerFailed: { enabled: false } }) };
    const thresholdOf = (...deliveries: DeliveryOptions[]) => {
      const stack = testStack();
      const handler = functionIn(stack);
      deliveries.forEach((delivery, n) => ruleOn(stack, handler, delivery, `Rule${n}`));
      return dropAlarmsOf(stack).map(({ Properties }) => Properties.Threshold);
    };

    test.each([
      ['the first', [five, {}]], ['the second', [{}, five]], ['both', [five, five]], ['one, where the other has none', [off, five]], ['one, after two', [{}, {}, five]],
    ])('has the threshold that %s gives', (_whose, deliveries) => {
      expect(thresholdOf(...deliveries)).toEqual([5]);
    });

    test('cannot have two thresholds', () => {
      expect(() => thresholdOf(five, six)).toThrow(/'Stack\/Rule1\/Rule' and 'Stack\/Rule0\/Rule' want different alarms of function 'Stack\/Handler': .*"threshold":6.* and .*"threshold":5.*Set handlerFailed once/);
    });

    test('loses the wishes of one that is switched off late', () => {
      const stack = testStack();
      const handler = functionIn(stack);
      const [rule] = [five, {}].map((delivery, n) => ruleOn(stack, handler, delivery, `Rule${n}`));
      (rule.rule.node.defaultChild as events.CfnRule).state = 'DISABLED';
      expect(dropAlarmsOf(stack).map(({ Properties }) => Properties.Threshold)).toEqual([1]);
    });
  });

  test('is not made for a rule that is switched off', () => {
    const stack = testStack();
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH, enabled: false, targets: [new targets.LambdaFunction(functionIn(stack))], delivery: { captureHandlerFailures: true },
    });
    expect(dropAlarmsOf(stack)).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
  });
});

describe('captureHandlerFailures that cannot be', () => {
  test('for lack of a queue is refused', () => {
    const stack = testStack();
    expect(() => ruleOn(stack, functionIn(stack), { deadLetterQueueEnabled: false })).toThrow(
      'Rule \'Stack/Rule/Rule\' is to capture the failures of function \'Stack/Handler\', and has no dead-letter queue to keep them');
  });

  test('on an imported function is a warning that can be acknowledged', () => {
    const stack = testStack();
    ruleOn(stack, lambda.Function.fromFunctionArn(stack, 'Imported', 'arn:aws:lambda:us-east-1:123456789012:function:theirs'));
    expect(messagesOf(stack)).toContainEqual(
      expect.stringContaining('warning: captureHandlerFailures has no effect on function \'Stack/Imported\', which this app does not make'));
  });

  test('is refused by the CDK when the function is configured after it has become a target', () => {
    const stack = testStack();
    const handler = functionIn(stack);
    ruleOn(stack, handler);
    expect(() => handler.configureAsyncInvoke({ retryAttempts: 1 })).toThrow('already been configured');
  });
});

test('a queue with a customer managed key takes the records too', () => {
  const stack = testStack();
  ruleOn(stack, functionIn(stack), { deadLetterQueue: new sqs.Queue(stack, 'Mine', { encryption: sqs.QueueEncryption.KMS }) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kms:GenerateDataKey*']) })]) },
  });
});

test('a function whose rule has a queue in another account keeps its failures in a queue of its own stack', () => {
  const app = testApp();
  const [here, there] = [['Here', '111111111111'], ['There', '222222222222']]
    .map(([id, account]) => new Stack(app, id, { env: { account, region: 'eu-west-1' } }));
  const queue = new sqs.Queue(there, 'DeadLetters', { queueName: 'dead-letters' });
  new ServiceEventRule(here, 'Rule', {
    service: AwsService.BATCH,
    targets: [new targets.LambdaFunction(functionIn(here))],
    delivery: { deadLetterQueue: queue, captureHandlerFailures: true },
  });
  const { DestinationConfig: config } = onlyResourceOf(here, 'AWS::Lambda::EventInvokeConfig').Properties;
  expect(config.OnFailure.Destination).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ServiceEventDeadLetterQueue/), 'Arn'] });
  expect(JSON.stringify(onlyResourceOf(here, 'AWS::Events::Rule').Properties.Targets[0].DeadLetterConfig)).toContain('222222222222:dead-letters');
});
