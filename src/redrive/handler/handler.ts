import { parseArn } from './arn';
import { Aws } from './aws';
import { Clock, clockOf } from './clock';
import { DeadLetterQueue } from './queue';
import { Redrive } from './redrive';
import { parseRequest } from './request';
import { Rules } from './rules';
import { RedriveSummary } from './summary';
import { DispatchContext } from './targets/dispatch';

/** Less than this leaves no time to send anything and put back the rest. */
const LEAST_MILLISECONDS = 45_000;
/** What the URL of a queue says of the account that owns it. */
const ACCOUNT_IN_URL = /\/(\d{12})\/[^/]+$/;

/** What AWS Lambda tells of an invocation, as far as it is needed here. */
interface Invocation {
  readonly invokedFunctionArn?: string;
  getRemainingTimeInMillis(): number;
}

/**
 * The Lambda function of a redrive.
 *
 * @param input what to redrive
 * @param invocation what AWS Lambda tells of this invocation
 * @throws when the input is not understood or the function may not run long enough; nothing is touched then
 */
export function handler(input: unknown, invocation: Invocation): Promise<RedriveSummary> {
  return redrive(input, invocation.invokedFunctionArn, clockOf(invocation));
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
