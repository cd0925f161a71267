import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as ivs from 'aws-cdk-lib/aws-ivs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsService, Ec2Events, S3Events } from 'cdk-service-events';
import { SelectionContext, selectedEvents } from '../../../src/rules/service-events/selected-events';
import { ServiceEventSelection } from '../../../src/rules/service-events/service-event-selection';
import { messagesOf, queueIn, testApp } from '../../support/test-app';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const CONTEXT: SelectionContext = { what: 'rule', enabled: true, fromHere: true, meetsNeeds: true };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = testApp();
  stack = new Stack(app, 'Stack', { env: ENV });
  queueIn(stack, 'Any');
});

const select = (selection: ServiceEventSelection, context: Partial<SelectionContext> = {}) => {
  const { pattern, ...others } = selectedEvents(stack, selection, { ...CONTEXT, ...context });
  return { ...others, pattern: stack.resolve(pattern) };
};
const BATCH = { service: AwsService.BATCH };
const GUARDDUTY = { service: AwsService.GUARDDUTY };

describe('all events of a service', () => {
  test('are those that it sends itself', () => {
    expect(select(BATCH)).toMatchObject({
      pattern: { 'source': ['aws.batch'], 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] },
      kinds: undefined,
      areNamed: false,
      subject: 'AWS Batch (all events)',
      promise: { deliveryType: AwsService.BATCH.deliveryType },
    });
    expect(Object.keys(select(BATCH).pattern)).toEqual(['source', 'detail-type']);
  });

  test('are its API calls, where it sends none', () => {
    const { pattern, promise } = select({ service: AwsService.IAM });
    expect(pattern.detail).toEqual({ eventSource: ['iam.amazonaws.com'] });
    expect(promise).toEqual({ deliveryType: AwsService.IAM.deliveryType });
  });

  test('of which none is of use for a while only are of use for as long as the longest', () => {
    expect(select(BATCH).promise).toEqual({ deliveryType: AwsService.BATCH.deliveryType, usefulLife: undefined });
  });
});

describe('events that are named', () => {
  test('are what is matched, with the promise that is theirs', () => {
    const detailTypes = [Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING];
    const { pattern, kinds, areNamed, subject, promise } = select({ service: AwsService.EC2, detailTypes });
    expect([pattern['detail-type'], kinds, areNamed]).toEqual([detailTypes, detailTypes, true]);
    expect(subject).toBe('Amazon Elastic Compute Cloud (EC2 Spot Instance Interruption Warning)');
    expect(promise.usefulLife).toBe(120);
  });

  test('of a service without events of its own leave out what its calls have in detail', () => {
    expect(select({ service: AwsService.IAM, detailTypes: ['AWS API Call via CloudTrail'] }).pattern.detail).toBeUndefined();
  });

  test('of a narrow view keep what narrows it', () => {
    const service = AwsService.named('Amazon Elastic Block Store volume modifications');
    expect(select({ service, detailTypes: ['EBS Volume Notification'] }).pattern.detail).toEqual({ event: ['modifyVolume'] });
  });

  test.each<[string, () => string[]]>([
    ['as a list that only the deployment knows', () => new CfnParameter(stack, 'Kinds', { type: 'CommaDelimitedList' }).valueAsList],
    ['one of which only the deployment knows', () => [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, new CfnParameter(stack, 'Kind').valueAsString]],
    ['by a matcher', () => events.Match.prefix('EC2 ')],
  ])('%s are called all events, and promised as such', (_how, detailTypes) => {
    const { subject, areNamed, promise, needs } = select({ service: AwsService.EC2, detailTypes: detailTypes() });
    expect([subject, areNamed, needs]).toEqual(['Amazon Elastic Compute Cloud (all events)', true, []]);
    expect(promise.deliveryType).toBe(AwsService.EC2.deliveryType);
  });

  test('are refused where the service does not send them, whether or not others are known at deployment only', () => {
    const kind = new CfnParameter(stack, 'Kind').valueAsString;
    expect(() => select({ service: AwsService.EC2, detailTypes: ['Nothing', kind] })).toThrow("Rule 'Stack' can never match: ");
    expect(() => select({ service: AwsService.EC2, detailTypes: ['Nothing'] }, { what: 'event source' })).toThrow("Event source 'Stack' can never match: ");
    expect(() => select({ service: AwsService.EC2, detailTypes: ['Nothing'], allowUnknown: false })).toThrow('can never match');
    expect(select({ service: AwsService.EC2, detailTypes: ['Nothing'], allowUnknown: true }).kinds).toEqual(['Nothing']);
    expect(() => select({ service: AwsService.EC2, detailTypes: [] })).toThrow("detailTypes of rule 'Stack' is an empty list");
  });
});

