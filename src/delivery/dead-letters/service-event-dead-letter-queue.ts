import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { deadLetterQueueIn } from './dead-letter-queue';
import { problemOfKey } from './usable-key';
import { optionName } from '../../catalog/option-spelling';
import { warn } from '../construct-notices';
import { defaultsFor } from '../delivery-defaults';
import { ownChild } from '../own-child';

const ID = 'ServiceEventDeadLetterQueue';

/**
 * The dead-letter queue that all rules of a stack share.
 *
 * Its messages carry RULE_ARN and TARGET_ARN, so one queue is enough for many rules.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class ServiceEventDeadLetterQueue extends Construct {
  /**
   * The queue that the rules of the construct's stack share, made when the first rule asks for it. A nested stack has
   * its own, and so has each key that only some of the stack's rules are to use.
   *
   * @param scope a construct in the stack
   * @param givenKey encrypts the queue; unless given, the key that the defaults of the stack name, where the stack's Region can use it
   */
  public static forStackOf(scope: IConstruct, givenKey?: kms.IKey): sqs.IQueue {
    const stack = Stack.of(scope);
    const usualKey = defaultsFor(stack).deadLetterEncryptionKey;
    const ofOtherKey = givenKey === usualKey ? undefined : givenKey;
    const id = ofOtherKey ? `${ID}-${ofOtherKey.node.addr.slice(-8)}` : ID;
    const [problem, usualProblem] = [givenKey, usualKey].map((key) => key && problemOfKey(key, stack.region));
    if (problem) {
      throw new Error(`${optionName('deadLetterEncryptionKey')} of '${scope.node.path}' cannot encrypt the dead-letter queue of stack '${stack.node.path}': ${problem}, for example with DeliveryDefaults.of(stack).set({ deadLetterEncryptionKey }).`);
    }
    const existing = ownChild<ServiceEventDeadLetterQueue>(stack, id, (child) => child instanceof ServiceEventDeadLetterQueue);
    if (ofOtherKey) {
      warn(scope, 'dead-letter-queue-of-key',
        `${optionName('deadLetterEncryptionKey')} of '${scope.node.path}' is another key than that of stack '${stack.node.path}', so its rules have a dead-letter queue of their own, '${stack.node.path}/${id}', that is watched and redriven by itself: set the key on the stack for one queue, or acknowledge this warning.`);
    }
    return (existing ?? new ServiceEventDeadLetterQueue(stack, id, givenKey ?? (usualProblem ? undefined : usualKey))).queue;
  }

  private readonly queue: sqs.Queue;

  private constructor(scope: Construct, id: string, encryptionMasterKey?: kms.IKey) {
    super(scope, id);
    this.queue = deadLetterQueueIn(this, 'Queue', encryptionMasterKey);
  }
}
