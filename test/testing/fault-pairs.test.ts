import { Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, BatchEvents, DeliveryDefaults, ServiceEventRule, testing } from 'cdk-service-events';
import { everyOf } from '../support/every-of';
import { testApp } from '../support/test-app';

const { DeliveryTester, EventEnd, Fault, SampleEvents } = testing;

const FAILED = SampleEvents.of(AwsService.BATCH, BatchEvents.BATCH_JOB_STATE_CHANGE, { account: '111111111111' });

/** A guarded rule with a function and a bus of another account for targets. */
function guarded(): testing.DeliveryTester {
  const app = testApp();
  const stack = new Stack(app, 'Guarded', { env: { account: '111111111111', region: 'us-east-1' } });
  DeliveryDefaults.of(stack).set({ alarmActions: { ticket: [new actions.SnsAction(new sns.Topic(stack, 'Tickets'))] }, captureHandlerFailures: true });
  const handler = new lambda.Function(stack, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
  const other = events.EventBus.fromEventBusArn(stack, 'Other', 'arn:aws:events:eu-west-1:222222222222:event-bus/other');
  new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, targets: [new targets.LambdaFunction(handler), new targets.EventBus(other)] });
  return DeliveryTester.fromApp(app);
}

const KEEPS_NOTHING = ['dead-letter-queue-is-gone', 'dead-letter-queue-refuses', 'dead-letter-queue-key-refuses'];

test('no single fault loses an event of a guarded rule, and no pair does but one that also takes the dead-letter queue away', () => {
  const tester = guarded();
  const faults = Fault.each();
  for (const one of everyOf(faults)) {
    expect(tester.deliver(FAILED, { faults: [one] }).end).not.toBe(EventEnd.LOST);
  }
  for (const pair of everyOf(faults.flatMap((one, at) => faults.slice(at + 1).map((other) => [one, other])))) {
    const names = pair.map(({ faultName }) => faultName);
    const keepsNothing = names.filter((name) => KEEPS_NOTHING.includes(name)).length;
    const { end, ways, trace } = tester.deliver(FAILED, { faults: pair });
    expect({ names, isLost: end === EventEnd.LOST }).toEqual({ names, isLost: keepsNothing === 1 });
    // What is lost, or kept, is told.
    expect({ trace, untold: ways.filter((way) => way.end !== EventEnd.DELIVERED && !way.isTold) }).toEqual({ trace, untold: [] });
  }
});
