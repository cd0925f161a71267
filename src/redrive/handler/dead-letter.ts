import { createHash } from 'node:crypto';
import { parseArn } from './arn';
import { isJsonObject } from '../../catalog/json-object';
import { jsonText, parseJson } from '../../pattern/input/json-text';

/**
 * A message as it comes from the queue.
 */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Record<string, string | undefined>;
  /** Milliseconds since 1970; not a number where SQS does not say. */
  readonly sentAt: number;
  /** Who has written it. */
  readonly senderId?: string;
}

interface Letter {
  readonly messageId: string;
  readonly targetArn: string;
  readonly errorCode: string;
  /** The event, where the letter holds one. */
  readonly eventId?: string;
  /** Who has written it, where that cannot be who writes such letters. */
  readonly foreignSender?: string;
}

/**
 * A delivery that EventBridge has given up: the event, and where it was to go.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export interface FailedDelivery extends Letter {
  readonly kind: 'delivery';
  readonly ruleArn: string;
  /** The event, as EventBridge has written it. */
  readonly text: string;
  readonly delivered: Record<string, any>;
}

/**
 * An asynchronous invocation that a Lambda function did not manage.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export interface FailedInvocation extends Letter {
  readonly kind: 'invocation';
  readonly ruleArn?: undefined;
  /** The very input of the function. */
  readonly text: string;
}

/** What this library leaves in dead-letter queues. */
export type DeadLetter = FailedDelivery | FailedInvocation;

/** What the attributes of messages are called that come from the dead-letter queue setting of a function. */
const FUNCTION_QUEUE_ATTRIBUTES = ['RequestID', 'ErrorCode', 'ErrorMessage'];
const SUCCESS = 'Success';

/**
 * Reads a message.
 *
 * @returns the letter, or why there is none
 */
export function readDeadLetter(message: QueueMessage): DeadLetter | string {
  const { body, attributes, messageId, senderId } = message;
  const content = parseObject(body);
  const { RULE_ARN: ruleArn, TARGET_ARN: targetArn, ERROR_CODE: errorCode = 'UNKNOWN' } = attributes;
  if (ruleArn && targetArn && content) {
    return {
      kind: 'delivery',
      messageId,
      ruleArn,
      targetArn,
      errorCode,
      text: body,
      delivered: content,
      eventId: textOf(content.id),
      foreignSender: isRoleOrAccount(senderId) ? senderId : undefined,
    };
  }
  const functionArn = textOf(content?.requestContext?.functionArn);
  if (content && functionArn !== undefined) {
    if (!Object.hasOwn(content, 'requestPayload')) {
      return Object.keys(content).some((name) => name.endsWith('BatchInfo'))
        ? `a record of an event source mapping of ${functionArn}, which says where its input is and does not hold it`
        : `a record of ${functionArn} without its input, which AWS Lambda leaves out where the record would be too large`;
    }
    return {
      kind: 'invocation',
      messageId,
      targetArn: functionArn.replace(/:\$LATEST$/, ''),
      errorCode: textOf(content.requestContext.condition) ?? 'UNKNOWN',
      text: payloadOf(body),
      eventId: textOf(content.requestPayload?.id),
      foreignSender: isOtherSession(senderId, functionArn) ? senderId : undefined,
    };
  }
  if (FUNCTION_QUEUE_ATTRIBUTES.every((name) => attributes[name] !== undefined)) {
    return 'written by the dead-letter queue setting of a function (DeadLetterConfig), which does not say which function: give it an on-failure destination instead';
  }
  return content || !ruleArn ? 'written neither by EventBridge nor by AWS Lambda' : 'EventBridge\'s attributes, and no event in the body';
}

/** A record of an invocation that has succeeded is not a failure to make good. */
export function isSuccess(letter: DeadLetter): boolean {
  return letter.kind === 'invocation' && letter.errorCode === SUCCESS;
}

/**
 * A text that stands for what is sent: the same for each attempt on one letter, and different for any other letter, rule,
 * target and input.
 */
export function fingerprintOf({ messageId, ruleArn, targetArn }: DeadLetter, payload: string): string {
  return createHash('sha256').update([messageId, ruleArn, targetArn, payload].join('\n')).digest('hex');
}

/** Two letters that look the same ask for the same to be sent. */
export function likenessOf({ ruleArn, targetArn, text }: DeadLetter): string {
  return createHash('sha256').update([ruleArn, targetArn, text].join('\n')).digest('base64');
}

/**
 * EventBridge writes as itself, which SQS shows as the id of a user; a role's id is followed by the name of a session, and
 * the root user of an account shows as the account. The first is what published messages show, and not documented.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
function isRoleOrAccount(senderId: string | undefined): boolean {
  return senderId !== undefined && (senderId.includes(':') || /^\d{12}$/.test(senderId));
}

/**
 * AWS Lambda writes with the function's role, in a session of the function's name; sessions of the service's own were seen
 * to begin with `awslambda`. Neither is documented.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
function isOtherSession(senderId: string | undefined, functionArn: string): boolean {
  const session = senderId?.split(':')[1];
  const name = parseArn(functionArn)?.resource.split(':')[1];
  return session !== undefined && session !== name && !session.startsWith('awslambda');
}

function payloadOf(body: string): string {
  return jsonText((parseJson(body) as Record<string, unknown>).requestPayload);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The object that the body of a message holds; nothing where it holds none. */
export function parseObject(text: string): Record<string, any> | undefined {
  try {
    const value = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
