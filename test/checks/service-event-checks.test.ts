import { App, CfnElement, CfnResource, NestedStack, Stack, Stage, Token, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ApiCallRule, AwsService, CheckSeverity, Ec2Events, EventRegions, ServiceEventChecks, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';
import { checkedApp, refusalOf, reportOf } from '../support/findings';

function misspelt(scope: Construct, id = 'Rule'): events.Rule {
  return new events.Rule(scope, id, { eventPattern: { source: ['aws.ec2'], detailType: ['EC2 Instance State-change Notifcation'] } });
}

let app: App;
let stack: Stack;
beforeEach(() => {
  app = checkedApp();
  stack = new Stack(app, 'Stack');
});

describe('the report of the CDK', () => {
  test('has construct path, check, severity, offending value and fix', () => {
    misspelt(stack);
    expect(reportOf(app)).toEqual({
      success: false,
      findings: [{
        id: 'unknown-detail-type',
        severity: 'error',
        path: 'Stack/Rule/Resource',
        location: 'Properties.EventPattern.detail-type',
        value: 'EC2 Instance State-change Notifcation',
        text: expect.stringContaining('does not send events with the detail-type'),
        fix: "Nearest: 'EC2 Instance State-change Notification', 'EC2 Fast Launch State-change Notification', 'EC2 Instance Rebalance Recommendation'.",
      }],
    });
  });

  test('fails the synthesis on what is proven, and says how to acknowledge it', () => {
    misspelt(stack);
    const text = refusalOf(app)!;
    expect(text).toContain('Stack/Rule/Resource');
    expect(text).toContain("Suggested fix: Nearest: 'EC2 Instance State-change Notification', 'EC2 Fast Launch State-change Notification', 'EC2 Instance Rebalance Recommendation'.");
    expect(text).toContain("Acknowledge with 'cdk-service-events::unknown-detail-type'");
  });

  test('lets what is suspected pass', () => {
    new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))] });
    expect(reportOf(app)).toMatchObject({ success: true, findings: [{ id: 'no-dead-letter-queue', severity: 'warning' }] });
    expect(refusalOf(app)).toBeUndefined();
  });
});

const BATCH = { source: ['aws.batch'], detailType: ['Batch Job State Change'] };
const KNOWN = { id: 'cdk-service-events::unknown-detail-type', reason: 'newer than the catalogue' };

describe('an acknowledgement', () => {
  test.each<[string, (rule: events.Rule) => Construct]>([
    ['on the construct', (rule) => rule],
    ['on its stack', () => stack],
    ['on the app', () => app],
  ])('%s keeps the finding from failing the synthesis', (_where, scopeOf) => {
    Validations.of(scopeOf(misspelt(stack))).acknowledge(KNOWN);
    expect(refusalOf(app)).toBeUndefined();
  });

  test('holds for its construct only', () => {
    Validations.of(misspelt(stack, 'One')).acknowledge(KNOWN);
    misspelt(stack, 'Two');
    const text = refusalOf(app)!;
    expect(text).toContain('Stack/Two/Resource');
    expect(text).not.toContain('Stack/One/Resource');
  });
});

describe('the severity of a check', () => {
  test('can be lowered', () => {
    misspelt(stack);
    expect(reportOf(app, { severities: { 'unknown-detail-type': CheckSeverity.WARNING } }))
      .toMatchObject({ success: true, findings: [{ severity: 'warning' }] });
  });

  test('can be raised', () => {
    new events.Rule(stack, 'Rule', { eventPattern: BATCH, targets: [new targets.SnsTopic(new sns.Topic(stack, 'Topic'))] });
    expect(refusalOf(app, app, { severities: { 'no-dead-letter-queue': CheckSeverity.ERROR } })).toContain('no-dead-letter-queue');
  });

  test('that is fatal cannot be acknowledged', () => {
    Validations.of(misspelt(stack)).acknowledge(KNOWN);
    expect(refusalOf(app, app, { severities: { 'unknown-detail-type': CheckSeverity.FATAL } })).toContain('FATAL');
  });

  test('can be switched off', () => {
    misspelt(stack);
    expect(reportOf(app, { severities: { 'unknown-detail-type': CheckSeverity.OFF } })).toEqual({ success: true, findings: [] });
  });

  test('of a check that does not exist is refused, with the nearest', () => {
    expect(() => new ServiceEventChecks({ severities: { 'unknown-detailtype': CheckSeverity.OFF } })).toThrow("Nearest: 'unknown-detail-type'");
  });
});