describe('what the events need', () => {
  test('is met, or told', () => {
    expect(select(GUARDDUTY).needs.length).toBeGreaterThan(0);
    expect(messagesOf(stack).filter((text) => text.includes('guardduty'))).not.toEqual([]);
  });

  test('is not told of who is switched off', () => {
    expect(select(GUARDDUTY, { enabled: false }).needs.length).toBeGreaterThan(0);
    expect(messagesOf(stack).filter((text) => text.includes('guardduty'))).toEqual([]);
  });

  test('is left to who sees to it', () => {
    expect(select(GUARDDUTY, { meetsNeeds: false }).needs).toEqual([]);
    expect(messagesOf(stack).filter((text) => text.includes('guardduty'))).toEqual([]);
  });
});

describe('events about resources', () => {
  const bucketIn = (scope: Stack, id = 'Bucket') => new s3.Bucket(scope, id, { bucketName: 'uploads' });
  const far = () => new Stack(app, 'Far', { env: { ...ENV, region: 'us-east-1' } });
  const CREATED = { service: AwsService.S3, detailTypes: [S3Events.OBJECT_CREATED] };

  test('are of the kinds that name them', () => {
    const about = select({ service: AwsService.S3, resources: [bucketIn(stack)] });
    expect([about.kinds, about.areNamed]).toEqual([expect.arrayContaining([S3Events.OBJECT_CREATED]), false]);
    expect(about.pattern.detail.bucket.name).toEqual([{ Ref: expect.stringContaining('Bucket') }]);
  });

  test('must be from here, unless they may come from elsewhere', () => {
    const bucket = bucketIn(far());
    expect(() => select({ ...CREATED, resources: [bucket] })).toThrow('its events arrive in the Region us-east-1, and the rule is in eu-west-1');
    expect(select({ ...CREATED, resources: [bucket] }, { fromHere: false, meetsNeeds: false }).pattern.detail).toEqual({ bucket: { name: ['uploads'] } });
  });

  test('are about one at least', () => {
    expect(() => select({ ...CREATED, resources: [] })).toThrow("resources of rule 'Stack' is an empty list");
  });

  test('may name ARNs beside, but not in the same field', () => {
    const channel = new ivs.CfnChannel(stack, 'Channel');
    const resourceArns = ['arn:aws:s3:::other'];
    expect(() => select({ service: AwsService.IVS, resources: [channel], resourceArns })).toThrow("Rule 'Stack' has both resources and resourceArns");
    expect(select({ ...CREATED, resources: [bucketIn(stack)], resourceArns }).pattern.resources).toEqual(resourceArns);
    expect(select({ service: AwsService.IVS, resources: [channel] }).pattern.resources).toEqual([{ Ref: 'Channel' }]);
  });
});

describe('the ARNs that the events must name', () => {
  const arns = (resourceArns: string[], allowUnknown?: boolean) => select({ service: AwsService.EC2, resourceArns, allowUnknown }).pattern.resources;

  test.each<[unknown[]]>([[['arn:aws:ec2:eu-west-1:111111111111:instance/i-1']], [[{ suffix: 'i-1' }]], [['arn:a', 'arn:b']]])('are %j', (values) => {
    expect(arns(values as string[])).toEqual(values);
  });

  test.each<[unknown[], string]>([[['i-1'], 'i-1'], [['arn:aws:ec2:eu-west-1:111111111111:instance/i-1', 'vol-2', 'i-3'], 'vol-2'], [['my-arn:'], 'my-arn:']])('are none in %j: %s', (values, wrong) => {
    const words = `resourceArns names '${wrong}', which is no ARN`;
    expect(() => arns(values as string[])).toThrow(words);
    expect(() => arns(values as string[], false)).toThrow(words);
    expect(arns(values as string[], true)).toEqual(values);
  });

  test('may be known at deployment only', () => {
    expect(arns([new CfnParameter(stack, 'Arn').valueAsString])).toEqual([{ Ref: 'Arn' }]);
    expect(arns(new CfnParameter(stack, 'Arns', { type: 'CommaDelimitedList' }).valueAsList)).toEqual({ Ref: 'Arns' });
    expect(() => arns([])).toThrow('resourceArns is an empty list');
  });
});
