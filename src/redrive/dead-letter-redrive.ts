import { Aspects, Duration, Stack, Stage } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterRedriveProps } from './dead-letter-redrive-props';
import { LettersOfQueue } from './letters-of-queue';
import { addRedriveCommands, redriveAlarmOf, redriveFunctionIn } from './redrive-function';
import { REDRIVE_OPTIONS } from './redrive-kinds';
import { RedrivePolicy } from './redrive-policy';
import { keyOf } from './target-permissions';
import { optionName } from '../catalog/option-spelling';
import { warn } from '../delivery/construct-notices';
import { rememberRedrive } from '../delivery/dead-letters/redrive-of-queue';
import { ServiceEventDeadLetterQueue } from '../delivery/dead-letters/service-event-dead-letter-queue';
import { problemOfKey } from '../delivery/dead-letters/usable-key';
import { defaultsFor } from '../delivery/delivery-defaults';
import { knownToDiffer } from '../delivery/known-to-differ';
import { requireOptions } from '../delivery/options/require-options';

/** After the aspects that protect rules. */
const PRIORITY = 900;
const TIMEOUT_SECONDS = { min: 60, max: 900 };

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
 * `{ "dryRun": false, "rule": "my-rule", "target": "my-queue", "errorCode": "NO_PERMISSIONS", "olderThanMinutes": 10,
 * "youngerThanMinutes": 600, "perSecond": 10, "limit": 1000, "includeDisabledRules": false, "anySender": false }`, where every
 * property may be left out. The outputs of the stack hold the commands. It may do to the targets of the rules of this app what
 * it takes to send to them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterRedrive extends Construct {
  /**
   * The function to invoke.
   */
  public readonly redriveFunction: lambda.Function;

  /**
   * The alarm on a run that has broken off; none where the defaults switch alarms off.
   */
  public readonly alarm?: cloudwatch.Alarm;

  private readonly deadLetterQueue: sqs.IQueue;

  /**
   * Makes the function, its role and its alarm.
   *
   * @throws when the queue is none, or in another Region, or the function could not run as long as a run needs
   */
  constructor(scope: Construct, id: string, props: DeadLetterRedriveProps = {}) {
    super(scope, id);
    requireOptions(this, `redrive '${this.node.path}'`, props, REDRIVE_OPTIONS);
    const defaults = defaultsFor(this);
    this.deadLetterQueue = props.deadLetterQueue ?? defaults.deadLetterQueue
      ?? ServiceEventDeadLetterQueue.forStackOf(this, defaults.deadLetterEncryptionKey);
    requireQueue(this.deadLetterQueue, this);
    requireTimeout(props.timeout, this);
    requireKey(props.encryptionKey, this);

    this.redriveFunction = this.makeFunction(props);
    const role = this.redriveFunction.role!;
    this.deadLetterQueue.grantConsumeMessages(this.redriveFunction);
    this.letDecrypt(role);
    this.alarm = redriveAlarmOf(this, this.redriveFunction);
    addRedriveCommands(this, this.redriveFunction, 'Sends the dead letters to their targets again');
    rememberRedrive(this.deadLetterQueue, this.redriveFunction);
    warnOfRedrivePolicy(this.deadLetterQueue, this);

    const policy = new RedrivePolicy(this, role, this.deadLetterQueue);
    const letters = new LettersOfQueue(this.deadLetterQueue, (source) => policy.allow(source));
    Aspects.of(Stage.of(this) ?? this.node.root).add(letters, { priority: PRIORITY });
    this.node.addValidation({ validate: () => (letters.isEmpty ? [this.withoutRules()] : []) });
  }

  private makeFunction(props: DeadLetterRedriveProps): lambda.Function {
    const { memorySize, timeout, oneRunAtATime = true, vpc, vpcSubnets, securityGroups, encryptionKey, logGroup } = props;
    return redriveFunctionIn(this, {
      description: 'Sends events that could not be delivered to their targets again',
      handler: 'redrive.handler',
      memorySize,
      timeout,
      reservedConcurrentExecutions: oneRunAtATime ? 1 : undefined,
      vpc,
      vpcSubnets,
      securityGroups,
      encryptionKey,
      logGroup,
      environment: { QUEUE_URL: this.deadLetterQueue.queueUrl },
    });
  }

  /** The CDK knows of a key only where it was given to the queue as one. */
  private letDecrypt(role: iam.IRole): void {
    const { keyArn } = this.deadLetterQueue.encryptionMasterKey ? {} as { keyArn?: string } : keyOf(this.deadLetterQueue.queueArn, undefined);
    if (keyArn) {
      role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [keyArn] }));
    }
  }

  private withoutRules(): string {
    return `No rule of this app has '${this.deadLetterQueue.node.path}' as its dead-letter queue, so that redrive '${this.node.path}' knows no target of what is in it, and may send to none: give the redrive a queue of rules of this app, or make it in the app whose rules use that queue.`;
  }
}

function requireQueue(queue: sqs.IQueue, redrive: Construct): void {
  const [queueRegion, region] = [queue.env.region, Stack.of(redrive).region];
  if (knownToDiffer(queueRegion, region)) {
    throw new Error(`Queue '${queue.node.path}' is in ${queueRegion}, and redrive '${redrive.node.path}' in ${region}: make the redrive in a stack in ${queueRegion}, where the rules and their targets are.`);
  }
}

function requireTimeout(timeout: Duration | undefined, redrive: Construct): void {
  if (!timeout || timeout.isUnresolved()) {
    return;
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (!(Number.isInteger(seconds) && seconds >= TIMEOUT_SECONDS.min && seconds <= TIMEOUT_SECONDS.max)) {
    throw new Error(`${optionName('timeout')} of redrive '${redrive.node.path}' is ${seconds} seconds: it must be a whole number from ${TIMEOUT_SECONDS.min} to ${TIMEOUT_SECONDS.max}, since a run keeps half a minute to put back what it could not send.`);
  }
}

function requireKey(key: kms.IKey | undefined, redrive: Construct): void {
  const problem = key && problemOfKey(key, Stack.of(redrive).region);
  if (problem) {
    throw new Error(`${optionName('encryptionKey')} of redrive '${redrive.node.path}' cannot be used: ${problem}.`);
  }
}

/** Every look at a message counts against the policy, a dry run's too. */
function warnOfRedrivePolicy(queue: sqs.IQueue, redrive: Construct): void {
  const resource = queue.node.defaultChild;
  if (resource instanceof sqs.CfnQueue && resource.redrivePolicy !== undefined) {
    warn(redrive, 'redrive-of-moving-queue',
      `Queue '${queue.node.path}' has a dead-letter queue of its own: every run of redrive '${redrive.node.path}', a dry run too, counts as a look at each message, and after maxReceiveCount of them SQS moves messages away. Leave out ${optionName('deadLetterQueue')} of that queue, or acknowledge this warning.`);
  }
}
