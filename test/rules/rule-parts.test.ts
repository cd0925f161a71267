import { App, Aws, Stack, Token, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ApiCallRule, AwsService, EventPatternRule, EventRegions, OperationsEvent, OperationsRules, SecurityEvent, SecurityRules } from 'cdk-service-events';
import { Construct } from 'constructs';
import { checkedTarget } from '../../src/rules/checked-target';
import { newerThan } from '../../src/rules/intent';
import { passGate, warnOfPattern } from '../../src/rules/pattern-gate';
import { requireBus } from '../../src/rules/required-bus';
import { messagesOf, queueIn, testStack } from '../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'eu-west-1' } });
  queueIn(stack, 'Any');
});

const EVENTS = { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] };
const ruleOf = (props: object = {}, id = 'Rule') => new EventPatternRule(stack, id, { eventPattern: EVENTS, ...props } as any);
const properties = (): any => Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'))[0].Properties;

describe('a target', () => {
  const bound = (config: any) => checkedTarget({ bind: () => config }, stack, 'MyTarget').bind(undefined as any, 'id');

  test.each([[undefined, 'undefined'], [{}, 'no ARN'], [{ arn: '' }, 'no ARN']])('that is bound to %j names nothing', (config, words) => {
    expect(() => bound(config)).toThrow(`A target of rule 'Stack' (MyTarget) names ${words} to send the events to`);
  });

  test.each([
    ['maximumRetryAttempts', 0, true], ['maximumRetryAttempts', 185, true], ['maximumRetryAttempts', 186, false], ['maximumRetryAttempts', -1, false], ['maximumRetryAttempts', 1.5, false],
    ['maximumEventAgeInSeconds', 60, true], ['maximumEventAgeInSeconds', 86_400, true], ['maximumEventAgeInSeconds', 59, false], ['maximumEventAgeInSeconds', 86_401, false],
  ])('with %s %d is taken: %p', (name, value, taken) => {
    const bind = () => bound({ arn: 'arn', retryPolicy: { [name]: value } });
    if (taken) {
      expect(bind()).toMatchObject({ arn: 'arn' });
    } else {
      expect(bind).toThrow(new RegExp(`${name === 'maximumRetryAttempts' ? 'retryAttempts' : 'maxEventAge'} of a target of rule 'Stack' \\(MyTarget\\) is ${value}( seconds)?: it must be a whole number from`));
    }
  });

  test('with numbers that are known at deployment only is taken', () => {
    expect(bound({ arn: 'arn', retryPolicy: { maximumRetryAttempts: Token.asNumber({ Ref: 'Attempts' }) } })).toMatchObject({ arn: 'arn' });
  });

  const policies = () => messagesOf(stack).filter((text) => /::(target-policy|target-key|dead-letter-queue-policy)\]/.test(text)).map((text) => /::([\w-]+)\]/.exec(text)![1]);

  test.each<[string, () => any, string[]]>([
    ['a queue of the app', () => new sqs.Queue(stack, 'Q'), []],
    ['a queue with a key of its own', () => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS }), []],
    ['a queue with the key of the service', () => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED }), ['target-key']],
    ['a queue from elsewhere', () => sqs.Queue.fromQueueArn(stack, 'Q', 'arn:aws:sqs:eu-west-1:111111111111:q'), ['target-policy']],
    ['a topic of the app', () => new sns.Topic(stack, 'T'), []],
    ['a topic from elsewhere', () => sns.Topic.fromTopicArn(stack, 'T', 'arn:aws:sns:eu-west-1:111111111111:t'), ['target-policy']],
    ['an event bus', () => new events.EventBus(stack, 'B'), []],
  ])('that is %s is spoken of: %#', (_what, make, said) => {
    bound({ arn: 'arn', targetResource: make() });
    expect(policies()).toEqual(said);
  });

  test.each<[string, string | undefined, string[]]>([
    ['none', undefined, []],
    ['one from elsewhere', 'arn:aws:sqs:eu-west-1:111111111111:d', ['dead-letter-queue-policy']],
  ])('that brings %s as its dead-letter queue is spoken of', (_what, arn, said) => {
    bound({ arn: 'arn', deadLetterConfig: arn && { arn } });
    expect(policies()).toEqual(said);
  });

  test('that brings a queue of the app, or a queue of another Region, is taken or refused', () => {
    bound({ arn: 'arn', deadLetterConfig: { arn: new sqs.Queue(stack, 'D').queueArn } });
    expect(policies()).toEqual([]);
    const far = (arn: string) => () => bound({ arn: 'arn:aws:sqs:us-east-1:111111111111:d', deadLetterConfig: { arn } });
    expect(far('arn:aws:sqs:us-east-1:111111111111:e')).toThrow('The deadLetterQueue of a target of rule \'Stack\' (MyTarget) cannot be used');
    expect(far('arn:aws:sqs:us-east-1:111111111111:d')).not.toThrow();
  });
});

