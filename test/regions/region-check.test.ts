import { Stack, Stage, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ApiCallRule, AwsService, EventPatternRule, EventRegions, HealthEvents, SecurityEvent, SecurityRules, ServiceEventRule } from 'cdk-service-events';
import { messagesOf, testApp, testStack } from '../support/test-app';

const SIGN_IN = ['AWS Console Sign In via CloudTrail', 'AWS Console Signin via CloudTrail'];

/** What is said of Regions when a rule is made in one. */
function saidOf(region: string, make: (stack: Stack) => void): string[] {
  const stack = testStack({ env: { region } });
  make(stack);
  return messagesOf(stack).filter((text) => /some-regions|wrong-region|forwarding-in-partition/.test(text));
}

const apiCalls = (service: AwsService, operations?: string[], detail?: any) => (stack: Stack) => new ApiCallRule(stack, 'Rule', { service, operations, detail });
const nativeEvents = (service: AwsService, detailTypes?: string[], detail?: any) => (stack: Stack) => new ServiceEventRule(stack, 'Rule', { service, detailTypes, detail });
const signInOf = (...type: string[]) => nativeEvents(AwsService.SIGNIN, SIGN_IN, { userIdentity: { type } });

describe('a rule in a Region where its events are documented never to appear is an error', () => {
  test.each<[string, (stack: Stack) => void, string]>([
    ['IAM', apiCalls(AwsService.IAM, ['CreateUser']), 'us-east-1'],
    ['IAM, by the service\'s default', nativeEvents(AwsService.IAM), 'us-east-1'],
    ['CloudFront', apiCalls(AwsService.CLOUDFRONT), 'us-east-1'],
    ['Route 53', apiCalls(AwsService.ROUTE53), 'us-east-1'],
    ['Organizations', apiCalls(AwsService.ORGANIZATIONS), 'us-east-1'],
    ['Account Management', apiCalls(AwsService.ACCOUNT), 'us-east-1'],
    ['Global Accelerator', apiCalls(AwsService.GLOBALACCELERATOR), 'us-west-2'],
    ['ECR Public', apiCalls(AwsService.ECR_PUBLIC), 'us-east-1'],
    ['root sign-in', signInOf('Root'), 'us-east-1, us-east-2 or us-west-2'],
    ['Trusted Advisor', nativeEvents(AwsService.TRUSTEDADVISOR), 'us-east-1'],
    ['Network Manager', nativeEvents(AwsService.NETWORKMANAGER), 'us-west-2'],
    ['a pattern from elsewhere', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam'] } }), 'us-east-1'],
    ['a pattern on two such services', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam', 'aws.organizations'] } }), 'us-east-1'],
    ['a global resource in AWS Config', nativeEvents(AwsService.CONFIG, undefined, { configurationItem: { resourceType: 'AWS::CloudFront::Distribution' } }), 'us-east-1'],
    ['global resources of two Regions in AWS Config', nativeEvents(AwsService.CONFIG, undefined,
      { configurationItem: { resourceType: ['AWS::CloudFront::Distribution', 'AWS::GlobalAccelerator::Accelerator'] } }), 'us-east-1 or us-west-2'],
  ])('%s', (_what, make, regions) => {
    expect(() => saidOf('eu-west-1', make)).toThrow(new RegExp(`^Rule 'Stack/Rule' can never match in eu-west-1, .*\\(documented: .*Put the rule in a stack in ${regions}, give the rule eventRegions`));
  });

  test('with where, why and the ways out', () => {
    expect(() => saidOf('eu-west-1', apiCalls(AwsService.IAM))).toThrow(
      "Rule 'Stack/Rule' can never match in eu-west-1, since its events appear elsewhere: IAM (aws.iam through CloudTrail; all) in us-east-1 "
      + '(documented: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html). Put the rule in a stack in us-east-1, '
      + 'give the rule eventRegions: EventRegions.forward({ alarmActions }) to have them forwarded, or EventRegions.alreadyForwarded() where a landing zone does it.');
  });
});

test('what is documented is an error in every partition', () => {
  expect(() => saidOf('us-gov-east-1', apiCalls(AwsService.IAM))).toThrow(/^Rule 'Stack\/Rule' can never match in us-gov-east-1, .*Put the rule in a stack in us-gov-west-1, give the rule eventRegions/);
  expect(() => saidOf('cn-north-1', apiCalls(AwsService.CLOUDFRONT))).toThrow(/Put the rule in a stack in cn-northwest-1\.$/);
});

test('between the Regions of China no forwarding is advised', () => {
  expect(saidOf('cn-northwest-1', apiCalls(AwsService.IAM))[0]).toMatch(/Put the rule in a stack in cn-north-1\. Acknowledge/);
});

describe('events that appear in every Region but a few', () => {
  const changeOf = (resourceType: string) => nativeEvents(AwsService.CONFIG, undefined, { configurationItem: { resourceType } });

  test('are not seen in those', () => {
    expect(() => saidOf('eu-south-2', changeOf('AWS::IAM::Role'))).toThrow(/can never match in eu-south-2, .*Put the rule in a stack in us-east-1/);
    expect(AwsService.CONFIG.regionStatements).toContainEqual(
      expect.objectContaining({ regions: ['*'], exceptRegions: expect.arrayContaining(['eu-south-2', 'ca-west-1']) }));
  });

  test('are seen in the others', () => {
    expect(saidOf('eu-west-1', changeOf('AWS::IAM::Role'))).toEqual([]);
    expect(saidOf('us-east-1', changeOf('AWS::IAM::User'))).toEqual([]);
  });
});

describe('a rule in the right Region is silent', () => {
  test.each<[string, string, (stack: Stack) => void]>([
    ['IAM', 'us-east-1', apiCalls(AwsService.IAM)],
    ['IAM in GovCloud', 'us-gov-west-1', apiCalls(AwsService.IAM)],
    ['IAM in China', 'cn-north-1', apiCalls(AwsService.IAM)],
    ['CloudFront in China', 'cn-northwest-1', apiCalls(AwsService.CLOUDFRONT)],
    ['Trusted Advisor', 'us-east-1', nativeEvents(AwsService.TRUSTEDADVISOR)],
    ['STS where its global endpoint records', 'us-east-1', apiCalls(AwsService.STS)],
    ['a Regional service', 'eu-west-1', apiCalls(AwsService.EC2, ['RunInstances'])],
    ['a service with a home Region of the customer\'s choice', 'eu-west-1', apiCalls(AwsService.SSO)],
    ['an open source', 'eu-west-1', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: events.Match.prefix('aws.') } })],
    ['no source', 'eu-west-1', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { detail: { userIdentity: { type: ['Root'] } } } })],
  ])('%s', (_what, region, make) => {
    expect(saidOf(region, make)).toEqual([]);
  });

  test('where only part of the operations, or a use that no field tells, belongs elsewhere', () => {
    expect(saidOf('eu-west-1', apiCalls(AwsService.ACM, ['RequestCertificate']))).toEqual([]);
    expect(saidOf('eu-west-1', apiCalls(AwsService.WAFV2, ['CreateWebACL']))).toEqual([]);
    expect(saidOf('eu-west-1', apiCalls(AwsService.S3, ['PutBucketPolicy']))).toEqual([]);
    expect(saidOf('eu-west-1', apiCalls(AwsService.S3))).toEqual([]);
    expect(saidOf('eu-west-1', nativeEvents(AwsService.CONFIG))).toEqual([]);
  });
});

