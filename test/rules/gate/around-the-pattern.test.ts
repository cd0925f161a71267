import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ApiCallRule, AwsService, CloudTrailEventRule, CloudTrailEventType, ConsoleSignInRule, Ec2Events, EventPatternRule, ServiceEventAlarm,
  ServiceEventProtection, ServiceEventRule, ServiceRuleOptions,
} from 'cdk-service-events';
import { reportOf } from '../../support/findings';
import { resourcesOf, testApp } from '../../support/test-app';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const STOPPED = { service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] };

const stackOf = (env: object = ENV) => new Stack(testApp(), 'Stack', { env });

const busNamesIn = (stack: Stack) => Object.values(resourcesOf(stack, 'AWS::Events::Rule')).map(({ Properties }) => Properties.EventBusName);

/** The rules that take the options of all rules. */
const RULES: [name: string, make: (stack: Stack, options: ServiceRuleOptions) => unknown][] = [
  ['ServiceEventRule', (stack, options) => new ServiceEventRule(stack, 'Rule', { ...STOPPED, ...options })],
  ['ApiCallRule', (stack, options) => new ApiCallRule(stack, 'Rule', { service: AwsService.EC2, operations: ['RunInstances'], ...options })],
  ['CloudTrailEventRule', (stack, options) => new CloudTrailEventRule(stack, 'Rule', {
    service: AwsService.KMS, eventType: CloudTrailEventType.SERVICE_EVENT, eventNames: ['RotateKey'], ...options,
  })],
  ['ConsoleSignInRule', (stack, options) => new ConsoleSignInRule(stack, 'Rule', options)],
  ['EventPatternRule', (stack, options) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, ...options })],
];

describe.each(RULES)('%s', (_name, make) => {
  const busOf = (stack: Stack, arn: string) => events.EventBus.fromEventBusArn(stack, 'Bus', arn);

  test('refuses a bus of another account', () => {
    const stack = stackOf();
    expect(() => make(stack, { eventBus: busOf(stack, 'arn:aws:events:eu-west-1:222222222222:event-bus/theirs') })).toThrow(/in account 222222222222, and the rule in 111122223333/);
  });

  test('refuses a bus of another Region', () => {
    const stack = stackOf();
    expect(() => make(stack, { eventBus: busOf(stack, 'arn:aws:events:us-east-1:111122223333:event-bus/ours') })).toThrow(/is in us-east-1, and the rule in eu-west-1/);
  });

  test.each([
    ['of its own account and Region', 'arn:aws:events:eu-west-1:111122223333:event-bus/ours', ENV],
    ['where the environment of the stack is not known', 'arn:aws:events:us-east-1:222222222222:event-bus/theirs', {}],
  ])('takes a bus %s', (_what, arn, env) => {
    const stack = stackOf(env);
    make(stack, { eventBus: busOf(stack, arn) });
    expect(busNamesIn(stack)).toEqual([arn.split('/')[1]]);
  });

  test.each<[keyof ServiceRuleOptions, unknown]>([
    ['enabled', 'yes'], ['ruleName', 5], ['description', {}], ['targets', 'queue'], ['accounts', '111122223333'], ['delivery', 7],
  ])('refuses a wrong value of the option %s, which all rules have', (name, value) => {
    expect(() => make(stackOf(), { [name]: value } as ServiceRuleOptions)).toThrow(new RegExp(`${name} of rule 'Stack/Rule' is`));
  });

  test('takes a bus of which only the deployment knows the account', () => {
    const stack = stackOf();
    make(stack, { eventBus: busOf(stack, Token.asString({ Ref: 'BusArn' })) });
    expect(JSON.stringify(busNamesIn(stack))).toContain('{"Ref":"BusArn"}');
  });

  test('refuses the bus of a partner, which has no events of AWS services', () => {
    const stack = stackOf();
    expect(() => make(stack, { eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'aws.partner/shop.example/1') })).toThrow(/partner/);
  });

  test('refuses a queue as the dead-letter queue of itself', () => {
    const stack = stackOf();
    const queue = new sqs.Queue(stack, 'Queue');
    expect(() => make(stack, { targets: [new targets.SqsQueue(queue)], delivery: { deadLetterQueue: queue } })).toThrow(/own dead-letter queue/);
  });

  test('refuses a target that brings itself as its dead-letter queue', () => {
    const stack = stackOf();
    const queue = new sqs.Queue(stack, 'Queue');
    expect(() => make(stack, { targets: [new targets.SqsQueue(queue, { deadLetterQueue: queue })] })).toThrow(/own dead-letter queue/);
  });
});

