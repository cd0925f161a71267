import { RuleInTemplate, TargetOfRule } from '../../template/rule-in-template';
import { Check, RuleProblem, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';

const MANAGED_KEY = /(^|[:/])alias\/aws\/sqs$/;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export const deadLetterQueueKind: Check = {
  id: 'dead-letter-queue-kind',
  group: 'loses events',
  summary: 'EventBridge cannot use such a queue: it is a FIFO queue, the target itself, encrypted with the key alias/aws/sqs, or in another Region.',
  severity: CheckSeverity.ERROR,
  find: atEachRule((rule) => rule.targets.flatMap((target) => unusable(rule, target).map(([why, fix, inApp]): RuleProblem => ({
    location: `${target.location}.DeadLetterConfig`,
    value: target.id,
    message: `The dead-letter queue of target '${target.id}' ${why}: nothing can be written to it.`,
    fix,
    inApp,
  })))),
};

type Why = [why: string, fix: string, inApp?: string];

function unusable({ stack }: RuleInTemplate, { deadLetterArn, deadLetterQueue: queue, resource }: TargetOfRule): Why[] {
  const { FifoQueue, KmsMasterKeyId } = queue?.properties ?? {};
  const region = queue ? queue.stack.region : /^arn:[^:]*:sqs:([a-z0-9-]+):/.exec(String(deadLetterArn))?.[1];
  return [
    ...FifoQueue === true || FifoQueue === 'true' || (typeof deadLetterArn === 'string' && deadLetterArn.endsWith('.fifo'))
      ? [['is a FIFO queue', 'Use a standard queue.'] as Why] : [],
    ...typeof KmsMasterKeyId === 'string' && MANAGED_KEY.test(KmsMasterKeyId)
      ? [['is encrypted with the key alias/aws/sqs, whose policy cannot let EventBridge use it', 'Encrypt it with SqsManagedSseEnabled, or with a key of your own.', 'In the CDK, that is QueueEncryption.SQS_MANAGED or KMS.'] as Why] : [],
    ...queue !== undefined && queue === resource ? [['is the target itself', 'Use another queue.'] as Why] : [],
    ...region !== undefined && stack.region !== undefined && region !== stack.region
      ? [[`is in ${region}, and the rule in ${stack.region}`, `Use a queue in ${stack.region}.`] as Why] : [],
  ];
}
