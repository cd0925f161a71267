import { ModelledAws, Resent } from './modelled-aws';
import { RedriveClock } from './redrive-clock';
import { runRedrive } from './redrive-sandbox';
import { WaitingLetters } from './waiting-letters';
import type { PlayedApp } from '../delivery/played-app';
import { PlayedFault } from '../delivery/played-fault';
import { PlayedQueue } from '../delivery/played-queue';
import { Letter } from '../delivery/played-way';

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
  const clock = new RedriveClock(letters);
  const waiting = new WaitingLetters(letters, clock.since, clock.now);
  const [account, region] = queue.environment.split(' ');
  const aws = new ModelledAws(app, waiting, faults, account);
  const summary = runRedrive({ dryRun: false }, clock.world({
    AWS_REGION: region, AWS_LAMBDA_FUNCTION_NAME: 'redrive', QUEUE_URL: `https://sqs.${region}.amazonaws.com/${account}/${queue.queueName}`,
  }, (...asked) => aws.call(...asked)));
  const { redriven, groups, unreadable } = summary;
  const reasons = [...groups, unreadable].flatMap((group: any) => Object.keys(group.reasons));
  return { queue, redriven, left: waiting.letters, reasons, resent: aws.resent };
}
