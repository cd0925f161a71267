import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { addRedriveCommands, redriveAlarmOf, redriveFunctionIn } from './redrive-function';
import { SUBSCRIBER_REDRIVE_OPTIONS } from './subscriber-redrive-kinds';
import { EVENTBRIDGE } from '../catalog/eventbridge-principal';
import { optionOff } from '../catalog/option-spelling';
import { requireOption, requireOptions } from '../delivery/options/require-options';
import { ServiceEventSubscriber } from '../subscribers/service-event-subscriber';

/** By which the function's role knows what it may make. */
const SUBSCRIBER_PREFIX = 'redrive-';
const STACK_PREFIX = 'service-event-redrive';

/**
 * The subscriber whose events are delivered again.
 */
export interface SubscriberRedriveProps {
  /**
   * The subscriber, which has a dead-letter queue.
   */
  readonly subscriber: ServiceEventSubscriber;
}

/**
 * A way back for events that a subscriber of a Custom Event Bus could not deliver.
 *
 * Its dead-letter queue holds records that name events; the events are on the bus. This construct makes a function that reads the
 * records and makes a second subscriber, with the target, role and transformation of the first: it takes these events only, starts
 * at the earliest and ends after the latest. When all are delivered, the records are deleted; the second subscriber is deleted in
 * any case. It works for as long as the bus keeps the events.
 *
 * The function runs when it is invoked by hand, for up to 100 events a run, or one record of
 * a larger batch, and only tells what it would do unless it is given
 * `{ "dryRun": false }`. The outputs of the stack hold the commands. Events that are delivered again carry `aws:DeliveryType`
 * `REPLAY`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 */
export class SubscriberRedrive extends Construct {
  /**
   * The function to invoke.
   */
  public readonly redriveFunction: lambda.Function;

  /**
   * The alarm on a run that has broken off; none where the defaults switch alarms off.
   */
  public readonly alarm?: cloudwatch.Alarm;

  /**
   * Makes the function, its role and its alarm.
   *
   * @throws when the subscriber has no dead-letter queue
   */
  constructor(scope: Construct, id: string, props: SubscriberRedriveProps) {
    super(scope, id);
    requireOptions(this, `redrive '${this.node.path}'`, props, SUBSCRIBER_REDRIVE_OPTIONS);
    const { subscriber } = props;
    requireOption(`redrive '${this.node.path}'`, 'subscriber', subscriber, SUBSCRIBER_REDRIVE_OPTIONS.subscriber);
    const queue = subscriber.deadLetterQueue;
    if (!queue) {
      throw new Error(`Subscriber '${subscriber.node.path}' has no dead-letter queue, so that redrive '${this.node.path}' would have nothing to read: leave out ${optionOff('deadLetterQueueEnabled')}.`);
    }
    const stack = Stack.of(this);
    const { eventBusArn, retentionDays, properties, encryptionKey } = subscriber._redelivery;
    this.redriveFunction = redriveFunctionIn(this, {
      description: 'Lets a Custom Event Bus deliver again what a subscriber could not',
      handler: 'redrive.deliverAgain',
      reservedConcurrentExecutions: 1,
      environment: {
        QUEUE_URL: queue.queueUrl,
        SUBSCRIBER: stack.toJsonString({
          subscriberArn: subscriber.subscriberArn,
          eventBusArn,
          retentionDays,
          stackPrefix: STACK_PREFIX,
          name: `${SUBSCRIBER_PREFIX}${subscriber.subscriberName}`.slice(0, 240),
          properties,
        }),
      },
    });
    queue.grantConsumeMessages(this.redriveFunction);
    encryptionKey?.grant(this.redriveFunction, 'kms:Decrypt');
    this.permissions(subscriber, eventBusArn).forEach((statement) => this.redriveFunction.addToRolePolicy(statement));
    this.alarm = redriveAlarmOf(this, this.redriveFunction);
    addRedriveCommands(this, this.redriveFunction, 'Delivers the events again');
  }

  /** What it takes to make one subscriber with one role, through AWS CloudFormation. */
  private permissions(subscriber: ServiceEventSubscriber, eventBusArn: string): iam.PolicyStatement[] {
    const stack = Stack.of(this);
    const replays = stack.formatArn({ service: 'events', resource: 'subscriber', resourceName: `${SUBSCRIBER_PREFIX}*` });
    const stacks = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${STACK_PREFIX}-*` });
    return [
      new iam.PolicyStatement({
        actions: ['cloudformation:CreateStack', 'cloudformation:DeleteStack', 'cloudformation:DescribeStacks'], resources: [stacks],
      }),
      new iam.PolicyStatement({ actions: ['events:CreateSubscriber'], resources: [eventBusArn, replays] }),
      new iam.PolicyStatement({ actions: ['events:DeleteSubscriber', 'events:DescribeSubscriber', 'events:TagResource'], resources: [replays] }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [subscriber.deliveryRole.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': EVENTBRIDGE } },
      }),
      // Amazon CloudWatch knows no resources here.
      new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricStatistics'], resources: ['*'] }),
    ];
  }
}
