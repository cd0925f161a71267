import { App, Lazy, Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AcmEvents, AwsService, Ec2Events, S3Events, ServiceEventRule, ServiceEventRuleProps, SsmEvents } from 'cdk-service-events';
import { messagesOf, onlyResourceOf, testStack } from '../support/test-app';

let stack: Stack;

beforeEach(() => {
  stack = testStack();
});

function rule(props: ServiceEventRuleProps): ServiceEventRule {
  return new ServiceEventRule(stack, 'Rule', props);
}

const STATE_CHANGE = { service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION] };
const EXPIRING = { service: AwsService.ACM, detailTypes: [AcmEvents.ACM_CERTIFICATE_APPROACHING_EXPIRATION] };

describe('the filter of a rule', () => {
  test('that can never match is refused, with all that is wrong and what to do', () => {
    expect(() => rule({ ...STATE_CHANGE, detail: { State: 'stopped', state: 'started' } })).toThrow(
      "Rule 'Stack/Rule' can never match: detail.State is spelled detail.state in 'EC2 Instance State-change Notification'. "
      + "detail.state is \"started\", which 'EC2 Instance State-change Notification' never has. Possible: pending, running, stopping, stopped, shutting-down, terminated. "
      + 'What is newer than the catalogue is accepted with allowUnknown: true.');
  });

  test('is looked through as deep as it goes, events.Match included', () => {
    expect(() => rule({
      service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { object: { Key: events.Match.prefix('in/') } },
    })).toThrow(/detail\.object\.Key is spelled detail\.object\.key/);
    expect(() => new ServiceEventRule(stack, 'Size', {
      service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { object: { size: events.Match.prefix('1') } },
    })).toThrow(/detail\.object\.size is {"prefix":"1"}, and the field of 'Object Created' holds a number/);
  });

  test('keeps the types of its values', () => {
    rule({ service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED], detail: { object: { 'size': 5, 'has-object-annotation': true }, reason: 'PutObject' } });
    expect(onlyResourceOf(stack, 'AWS::Events::Rule').Properties.EventPattern.detail)
      .toEqual({ object: { 'size': [5], 'has-object-annotation': [true] }, reason: ['PutObject'] });
  });

  test('is accepted as it is when the user knows better', () => {
    rule({ ...STATE_CHANGE, detail: { State: 'stopped' }, allowUnknown: true });
    expect(messagesOf(stack).filter((message) => message.includes('filter'))).toEqual([]);
  });

  test('that may be right gives a warning, which can be acknowledged', () => {
    rule({ ...EXPIRING, detail: { RenewalMethod: 'DNS' } });
    const warning = "warning: Rule 'Stack/Rule' may never match: 'ACM Certificate Approaching Expiration' has no field detail.RenewalMethod.";
    expect(messagesOf(stack)).toEqual(expect.arrayContaining([expect.stringContaining(warning)]));

    stack = new Stack(new App(), 'Stack');
    Validations.of(rule({ ...EXPIRING, detail: { RenewalMethod: 'DNS' } })).acknowledge({ id: 'cdk-service-events::unknown-detail-field', reason: 'seen' });
    expect(messagesOf(stack).filter((message) => message.includes('may never match'))).toEqual([]);
  });

  test('is compared with the events of a service that only CloudTrail delivers', () => {
    expect(() => rule({ service: AwsService.IAM, detail: { eventname: 'CreateUser' } })).toThrow(/detail\.eventname is spelled detail\.eventName/);
  });

  test('is not checked where an event has no schema, or is known at deployment only', () => {
    rule({ service: AwsService.SSM, detailTypes: [SsmEvents.JITNA_ACCESS_REQUEST_FAILED], detail: { anything: 'x' } });
    new ServiceEventRule(stack, 'All', { service: AwsService.EC2, detail: { anything: 'x' } });
    new ServiceEventRule(stack, 'Match', { service: AwsService.EC2, detailTypes: events.Match.prefix('EC2 '), detail: { anything: 'x' } });
    new ServiceEventRule(stack, 'Later', { ...STATE_CHANGE, detail: { state: Lazy.string({ produce: () => 'stopped' }) } });
    expect(messagesOf(stack).filter((message) => message.includes('filter'))).toEqual([]);
  });
});
