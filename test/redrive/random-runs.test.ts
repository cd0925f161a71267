import * as fc from 'fast-check';
import { playRun, runPlan } from './random-run';

/** More of them, and others each time, with `npm run fuzz:redrive`. */
const { REDRIVE_RUNS: runs, REDRIVE_SEED: seed } = process.env;
const CHOICE = runs ? { numRuns: Number(runs), ...(seed && { seed: Number(seed) }) } : { numRuns: 60, seed: 29 };

test('whatever is in the queue and whatever fails, nothing is lost, nothing is sent unasked, and another run finishes', async () => {
  await fc.assert(fc.asyncProperty(runPlan, playRun), CHOICE);
}, 600_000);