describe('rules are found', () => {
  test('in stages', () => {
    app = checkedApp();
    misspelt(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(refusalOf(app)).toContain('Prod/Stack/Rule/Resource');
  });

  test('of its own stage alone when the plugin is added to a stage', () => {
    const prod = new Stage(app, 'Prod');
    misspelt(new Stack(prod, 'Stack'));
    misspelt(stack);
    const text = refusalOf(app, prod)!;
    expect(text).toContain('Prod/Stack/Rule/Resource');
    expect(text).not.toMatch(/^\s*Stack\/Rule/m);
  });

  test('in nested stacks', () => {
    misspelt(new NestedStack(stack, 'Nested'));
    expect(refusalOf(app)).toContain('Stack/Nested/Rule/Resource');
  });

  test('that have no construct but their resource', () => {
    new events.CfnRule(stack, 'Rule', { eventPattern: { 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'] } });
    expect(reportOf(app).findings).toMatchObject([{ id: 'unknown-detail-type', path: 'Stack/Rule' }]);
  });

  test('whose pattern is a JSON text', () => {
    const EventPattern = JSON.stringify({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notifcation'] });
    new CfnResource(stack, 'Rule', { type: 'AWS::Events::Rule', properties: { EventPattern } });
    expect(reportOf(app).findings).toMatchObject([{ id: 'unknown-detail-type' }]);
  });

  test('as their overrides have left them', () => {
    const rule = new events.Rule(stack, 'Rule', { eventPattern: BATCH });
    (rule.node.defaultChild as events.CfnRule).addPropertyOverride('EventPattern.detail-type', ['Batch Job Status Change']);
    expect(reportOf(app).findings).toMatchObject([{ id: 'unknown-detail-type' }]);
  });

  test('by their construct where the app leaves paths out of its templates', () => {
    app = new App({ context: { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:enable-path-metadata': false } });
    misspelt(new Stack(app, 'Stack'));
    expect(reportOf(app).findings).toMatchObject([{ path: 'Stack/Rule/Resource' }]);
  });

  test('in each alternative of a pattern', () => {
    new events.CfnRule(stack, 'Rule', {
      eventPattern: { $or: [{ 'source': ['aws.batch'], 'detail-type': ['Batch Job State Change'] }, { 'source': ['aws.ec2'], 'detail-type': ['Nothing'] }] },
    });
    expect(reportOf(app).findings).toMatchObject([{ id: 'unknown-detail-type', value: 'Nothing' }]);
  });
});

describe('what is not known is not reported', () => {
  test.each<[string, events.EventPattern]>([
    ['a source that is a token', { source: [Token.asString({ Ref: 'Source' })], detailType: ['Anything'] }],
    ['a detail-type that is a token', { source: ['aws.ec2'], detailType: [Token.asString({ Ref: 'Kind' })] }],
    ['a value that is a token', { source: ['aws.ec2'], detailType: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { state: [Token.asString({ Ref: 'State' })] } }],
    ['a detail that is a token', { source: ['aws.ec2'], detailType: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: Token.asAny({ Ref: 'Detail' }) as any }],
    ['a source that is a matcher', { source: events.Match.prefix('aws.s'), detailType: ['Anything'] }],
    ['an event without a schema', { source: ['aws.ssm'], detailType: ['JITNA Access Request Failed'], detail: { anything: ['x'] } }],
    ['an event of the app\'s own', { source: ['com.example.shop'], detailType: ['Order Placed'], detail: { anything: ['x'] } }],
  ])('%s', (_what, eventPattern) => {
    for (const name of ['Source', 'Kind', 'State', 'Detail']) {
      new (class extends CfnElement {
        public _toCloudFormation() {
          return { Parameters: { [name]: { Type: 'String' } } };
        }
      })(stack, name);
    }
    new events.Rule(stack, 'Rule', { eventPattern });
    expect(reportOf(app).findings).toEqual([]);
  });

  test('a field that the schema may lack is information, no more', () => {
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.health'], detailType: ['AWS Health Event'], detail: { anything: ['x'] } } });
    expect(reportOf(app)).toMatchObject({ success: true, findings: [{ id: 'unknown-detail-field', severity: 'info' }] });
  });

  test('a whole pattern that is a token', () => {
    new events.CfnRule(stack, 'Rule', { eventPattern: Token.asAny({ 'Fn::Sub': '{"source":["aws.nothing"],"account":["${AWS::AccountId}"]}' }) });
    expect(reportOf(app).findings).toEqual([]);
  });

  test('but what a function makes of known values is', () => {
    new events.CfnRule(stack, 'Rule', { eventPattern: Token.asAny({ 'Fn::Sub': '{"source":["aws.nothing"]}' }) });
    expect(reportOf(app).findings.map(({ id }) => id)).toEqual(['unknown-source']);
  });
});

describe('what the user has said in so many words is acknowledged on their behalf', () => {
  test('that the catalogue does not know the event yet', () => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.EC2, detailTypes: ['EC2 Instance State-change Notifcation'], allowUnknown: true });
    expect(refusalOf(app)).toBeUndefined();
  });

  test('that the catalogue does not know the service yet', () => {
    new ServiceEventRule(stack, 'Rule', { service: AwsService.custom({ serviceName: 'Events', source: 'aws.evnts' }), detailTypes: ['Anything'] });
    expect(refusalOf(app, app, { severities: { 'unknown-source': CheckSeverity.ERROR } })).toBeUndefined();
  });

  test('that something else forwards the events to a bus of theirs', () => {
    new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, operations: ['CreateUser'], eventBus: new events.EventBus(stack, 'Bus'), eventRegions: EventRegions.alreadyForwarded() });
    expect(refusalOf(app, app, { severities: { 'service-events-on-custom-bus': CheckSeverity.ERROR } })).toBeUndefined();
  });

  test('that all API calls are to be forwarded', () => {
    new ApiCallRule(new Stack(app, 'Europe', { env: { region: 'eu-west-1' } }), 'Rule', { service: AwsService.IAM, eventRegions: EventRegions.forward() });
    expect(refusalOf(app, app, { severities: { 'api-call-without-event-name': CheckSeverity.ERROR } })).toBeUndefined();
  });

  test('that all API calls are meant', () => {
    const rule = new ApiCallRule(stack, 'Rule', { service: AwsService.IAM });
    expect(refusalOf(app, app, { severities: { 'api-call-without-event-name': CheckSeverity.ERROR } })).toBeUndefined();
    expect(rule.viaCloudTrail).toBe(true);
  });
});
