import { ModelledAws, Resent } from './modelled-aws';
import { runRedrive } from './redrive-sandbox';
import { WaitingLetters } from './waiting-letters';
import type { PlayedApp } from '../delivery/played-app';
import { PlayedFault } from '../delivery/played-fault';
import { PlayedQueue } from '../delivery/played-queue';
import { Letter } from '../delivery/played-way';

/** Some moment, from which the times of letters count. */
const SINCE = 1_760_000_000_000;
const MINUTE = 60_000;
const CALL_MILLISECONDS = 20;

/** What a redrive of one queue has come to. */
export interface RedrivenQueue {
  readonly queue: PlayedQueue;
  readonly redriven: number;
  readonly left: readonly Letter[];
  readonly reasons: string[];
  readonly resent: readonly Resent[];
}

/** Runs the redrive function on the letters of one queue. */
export function redriveLetters(app: PlayedApp, queue: PlayedQueue, letters: readonly Letter[], faults: readonly PlayedFault[]): RedrivenQueue {
  let time = SINCE + Math.max(...letters.map(({ at }) => at)) * 1000 + MINUTE;
  const waiting = new WaitingLetters(letters, SINCE, () => time);
  const aws = new ModelledAws(app, waiting, faults);
  const [account, region] = queue.environment.split(' ');
  const summary = runRedrive({ dryRun: false }, {
    environment: {
      AWS_REGION: region, AWS_LAMBDA_FUNCTION_NAME: 'redrive', QUEUE_URL: `https://sqs.${region}.amazonaws.com/${account}/${queue.queueName}`,
    },
    now: () => time,
    pass: (milliseconds) => {
      time += milliseconds;
    },
    call: (operation, input) => {
      time += CALL_MILLISECONDS;
      return aws.call(operation, input);
    },
  });
  const { redriven, groups, unreadable } = summary;
  const reasons = [...groups, unreadable].flatMap((group: any) => Object.keys(group.reasons));
  return { queue, redriven, left: waiting.letters, reasons, resent: aws.resent };
}
