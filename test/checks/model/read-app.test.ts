import { App, CfnElement, CfnResource, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, EventPatternRule, ServiceEventProtection, ServiceEventRule } from 'cdk-service-events';
import { readApp } from '../../../src/checks/model/read-app';
import { originOf } from '../../../src/checks/model/rule-origin';
import { checkedApp } from '../../support/findings';
import { queueIn } from '../../support/test-app';

const EVENTS = { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notification'] };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack');
});

function originsIn(root: App = app) {
  root.synth({ skipValidation: true });
  return Object.fromEntries(readApp(root).rules.map((rule) => [rule.path, originOf(rule)]));
}

/** A part of a template that another app has written, with the paths of that app. */
class Included extends CfnElement {
  public _toCloudFormation(): object {
    const Metadata = { 'aws:cdk:path': 'Stack/Rule/Rule/Resource' };
    return { Resources: { Included: { Type: 'AWS::Events::Rule', Metadata, Properties: { EventPattern: { source: ['aws.ec2'] } } } } };
  }
}

const targetIn = (scope: Stack): events.IRuleTarget => ({ bind: () => ({ arn: queueIn(scope, 'Target').queueArn }) });

test('a rule of this library is guarded, and has the promise of its events', () => {
  new EventPatternRule(stack, 'Rule', { eventPattern: EVENTS, targets: [targetIn(stack)] });
  new ServiceEventRule(stack, 'Batch', { service: AwsService.BATCH });
  expect(originsIn()).toEqual({
    'Stack/Rule/Rule/Resource': expect.objectContaining({ isGuarded: true, lacksProtection: false, deliveryType: 'BEST_EFFORT' }),
    'Stack/Batch/Rule/Resource': expect.objectContaining({ deliveryType: 'GUARANTEED' }),
  });
});

test('a rule of the AWS CDK is not, and has none', () => {
  new events.Rule(stack, 'Rule', { eventPattern: EVENTS, targets: [targetIn(stack)] });
  new events.CfnRule(stack, 'CfnRule', { eventPattern: { source: ['aws.ec2'] } });
  const none = { isGuarded: false, lacksProtection: false, protection: undefined, deliveryType: undefined };
  expect(originsIn()).toEqual({ 'Stack/Rule/Resource': none, 'Stack/CfnRule': none });
});

test('a rule that protection has reached is guarded, and says what it was given', () => {
  new events.Rule(stack, 'Rule', { eventPattern: EVENTS, targets: [targetIn(stack)] });
  ServiceEventProtection.of(app).apply();
  expect(originsIn()).toEqual({ 'Stack/Rule/Resource': { isGuarded: true, lacksProtection: false, protection: { deadLetterQueues: 1, retryPolicies: 1, alarms: 3 }, deliveryType: undefined } });
});

describe('protection that was applied before a stage was made', () => {
  const lacksIn = (make: (late: Stack) => void) => {
    ServiceEventProtection.of(app).apply();
    make(new Stack(new Stage(app, 'Stage'), 'Late'));
    return Object.values(originsIn()).map((origin) => origin!.lacksProtection);
  };
  const ruleIn = (late: Stack) => new events.Rule(late, 'Rule', { eventPattern: EVENTS, targets: [targetIn(late)] });

  test('has not reached its rules', () => {
    expect(lacksIn(ruleIn)).toEqual([true]);
  });

  test('was not to reach a rule that has opted out, nor one of this library', () => {
    const rules = lacksIn((late) => {
      Tags.of(ruleIn(late)).add(ServiceEventProtection.TAG, ServiceEventProtection.OFF);
      new EventPatternRule(late, 'Ours', { eventPattern: EVENTS });
    });
    expect(rules).toEqual([false, false]);
  });

  test('that was applied nowhere was to reach none', () => {
    ruleIn(stack);
    expect(Object.values(originsIn()).map((origin) => origin!.lacksProtection)).toEqual([false]);
  });
});

test('a resource of the type that no construct for rules has made is known as well', () => {
  new CfnResource(stack, 'Rule', { type: 'AWS::Events::Rule', properties: { EventPattern: { source: ['aws.ec2'] } } });
  expect(originsIn()).toEqual({ 'Stack/Rule': { isGuarded: false, lacksProtection: false, protection: undefined, deliveryType: undefined } });
});

test('a template that is included and brings the path of a rule of this library is not taken for it', () => {
  new EventPatternRule(stack, 'Rule', { eventPattern: EVENTS, targets: [targetIn(stack)] });
  const other = new Stack(app, 'Other');
  new Included(other, 'Included');
  app.synth({ skipValidation: true });
  const [own, included] = readApp(app).rules;
  expect([originOf(own)?.deliveryType, originOf(included)]).toEqual(['BEST_EFFORT', undefined]);
});

test('a template in which a path stands twice is read by what its resources are called', () => {
  const rule = new EventPatternRule(stack, 'Rule', { eventPattern: EVENTS, targets: [targetIn(stack)] });
  new Included(stack, 'Included');
  app.synth({ skipValidation: true });
  const own = stack.getLogicalId(rule.rule.node.defaultChild as events.CfnRule);
  const origins = readApp(app).rules.map((each) => [each.resource.logicalId === own, originOf(each)?.deliveryType]);
  expect(origins.sort()).toEqual([[false, undefined], [true, 'BEST_EFFORT']]);
});

test('what was read for the report is handed on once', () => {
  new events.Rule(stack, 'Rule', { eventPattern: EVENTS });
  app.synth({ skipValidation: true });
  const read = readApp(app, true);
  expect(readApp(app)).toBe(read);
  expect(readApp(app)).not.toBe(read);
  const again = readApp(app, true);
  expect(again).not.toBe(read);
  expect(readApp(app, true)).not.toBe(again);
});