describe('the bus of a rule', () => {
  const busOf = (eventBusName: string, env?: object): any => ({ eventBusName, env });
  const required = (bus: any, sources: unknown) => requireBus(stack, bus, sources);

  test('may be any of its account and Region, or one of which these are not known', () => {
    expect([undefined, busOf('b'), busOf('b', { account: '111111111111', region: 'eu-west-1' }), busOf('b', { account: Aws.ACCOUNT_ID, region: Aws.REGION })].map((bus) => required(bus, ['aws.ec2']))).toEqual(Array(4).fill(undefined));
  });

  test.each([
    [{ region: 'us-east-1' }, 'is in us-east-1, and the rule in eu-west-1: a rule watches a bus of its own Region'],
    [{ account: '222222222222' }, 'is in account 222222222222, and the rule in 111111111111: a rule watches a bus of its own account'],
  ])('may not be in %j', (env, words) => {
    expect(() => required(busOf('b', env), ['aws.ec2'])).toThrow(words);
  });

  test.each<[string, unknown, boolean]>([
    ['aws.partner/x', ['aws.ec2'], true], ['aws.partner/x', ['aws.ec2', 'aws.s3'], true], ['aws.partner/x', ['aws.partner/x'], false], ['aws.partner/x', ['aws.ec2', 'own'], false], ['aws.partner/x', [{ prefix: 'aws.' }], false],
    ['aws.partner/x', undefined, false], ['my-aws.partner/', ['aws.ec2'], false], [Aws.STACK_NAME, ['aws.ec2'], false],
  ])('%s has events of %j never: %p', (name, sources, refused) => {
    const require = () => required(busOf(name), sources);
    if (refused) {
      expect(require).toThrow('which has the events of a partner and none of AWS services');
    } else {
      expect(require()).toBeUndefined();
    }
  });
});

describe('the gate', () => {
  const gate = (pattern: any, options: object = {}) => passGate(stack, pattern, { intents: [], everyKind: true, ...options });
  const said = () => messagesOf(stack).filter((text) => text.includes("'Stack'"));

  test('says all errors of a pattern in one sentence each', () => {
    expect(() => gate({ 'source': ['aws.ec3'], 'detail-type': ['X'] })).toThrow(/^Rule 'Stack' can never match: .* What is newer than the catalogue is accepted with allowUnknown/);
    expect(() => gate({ source: [{ nothing: 1 }] }, { what: 'Archive' })).toThrow(/^Archive 'Stack':/);
  });

  test('forgives what the user has asked for', () => {
    expect(gate({ source: ['aws.ec3'] }, { intents: [{ check: 'unknown-source', reason: 'r' }] })).toBeUndefined();
    expect(() => gate({ source: ['aws.ec3'] }, { intents: [{ check: 'other', reason: 'r' }] })).toThrow("'aws.ec3'");
  });

  test('warns of what is not certain, once for each check', () => {
    gate({ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['iam.amazonaws.com'], eventName: ['CreateNothing', 'DeleteNothing'] } });
    expect(said()).toHaveLength(1);
    expect(said()[0]).toMatch(/^warning: Rule 'Stack' may never match: .*CreateNothing.*DeleteNothing.* Acknowledge this warning once an event has matched\./);
  });

  test('only warns of rules that were made otherwise, which have no options', () => {
    warnOfPattern(stack, { source: ['aws.ec3'] } as any);
    expect(said()).toEqual([expect.stringMatching(/^warning: Rule 'Stack' can never match: .*::unknown-source\]/)]);
    expect(said()[0]).not.toContain('allowUnknown');
  });
});

