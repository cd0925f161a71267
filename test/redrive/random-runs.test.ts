import * as fc from 'fast-check';
import { playRun, runPlan } from './random-run';

/** More of them with `npm run fuzz:redrive`. */
const RUNS = Number(process.env.REDRIVE_RUNS ?? 60);
const SEED = Number(process.env.REDRIVE_SEED ?? 29);

test('whatever is in the queue and whatever fails, nothing is lost, nothing is sent unasked, and another run finishes', async () => {
  await fc.assert(fc.asyncProperty(runPlan, playRun), { numRuns: RUNS, seed: SEED });
}, 600_000);
