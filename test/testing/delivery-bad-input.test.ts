import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { testing } from 'cdk-service-events';

const { DeliveryTester, Fault } = testing;

const EVENT = { 'source': 'aws.s3', 'detail-type': 'Object Created', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const TARGET = { Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:111111111111:q' };
const templateOf = (EventPattern: unknown, rest: object = {}) => ({ ...rest, Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern, Targets: [TARGET] } } } });
const TEMPLATE = templateOf({ source: ['aws.s3'] });
const PARAMETER = { Parameters: { Source: { Type: 'String' } } };

/** Tokens in an event are looked for where there is an app. */
const testerOfApp = () => {
  const stack = new Stack(new App(), 'Stack');
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.s3'] } });
  return DeliveryTester.fromStacks([stack]);
};
const circle = () => {
  const event: Record<string, any> = structuredClone(EVENT);
  event.detail.self = event;
  return event;
};
const tester = () => DeliveryTester.fromTemplates([{ template: TEMPLATE }]);
const token = () => new CfnParameter(new Stack(new App(), 'Stack'), 'Seconds', { type: 'Number' }).valueAsNumber;

test.each<[name: string, run: () => unknown, words: string]>([
  ['no app', () => DeliveryTester.fromApp(undefined as any), 'The app is undefined: give the app'],
  ['an app without a stack', () => DeliveryTester.fromApp(new App()), 'There is no stack'],
  ['a stack that is no list', () => DeliveryTester.fromStacks(new Stack(new App(), 'Stack') as any), 'stacks is an object: give a list of stacks; fromApp takes an app.'],
  ['no templates', () => DeliveryTester.fromTemplates([]), 'is given no template'],
  ['a template by itself', () => DeliveryTester.fromTemplates([TEMPLATE as any]), 'A template has Resources, and this has none'],
  ['templates that are none', () => DeliveryTester.fromTemplates(undefined as any), 'templates is undefined: give a list'],
  ['an account that is none', () => DeliveryTester.fromTemplates([{ template: TEMPLATE, account: '123' }]), "account is '123'"],
  ['a Region that is none', () => DeliveryTester.fromTemplates([{ template: TEMPLATE, region: 'here' }]), "region is 'here'"],
  ['a pattern that EventBridge refuses', () => DeliveryTester.fromTemplates([{ template: templateOf({ source: 'x' }) }]), 'Rule Rule: EventBridge refuses this event pattern'],
  ['a pattern that is no JSON', () => DeliveryTester.fromTemplates([{ template: templateOf('{"source":') }]), "its EventPattern is '{\"source\":', and no JSON"],
  ['a pattern that the deployment knows', () => DeliveryTester.fromTemplates([{ template: templateOf({ Ref: 'Source' }, PARAMETER) }]), 'give it in parameters'],
  ['a parameter that no template has', () => DeliveryTester.fromTemplates([{ template: TEMPLATE }], { parameters: { Rul: 1 } }), "The templates have nothing called 'Rul'. They have Rule."],
  ['an event that is none', () => tester().deliver([] as any), 'An event is a JSON object'],
  ['an event that is none, beside an app', () => testerOfApp().deliver([] as any), 'An event is a JSON object'],
  ['an event that contains itself, beside an app', () => testerOfApp().deliver(circle()), 'The event is nested deeper than'],
  ['an event without a source, beside an app', () => testerOfApp().deliver({ 'detail-type': 'X' }), "'source' of the event is missing"],
  ['an event as a broken text', () => tester().deliverJson('{'), 'An event is given as a JSON text, and this is none'],
  ['a fault that is none', () => tester().deliver(EVENT, { faults: ['target-is-gone' as any] }), 'A fault is "target-is-gone"'],
  ['faults that are no list', () => tester().deliver(EVENT, { faults: Fault.targetIsGone() as any }), 'faults is an object: give a list'],
  ['a fault of a number', () => tester().deliver(EVENT, { faults: [Fault.targetIsGone({ of: 5 })] }), 'and this is 5'],
  ['a fault of a Region where nothing is', () => tester().deliver(EVENT, { faults: [Fault.regionIsCutOff({ of: 'eu-west-9' })] }), "The app has no rule or target in 'eu-west-9'."],
  ['a time that is a number', () => Fault.targetIsGone({ lasts: 5 as any }), 'lasts of fault target-is-gone is 5: give a Duration'],
  ['a time that only the deployment knows', () => Fault.targetIsGone({ lasts: Duration.seconds(token()) }), 'give a Duration that is known'],
  ['an event bus without a name', () => tester().deliver(EVENT, { eventBusName: '' }), "The app has no event bus '' with rules."],
  ['a rule to leave out that is none', () => tester().expectNothingLost({ leaveOut: ['Rull'] }), "The app has no rule 'Rull' to leave out. Nearest: Rule."],
  ['rules to leave out that are no list', () => tester().expectNothingLost({ leaveOut: 'Rule' as any }), 'leaveOut is Rule: give a list of rules.'],
  ['an event that no rule gets', () => tester().expectNothingLost({ sample: { ...EVENT, source: 'aws.ec2' } }), 'No rule gets the event, so that there is nothing to lose:\nEvent'],
  ['a queue to redrive that is none', () => tester().redrive({ of: 'q' }), "The app has nothing called 'q' that keeps events."],
])('%s is refused with words', (_, run, words) => {
  expect(run).toThrow(words);
});

test.each<[name: string, run: () => unknown]>([
  ['a fault that lasts no time', () => expect(tester().deliver(EVENT, { faults: [Fault.targetIsGone({ lasts: Duration.seconds(0) })] }).end).toBe('DELIVERED')],
  ['the same fault twice', () => expect(tester().deliver(EVENT, { faults: [Fault.targetIsGone(), Fault.targetIsGone()] }).end).toBe('LOST')],
  ['a rule, or the id of a target, for all that it means', () => expect(tester().deliver(EVENT, { faults: [Fault.targetIsGone({ of: 'Rule' }), Fault.targetIsSlow({ of: 'T' })] }).end).toBe('LOST')],
  ['the ARN of a bus', () => expect(tester().deliver(EVENT, { eventBusName: 'arn:aws:events:eu-west-1:111111111111:event-bus/default' }).end).toBe('DELIVERED')],
  ['nothing to redrive or replay', () => expect([tester().redrive().queues, tester().replay()]).toEqual([[], []])],
  ['a value that is given', () => expect(DeliveryTester.fromTemplates([{ template: templateOf({ source: [{ Ref: 'Source' }] }, PARAMETER) }], { parameters: { Source: 'aws.s3' } }).deliver(EVENT).end).toBe('DELIVERED')],
])('%s is let through', (_, run) => {
  run();
});

test('a value that is not given is named, with the way to give it', () => {
  const { trace } = DeliveryTester.fromTemplates([{ template: templateOf({ source: [{ Ref: 'Source' }] }, PARAMETER) }]).deliver(EVENT);
  expect(trace).toContain("a stand-in: what 'Source' is, the deployment decides; give it in parameters");
});
