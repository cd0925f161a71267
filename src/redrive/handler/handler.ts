import { parseArn } from './arn';
import { Aws } from './aws';
import { Clock, clockOf } from './clock';
import { DeadLetterQueue } from './queue';
import { RedeliverySummary, parseRedelivery, redeliver } from './records/redelivery';
import { StackReplays } from './records/replays';
import { Redrive } from './redrive';
import { parseRequest } from './request';
import { Rules } from './rules';
import { RedriveSummary } from './summary';
import { DispatchContext } from './targets/dispatch';

/** Less than this leaves no time to send anything and put back the rest. */
const LEAST_MILLISECONDS = 45_000;
/** What the URL of a queue says of the account that owns it. */
const ACCOUNT_IN_URL = /\/(\d{12})\/[^/]+$/;

/** What AWS Lambda says about an invocation, as far as it is needed here. */
interface Invocation {
  readonly invokedFunctionArn?: string;
  getRemainingTimeInMillis(): number;
}

/**
 * The Lambda function of a redrive.
 *
 * @param input what to redrive
 * @param invocation what AWS Lambda says about this invocation
 * @throws when the input is not understood or the function may not run long enough; nothing is touched then
 */
export function handler(input: unknown, invocation: Invocation): Promise<RedriveSummary> {
  return redrive(input, invocation.invokedFunctionArn, clockOf(invocation));
}

/**
 * The Lambda function that lets a Custom Event Bus deliver again what a subscriber could not.
 *
 * @param input what to deliver
 * @param invocation what AWS Lambda says about this invocation
 * @throws when the input is not understood, or the events cannot be delivered; their records stay in the queue then
 */
export async function deliverAgain(input: unknown, invocation: Invocation): Promise<RedeliverySummary> {
  const request = parseRedelivery(input);
  const clock = clockOf(invocation);
  const aws = new Aws(clock);
  const { subscriberArn, retentionDays, stackPrefix, ...subscriber } = JSON.parse(process.env.SUBSCRIBER!);
  try {
    const replays = new StackReplays(aws, subscriber, stackPrefix);
    const summary = await redeliver(request, { subscriberArn, retentionDays }, new DeadLetterQueue(aws, process.env.QUEUE_URL!), replays, clock);
    console.log(JSON.stringify(summary, undefined, 2));
    return summary;
  } finally {
    aws.close();
  }
}

/**
 * @param functionArn the function that this is; its account is taken for the queue's where it is not known
 */
export async function redrive(input: unknown, functionArn: string | undefined, clock: Clock): Promise<RedriveSummary> {
  const request = parseRequest(input);
  const milliseconds = clock.millisecondsLeft();
  if (milliseconds < LEAST_MILLISECONDS) {
    throw new Error(`This function may run for ${Math.floor(milliseconds / 1000)} seconds: give it a timeout of at least a minute, or it cannot put back what it takes from the queue.`);
  }
  const queueUrl = process.env.QUEUE_URL!;
  const aws = new Aws(clock);
  const account = accountOf(functionArn, queueUrl);
  const knowledge = { rules: new Rules(aws, account), context: new DispatchContext(aws, account) };
  try {
    const run = new Redrive(request, new DeadLetterQueue(aws, queueUrl), knowledge, aws, (line) => console.log(JSON.stringify(line)));
    const summary = await run.run();
    console.log(JSON.stringify(summary, undefined, 2));
    return summary;
  } finally {
    aws.close();
  }
}

function accountOf(functionArn: string | undefined, queueUrl: string): string | undefined {
  return (functionArn && parseArn(functionArn)?.account) || ACCOUNT_IN_URL.exec(queueUrl)?.[1];
}
