import * as fc from 'fast-check';
import { playRun, runPlan } from './random-run';
import { runsWanted } from '../support/random-runs-wanted';

/** More of them, and others each time, with `npm run fuzz:redrive`. */
const { REDRIVE_RUNS: runs, REDRIVE_SEED: seed, FUZZ, MANY } = process.env;
const CHOICE = { numRuns: runsWanted('REDRIVE_RUNS', 60, 600), ...(seed ? { seed: Number(seed) } : !runs && !FUZZ && !MANY && { seed: 29 }) };

test('whatever is in the queue and whatever fails, nothing is lost, nothing is sent unasked, and another run finishes', async () => {
  await fc.assert(fc.asyncProperty(runPlan, playRun), CHOICE);
}, 600_000);
