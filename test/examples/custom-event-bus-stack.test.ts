import { Template } from 'aws-cdk-lib/assertions';
import { AwsService, GuarddutyEvents, S3Events, testing } from 'cdk-service-events';
import { CustomEventBusStack } from '../../examples/typescript/custom-event-bus-stack';
import { testApp } from '../support/test-app';

function stack(): CustomEventBusStack {
  return new CustomEventBusStack(testApp(), 'CustomEventBus', { env: { region: 'us-east-1' } });
}

test('the stack with a Custom Event Bus is as it was', () => {
  expect(Template.fromStack(stack()).toJSON()).toMatchSnapshot();
});

test('an upload reaches the function, a severe finding the queue, and a mild one nobody', () => {
  const made = stack();
  const tester = testing.RuleTester.fromStack(made);
  const reached = (sample: object) => tester.send(sample).map(({ constructPath }) => constructPath);
  const finding = (severity: number) => testing.SampleEvents.of(AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING, { detail: { severity } });
  const { bucketName } = made.node.findChild('Uploads') as unknown as { bucketName: string };
  expect(reached(testing.SampleEvents.of(AwsService.S3, S3Events.OBJECT_CREATED, { detail: { bucket: { name: bucketName } } }))).toEqual(['Upload']);
  expect(reached(finding(8))).toEqual(['SevereFinding']);
  expect(reached(finding(2))).toEqual([]);
});