describe('a rule that sees only some of its events is warned', () => {
  test.each<[string, string, (stack: Stack) => void, string]>([
    ['root sign-in in one of its Regions', 'us-east-1', signInOf('Root'), 'us-east-2 and us-west-2'],
    ['any sign-in', 'us-east-1', signInOf('Root', 'IAMUser'), 'us-east-2 and us-west-2'],
    ['IAM users, who may use a Regional endpoint', 'eu-west-1', signInOf('IAMUser'), 'us-east-1'],
    ['STS, whose global endpoint records in us-east-1', 'eu-west-1', apiCalls(AwsService.STS, ['AssumeRole']), 'us-east-1'],
    ['Health, whose global events are sent to us-east-1', 'eu-central-1', nativeEvents(AwsService.HEALTH, [HealthEvents.AWS_HEALTH_EVENT]), 'us-east-1'],
    ['Health in the backup Region', 'us-west-2', nativeEvents(AwsService.HEALTH, [HealthEvents.AWS_HEALTH_EVENT]), 'us-east-1'],
    ['a pattern of which one service is elsewhere', 'eu-west-1', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam', 'aws.ec2'] } }), 'us-east-1'],
    ['an operation that may be called on a global endpoint', 'eu-west-1', apiCalls(AwsService.S3, ['CreateBucket']), 'us-east-1'],
  ])('%s', (_what, region, make, elsewhere) => {
    const said = saidOf(region, make);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^warning: Rule 'Stack\/Rule' is in .* and sees only some of its events there\./);
    expect(said[0]).toContain(`in ${elsewhere} (`);
    expect(said[0]).toContain('[ack: cdk-service-events::some-regions]');
  });

  test('Health copies in the backup Region are not missed elsewhere', () => {
    expect(saidOf('eu-central-1', nativeEvents(AwsService.HEALTH, [HealthEvents.AWS_HEALTH_EVENT]))[0]).not.toContain('in us-west-2');
  });
});

