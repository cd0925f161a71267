import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

const ID = 'ServiceEventDeadLetterQueue';
/** Rules of cdk-nag that take the queue for one that needs a dead-letter queue of its own. */
const MISTAKEN_RULES = ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'];

/**
 * The dead-letter queue that all rules of a stack share.
 *
 * Its messages carry RULE_ARN and TARGET_ARN, so one queue is enough for many rules. It stays when the stack is
 * deleted, since what it holds is evidence.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class ServiceEventDeadLetterQueue extends Construct {
  /**
   * The queue that the rules of the construct's stack share, made when the first rule asks for it. A nested stack has
   * its own.
   *
   * @param scope a construct in the stack
   * @param encryptionKey encrypts the queue; only the first call's key counts
   */
  public static forStackOf(scope: IConstruct, encryptionKey?: kms.IKey): sqs.IQueue {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID) as ServiceEventDeadLetterQueue | undefined;
    return (existing ?? new ServiceEventDeadLetterQueue(stack, ID, encryptionKey)).queue;
  }

  private readonly queue: sqs.Queue;

  private constructor(scope: Construct, id: string, encryptionMasterKey?: kms.IKey) {
    super(scope, id);
    this.queue = new sqs.Queue(this, 'Queue', {
      encryption: encryptionMasterKey ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
      encryptionMasterKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.queue).acknowledge(...MISTAKEN_RULES.map((rule) => ({
      id: rule, reason: 'This is the dead-letter queue, of targets of Amazon EventBridge rules.',
    })));
  }
}
