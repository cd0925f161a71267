import { resolve } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { letSendTo } from './target-permissions';
import { onSenderTo, sendersTo } from '../delivery/dead-letters/dead-letter-senders';
import { ServiceEventDeadLetterQueue } from '../delivery/dead-letters/service-event-dead-letter-queue';
import { defaultsFor } from '../delivery/delivery-defaults';

/** Made of `handler` when the library is compiled. */
const CODE = resolve(__dirname, '..', '..', 'lib', 'redrive', 'function');

/**
 * Which dead letters a redrive brings back.
 */
export interface DeadLetterRedriveProps {
  /**
   * The dead-letter queue of rules of this app.
   *
   * @default - the queue that the rules of this stack share
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * A way back for events that could not be delivered.
 *
 * Amazon SQS moves messages back to queues only, and EventBridge takes no events of AWS services from anybody else. This
 * construct makes a function that takes the dead letters from a queue and sends each to its target again, with what the
 * rule makes of the event: to Lambda functions, SQS queues, SNS topics, Step Functions state machines, Kinesis streams, log
 * groups, and event buses where the event is not one of an AWS service. Failed invocations that `captureHandlerFailures`
 * has kept are brought back as well. What a target has accepted is deleted from the queue, and everything else stays there.
 *
 * The function runs when it is invoked by hand, and only tells what it would do unless told otherwise:
 * `{ "dryRun": false, "rule": "my-rule", "errorCode": "NO_PERMISSIONS", "olderThanMinutes": 10, "youngerThanMinutes": 600,
 * "perSecond": 10, "limit": 1000 }`, where every property may be left out. It may do to the targets of the rules of this app
 * what it takes to send to them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterRedrive extends Construct {
  /**
   * The function to invoke.
   */
  public readonly redriveFunction: lambda.Function;

  private readonly deadLetterQueue: sqs.IQueue;

  constructor(scope: Construct, id: string, props: DeadLetterRedriveProps = {}) {
    super(scope, id);
    const defaults = defaultsFor(this);
    this.deadLetterQueue = props.deadLetterQueue ?? defaults.deadLetterQueue
      ?? ServiceEventDeadLetterQueue.forStackOf(this, defaults.deadLetterEncryptionKey);

    this.redriveFunction = new lambda.Function(this, 'Function', {
      description: 'Sends events that could not be delivered to their targets again',
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'redrive.handler',
      code: lambda.Code.fromAsset(CODE),
      memorySize: 256,
      timeout: Duration.minutes(15),
      // Somebody waits for the answer, and invokes again when need be.
      retryAttempts: 0,
      logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_YEAR }),
      environment: { QUEUE_URL: this.deadLetterQueue.queueUrl },
    });
    this.deadLetterQueue.grantConsumeMessages(this.redriveFunction);
    onSenderTo(this.deadLetterQueue, (sender) => letSendTo(sender, this.redriveFunction));
    this.node.addValidation({ validate: () => this.requireSenders() });
  }

  private requireSenders(): string[] {
    return sendersTo(this.deadLetterQueue).length > 0 ? [] : [
      `No rule of this app has '${this.deadLetterQueue.node.path}' as its dead-letter queue, so that redrive '${this.node.path}' knows no target of what is in it, and may send to none: give the redrive a queue of rules of this app, or make it in the app whose rules use that queue.`,
    ];
  }
}
