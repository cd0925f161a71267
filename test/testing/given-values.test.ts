import { CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { AwsService, Ec2Events, testing } from 'cdk-service-events';
import { queueIn, testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, SampleEvents } = testing;

const STOPPED = SampleEvents.of(AwsService.EC2, Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION, { detail: { state: 'stopped' } });

/** Two stacks of a stage, or of the app, each with a rule on the source that its parameter says. */
function matching(parameters: Record<string, string>, inStage = false): string[] {
  const app = testApp();
  const scope = inStage ? new Stage(app, 'Prod') : app;
  for (const name of ['One', 'Two']) {
    const stack = new Stack(scope, name, { env: { account: '111111111111', region: 'eu-west-1' } });
    const source = new CfnParameter(stack, 'Source');
    new events.Rule(stack, 'Rule', { eventPattern: { source: [source.valueAsString] }, targets: [new targets.SqsQueue(queueIn(stack))] });
  }
  const { end, ways } = DeliveryTester.fromApp(app, { parameters }).deliver(STOPPED);
  return end === EventEnd.DELIVERED ? ways.map(({ rule }) => rule) : [];
}

describe('a value', () => {
  test('under the name of a parameter is that of all stacks that have it', () => {
    expect(matching({ Source: 'aws.ec2' })).toEqual(['One/Rule', 'Two/Rule']);
  });

  test('under the path of a stack and the name is that of this stack alone', () => {
    expect(matching({ 'One/Source': 'aws.ec2', 'Two/Source': 'aws.s3' })).toEqual(['One/Rule']);
    expect(matching({ 'Prod/One/Source': 'aws.s3', 'Prod/Two/Source': 'aws.ec2' }, true)).toEqual(['Prod/Two/Rule']);
  });

  test.each(['Three/Source', 'On/Source', 'One/Sourc', 'Source/One', 'Source/'])('under %j is that of nothing, and refused', (name) => {
    expect(() => matching({ [name]: 'aws.ec2' })).toThrow(`The templates have nothing called '${name}'.`);
  });
});
