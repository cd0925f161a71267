import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Rules of cdk-nag that take the queue for one that needs a dead-letter queue of its own. */
const MISTAKEN_RULES = ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'];

/** What sets one dead-letter queue apart from the others. */
export interface DeadLetterQueueOptions {
  /** Whether it keeps the order of what is written to it. */
  readonly fifo?: boolean;
  /** What it is the dead-letter queue of. */
  readonly of?: string;
  /** A name of its own, or one that is made where another account needs it. */
  readonly queueName?: string;
}

/**
 * A dead-letter queue, for targets of rules unless said otherwise. It keeps messages as long as Amazon SQS can, and stays when the stack is
 * deleted, since what it holds is evidence.
 *
 * @param encryptionMasterKey encrypts the queue instead of Amazon SQS's own key
 */
export function deadLetterQueueIn(
  scope: Construct, id: string, encryptionMasterKey?: kms.IKey, { fifo, queueName, of = 'targets of Amazon EventBridge rules' }: DeadLetterQueueOptions = {},
): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    queueName,
    ...(fifo && { fifo, contentBasedDeduplication: true }),
    encryption: encryptionMasterKey ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(queue).acknowledge(...MISTAKEN_RULES.map((rule) => ({
    id: rule, reason: `This is the dead-letter queue, of ${of}.`,
  })));
  return queue;
}