describe('what is not documented is a warning', () => {
  test.each<[string, string, (stack: Stack) => void, string]>([
    ['an inferred Region', 'eu-west-1', apiCalls(AwsService.SHIELD), 'us-east-1'],
    ['a Region that samples show', 'eu-west-1', nativeEvents(AwsService.SAVINGSPLANS), 'us-east-1'],
    ['a partition of which only the endpoint is known', 'us-iso-west-1', apiCalls(AwsService.IAM), 'us-iso-east-1'],
    ['China', 'cn-northwest-1', apiCalls(AwsService.IAM), 'cn-north-1'],
    ['an abuse event', 'eu-west-1', nativeEvents(AwsService.HEALTH, [HealthEvents.AWS_HEALTH_ABUSE_EVENT]), 'us-east-1'],
    ['an operation run from one Region', 'eu-west-1', apiCalls(AwsService.S3, ['CreateMultiRegionAccessPoint', 'PutMultiRegionAccessPointPolicy']), 'us-west-2'],
    ['web ACLs of CloudFront', 'eu-west-1', apiCalls(AwsService.WAFV2, ['CreateWebACL'], { requestParameters: { scope: 'CLOUDFRONT' } }), 'us-east-1'],
  ])('%s', (_what, region, make, elsewhere) => {
    const said = saidOf(region, make);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`warning: Rule 'Stack/Rule' is in ${region}, and its events probably appear elsewhere: `);
    expect(said[0]).toContain(`in ${elsewhere} (`);
  });

  test('and makes a warning of what is documented beside it', () => {
    const said = saidOf('eu-west-1', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source: ['aws.iam', 'aws.shield'] } }));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^warning: Rule 'Stack\/Rule' is in eu-west-1, and its events probably appear elsewhere: /);
    expect(said[0]).toContain('aws.shield');
  });

  test('and can be acknowledged', () => {
    expect(saidOf('eu-west-1', (stack) => {
      const rule = new ApiCallRule(stack, 'Rule', { service: AwsService.SHIELD });
      Validations.of(rule).acknowledge({ id: 'cdk-service-events::wrong-region', reason: 'tried' });
    })).toEqual([]);
  });
});

describe('nothing is checked', () => {
  test('where the Region of the stack is not known', () => {
    const stack = testStack();
    new ApiCallRule(stack, 'Rule', { service: AwsService.IAM });
    expect(messagesOf(stack).join()).not.toMatch(/Region/);
  });

  test.each([
    ['names no source', { 'detail-type': ['AWS API Call via CloudTrail'] }],
    ['matches sources by what they look like', { source: [{ prefix: 'aws.iam' }] }],
  ])('where the rule %s', (_what, { source, 'detail-type': detailType }: { 'source'?: any; 'detail-type'?: string[] }) => {
    expect(saidOf('eu-west-1', (stack) => new EventPatternRule(stack, 'Rule', { eventPattern: { source, detailType } }))).toEqual([]);
  });

  test('of ROOT_ACTIVITY, which is on all services', () => {
    expect(saidOf('eu-west-1', (stack) => new SecurityRules(stack, 'Root', { events: [SecurityEvent.ROOT_ACTIVITY] }))).toEqual([]);
  });

  test('where something else forwards the events', () => {
    expect(saidOf('eu-west-1', (stack) => new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, eventRegions: EventRegions.alreadyForwarded() }))).toEqual([]);
  });

  test('on a bus of the user\'s own, which has what it is sent', () => {
    expect(saidOf('eu-west-1', (stack) => new ApiCallRule(stack, 'Rule', { service: AwsService.IAM, eventBus: new events.EventBus(stack, 'Central') }))).toEqual([]);
  });
});

test('a default event bus given by name is the default event bus', () => {
  expect(() => saidOf('eu-west-1', (stack) => new ApiCallRule(stack, 'Rule', {
    service: AwsService.IAM, eventBus: events.EventBus.fromEventBusName(stack, 'Default', 'default'),
  }))).toThrow(/can never match in eu-west-1/);
});

test('stacks in a stage are checked', () => {
  const stack = new Stack(new Stage(testApp(), 'Prod', { env: { region: 'eu-west-1' } }), 'Stack');
  expect(() => new ApiCallRule(stack, 'Rule', { service: AwsService.IAM })).toThrow(/can never match in eu-west-1/);
});