test('a partner\'s own events are matched on the bus of the partner', () => {
  const stack = stackOf();
  const eventBus = events.EventBus.fromEventBusName(stack, 'Bus', 'aws.partner/shop.example/1');
  new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.partner/shop.example/1'] }, eventBus });
  expect(busNamesIn(stack)).toEqual(['aws.partner/shop.example/1']);
});

test('protection is refused a dead-letter queue that is a target of a rule', () => {
  const stack = stackOf();
  const queue = new sqs.Queue(stack, 'Queue');
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(queue)] });
  ServiceEventProtection.of(stack).apply({ deadLetterQueue: queue });
  expect(() => resourcesOf(stack, 'AWS::Events::Rule')).toThrow(/Queue '.*Queue' is a target of rule '.*Rule\/Resource' and its deadLetterQueue/);
});

test('the checks find a queue that is its own dead-letter queue', () => {
  const stack = stackOf();
  const queue = new sqs.Queue(stack, 'Queue');
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ec2'] }, targets: [new targets.SqsQueue(queue, { deadLetterQueue: queue })] });
  expect(reportOf(stack.node.root as never).findings.find(({ id }) => id === 'dead-letter-queue-kind')?.text).toMatch(/is the target itself/);
});

/** The warnings of one kind that an app says. */
function said(stack: Stack, id: string): string[] {
  const { messages } = (stack.node.root as ReturnType<typeof testApp>).synth().getStackByName(stack.stackName);
  return messages.map(({ entry }) => String(entry.data)).filter((text) => text.includes(id));
}

describe('a rule that nobody receives', () => {
  const make = (options: object) => {
    const stack = stackOf();
    const rule = new ServiceEventRule(stack, 'Rule', { ...STOPPED, ...options });
    return { stack, rule };
  };

  test.each([['without targets', {}], ['with an empty list of targets', { targets: [] }]])('%s is a warning', (_what, options) => {
    expect(said(make(options).stack, 'rule-without-target')).toEqual([expect.stringMatching(/Rule 'Stack\/Rule' has no target/)]);
  });

  test.each<[string, object]>([
    ['that is disabled', { enabled: false }],
    ['with an archive', { delivery: { archive: Duration.days(7) } }],
    ['with an alarm on silence', { delivery: { expectEvery: Duration.days(1) } }],
  ])('%s is none', (_what, options) => {
    expect(said(make(options).stack, 'rule-without-target')).toEqual([]);
  });

  test('that an override switches off is none', () => {
    const { stack, rule } = make({});
    (rule.rule.node.defaultChild as events.CfnRule).addPropertyOverride('State', 'DISABLED');
    expect(said(stack, 'rule-without-target')).toEqual([]);
  });

  test('that gets its target from the rule of the CDK is none', () => {
    const { stack, rule } = make({});
    rule.rule.addTarget(new targets.SqsQueue(new sqs.Queue(stack, 'Queue')));
    expect(said(stack, 'rule-without-target')).toEqual([]);
  });

  test('that an alarm counts is none', () => {
    const { stack, rule } = make({});
    new cloudwatch.Alarm(stack, 'Alarm', { metric: rule.metricTriggeredRules(), threshold: 1, evaluationPeriods: 1 });
    expect(said(stack, 'rule-without-target')).toEqual([]);
  });

  test('in a ServiceEventAlarm is none', () => {
    const stack = stackOf();
    new ServiceEventAlarm(stack, 'Alarm', STOPPED);
    expect(said(stack, 'rule-without-target')).toEqual([]);
  });
});

describe('protection looks at the pattern of a plain rule as the constructs do, and warns', () => {
  const protectedRule = (eventPattern: events.EventPattern) => {
    const stack = stackOf();
    new events.Rule(stack, 'Rule', { eventPattern, targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))] });
    ServiceEventProtection.of(stack).apply();
    return stack;
  };

  test('of a misspelt kind of events', () => {
    const stack = protectedRule({ source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notifcation'] });
    expect(said(stack, 'unknown-detail-type')).toEqual([expect.stringMatching(/can never match.*Nearest: 'EC2 Instance State-change Notification'/)]);
  });

  test('of what EventBridge refuses', () => {
    const stack = protectedRule({ source: ['aws.ec2'], detail: { state: [{ prefx: 'a' }] } });
    expect(said(stack, 'refused-pattern')).toEqual([expect.stringMatching(/'prefix'/)]);
  });

  test('but says nothing of a right pattern', () => {
    const stack = protectedRule({ source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'], detail: { state: ['stopped'] } });
    expect(said(stack, 'unknown')).toEqual([]);
  });
});
