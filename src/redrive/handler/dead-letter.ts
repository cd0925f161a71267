/**
 * A message as it comes from the queue.
 */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Record<string, string | undefined>;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/**
 * A delivery that EventBridge has given up: the event, and where it was to go.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export interface FailedDelivery {
  readonly kind: 'delivery';
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly errorCode: string;
  readonly delivered: Record<string, any>;
}

/**
 * An asynchronous invocation that a Lambda function did not manage: the very input of the function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export interface FailedInvocation {
  readonly kind: 'invocation';
  readonly ruleArn?: undefined;
  readonly targetArn: string;
  readonly errorCode: string;
  readonly payload: unknown;
}

/** What this library leaves in dead-letter queues. */
export type DeadLetter = FailedDelivery | FailedInvocation;

/**
 * Reads a message.
 *
 * @returns nothing when neither EventBridge nor AWS Lambda has written it
 */
export function readDeadLetter({ body, attributes }: QueueMessage): DeadLetter | undefined {
  const content = parseObject(body);
  if (!content) {
    return undefined;
  }
  const { RULE_ARN: ruleArn, TARGET_ARN: targetArn, ERROR_CODE: errorCode = 'UNKNOWN' } = attributes;
  if (ruleArn && targetArn) {
    return { kind: 'delivery', ruleArn, targetArn, errorCode, delivered: content };
  }
  const { requestContext, requestPayload } = content;
  if (typeof requestContext?.functionArn === 'string' && requestPayload !== undefined) {
    return {
      kind: 'invocation',
      targetArn: requestContext.functionArn.replace(/:\$LATEST$/, ''),
      errorCode: requestContext.condition ?? 'UNKNOWN',
      payload: requestPayload,
    };
  }
  return undefined;
}

function parseObject(text: string): Record<string, any> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
