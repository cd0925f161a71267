import { Stack } from 'aws-cdk-lib';
import { AwsService, EventSourceSpoke, EventSourceSpokeOptions, ServiceEventBus } from 'cdk-service-events';
import { messagesOf, resourcesOf, testStack } from '../support/test-app';

const BUS_ARN = 'arn:aws:events:eu-west-1:333333333333:event-busv2/central/a1b2c3d4e5f6g7h8i9j0k1l2m';

function sourcesOf(stack: Stack): [source: string, pattern: any][] {
  return Object.values(resourcesOf(stack, 'AWS::EventsV2::EventSource')).map(({ Properties }) => {
    const { AwsService: source, Pattern } = Properties.Configuration.AwsServiceEventsConfiguration;
    return [source, JSON.parse(Pattern)];
  });
}

function spoke(options: EventSourceSpokeOptions, region = 'eu-west-1'): Stack {
  const stack = testStack({ env: { account: '222222222222', region } });
  const eventBus = ServiceEventBus.fromEventBusArn(stack, 'Central', BUS_ARN.replace('eu-west-1', region));
  new EventSourceSpoke(stack, 'Spoke', { eventBus, ...options });
  return stack;
}

describe('a spoke of a shared bus', () => {
  test('has one event source for each service, and one for the API calls of each', () => {
    expect(sourcesOf(spoke({ services: [AwsService.GUARDDUTY, AwsService.EC2], apiCallsOf: [AwsService.EC2] }))).toEqual([
      ['aws.guardduty', { 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }],
      ['aws.ec2', { 'detail-type': [{ 'anything-but': { suffix: ' via CloudTrail' } }] }],
      ['aws.ec2', { 'detail-type': ['AWS API Call via CloudTrail'] }],
    ]);
  });

  test('makes no rule', () => {
    expect(resourcesOf(spoke({ services: [AwsService.EC2] }), 'AWS::Events::Rule')).toEqual({});
  });

  test('leaves out what appears in other Regions, and says so', () => {
    const stack = spoke({ services: [AwsService.EC2, AwsService.IAM] });
    expect(sourcesOf(stack).map(([source]) => source)).toEqual(['aws.ec2']);
    expect(messagesOf(stack)).toContainEqual(expect.stringMatching(/info: No event sources are made by 1 spoke \(Stack\/Spoke\) for AWS Identity and Access Management, whose events do not appear in eu-west-1:/));
  });

  test('has it in the Region where it appears', () => {
    expect(sourcesOf(spoke({ services: [AwsService.IAM] }, 'us-east-1')).map(([source]) => source)).toEqual(['aws.iam']);
  });

  test('with nothing to bring is refused', () => {
    expect(() => spoke({})).toThrow('name at least one service');
  });

  test('is a template for all accounts, without assets and parameters', () => {
    const template = JSON.parse(EventSourceSpoke.template(BUS_ARN, { services: [AwsService.EC2, AwsService.IAM] }));
    expect(template.Parameters).toBeUndefined();
    expect(Object.values<any>(template.Resources).filter(({ Type }) => Type.startsWith('AWS::IAM::'))).toEqual([]);
    const sources = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::EventsV2::EventSource');
    expect(sources.map(({ Properties }) => Properties.EventBusArn)).toEqual([BUS_ARN, BUS_ARN]);
  });

  test('is no template for a bus that has no complete ARN', () => {
    expect(() => EventSourceSpoke.template('central', { services: [AwsService.EC2] })).toThrow('the ARN of a Custom Event Bus ends in an identifier');
  });
});