describe('a rule', () => {
  test('is described by what it matches, as far as there is room', () => {
    ruleOf();
    expect(properties().Description).toMatch(/\S/);
    expect(properties()).not.toHaveProperty('EventBusName');
  });

  test.each([[512, true], [513, false]])('may have %i characters of description: %p', (length, taken) => {
    const make = () => ruleOf({ description: 'd'.repeat(length) });
    if (taken) {
      make();
      expect(properties().Description).toHaveLength(length);
    } else {
      expect(make).toThrow('description');
    }
  });

  test('matches events of the accounts that are named, and no replays where these are left out', () => {
    ruleOf({ accounts: ['222222222222'], excludeReplays: true });
    expect(properties().EventPattern).toEqual({ ...EVENTS, 'account': ['222222222222'], 'replay-name': [{ exists: false }] });
  });

  test.each<[object, string]>([
    [{ accounts: [] }, 'accounts of rule \'Stack/Rule\' is an empty list'],
    [{ accounts: ['222222222222'], eventPattern: { ...EVENTS, account: ['111111111111'] } }, 'names accounts itself'],
  ])('is refused with %j', (props, words) => {
    expect(() => ruleOf(props)).toThrow(words);
  });

  test('takes five targets, and no sixth', () => {
    const rule = ruleOf();
    const target = (): any => ({ bind: () => ({ arn: new sqs.Queue(stack, `T${stack.node.children.length}`).queueArn }) });
    [1, 2, 3, 4, 5].forEach(() => rule.addTarget(target()));
    expect(() => rule.addTarget(target())).toThrow("Rule 'Stack/Rule' is given target number 6, and EventBridge allows 5 a rule");
  });

  test('is off where it is switched off, and has then nothing that watches it', () => {
    ruleOf({ enabled: false, targets: [{ bind: () => ({ arn: new sqs.Queue(stack, 'T').queueArn }) }] });
    expect(properties().State).toBe('DISABLED');
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
    expect(messagesOf(stack).filter((text) => text.includes('rule-without-target') || text.includes('events-can-go-missing'))).toEqual([]);
  });

  test('that nobody hears of is said, unless somebody looks at its metrics', () => {
    const without = () => messagesOf(stack).filter((text) => text.includes('rule-without-target')).length;
    ruleOf();
    expect(without()).toBe(1);
    stack = testStack();
    queueIn(stack, 'Any');
    ruleOf().metricTriggeredRules();
    expect(without()).toBe(0);
    stack = testStack();
    queueIn(stack, 'Any');
    ruleOf({ enabled: false });
    expect(without()).toBe(0);
  });

  test('is told what surprises people about its events, unless it is switched off', () => {
    const told = (enabled: boolean) => {
      stack = testStack({ env: { account: '111111111111', region: 'us-east-1' } });
      queueIn(stack, 'Any');
      new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, operations: ['CreateUser'], enabled });
      return messagesOf(stack).filter((text) => /trail/i.test(text) && !text.includes('events-can-go-missing')).length > 0;
    };
    expect([told(true), told(false)]).toEqual([true, false]);
  });

  test('passes the gate again, where an override changes its pattern', () => {
    const { rule } = ruleOf();
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('EventPattern.source', ['aws.ec3']);
    expect(() => Template.fromStack(stack)).toThrow(/Rule 'Stack\/Rule' can never match: .*'aws\.ec3'/);
  });

  test('that is fed from elsewhere is acknowledged as such', () => {
    ruleOf({ eventRegions: EventRegions.alreadyForwarded() });
    expect(JSON.stringify(stack.node.findAll().flatMap(({ node }) => node.metadata))).toContain('cdk-service-events::wrong-region');
  });
});

test('a rule acknowledges what it was asked for in so many words, and nothing else', () => {
  const entriesOf = ({ node }: Construct) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  const acknowledged = (rule: Construct) => entriesOf(rule).flatMap(({ data }) => Object.keys(data));
  expect(entriesOf(ruleOf())).toEqual([]);
  expect(acknowledged(new ApiCallRule(stack, 'Calls', { service: AwsService.EC2 }))).toEqual(['cdk-service-events::api-call-without-event-name']);
  expect(acknowledged(ruleOf({ allowUnknown: true }, 'Newer'))).toContain('cdk-service-events::unknown-source');
});

test('a metric has the statistic that is asked for, and else its own', () => {
  const rule = ruleOf();
  expect([rule.metricIngestionToInvocationSuccessLatency(), rule.metricIngestionToInvocationSuccessLatency({ statistic: 'p99' })].map(({ statistic }) => statistic)).toEqual(['Average', 'p99']);
});

test('what is newer than the catalogue is forgiven for services of the user and where the rule allows it, and else not', () => {
  const reasonsOf = (custom: boolean, allowed?: boolean) => newerThan({ _isCustom: custom } as any, allowed).map(({ reason }) => reason);
  const reasons = (custom: boolean, allowed?: boolean) => new Set(reasonsOf(custom, allowed)).size;
  expect([reasons(false), reasons(true), reasons(false, true), reasons(true, true)]).toEqual([0, 1, 1, 2]);
});

describe('rules on a list', () => {
  const watched = (props: any) => new OperationsRules(stack, 'Watch', props);

  test.each<[any, string]>([
    [{ events: [] }, "events of 'Stack/Watch' is an empty list, which watches nothing"],
    [{ events: [OperationsEvent.PIPELINE_FAILED, OperationsEvent.PIPELINE_FAILED] }, 'PIPELINE_FAILED twice: once is enough'],
    [{ events: Object.values(OperationsEvent).slice(0, 2), ruleName: 'one' }, "'Stack/Watch' makes 2 rules, which cannot all be called 'one'"],
  ])('are refused with %j', (props, words) => {
    expect(() => watched(props)).toThrow(words);
  });

  test('on the root user have events forwarded from the one other Region of a partition that has them', () => {
    const gov = new Stack(stack.node.root as App, 'Gov', { env: { account: '111111111111', region: 'us-gov-east-1' } });
    new SecurityRules(gov, 'Watch', { events: [SecurityEvent.ROOT_ACTIVITY], eventRegions: EventRegions.forward() });
    expect(stack.node.root.node.tryFindChild('ServiceEventForwarder-Gov-us-gov-west-1')).toBeDefined();
  });

  test('may have a name where there is one', () => {
    watched({ events: [OperationsEvent.PIPELINE_FAILED], ruleName: 'one' });
    expect(properties().Name).toBe('one');
  });
});
