import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import { AppPlan, appPlan } from './app-plan';
import { BuildOptions, buildApp } from './build-app';
import { violationsOf } from './invariants';

/** More of them, and others each time, with `npm run fuzz:apps`. */
const { APPS_RUNS: runs, APPS_SEED: seed } = process.env;
const CHOICE = runs ? { numRuns: Number(runs), ...(seed && { seed: Number(seed) }) } : { numRuns: 200, seed: 13 };

const { CDK_VALIDATION: validation } = process.env;

beforeAll(() => {
  // The extended run has the CDK judge the templates too.
  process.env.CDK_VALIDATION = runs ? 'true' : 'false';
});
afterAll(() => {
  process.env.CDK_VALIDATION = validation;
});

/** The app of a plan, for as long as it is looked at. */
function withApp<T>(plan: AppPlan, options: BuildOptions, look: (built: ReturnType<typeof buildApp>) => T): T {
  const built = buildApp(plan, options);
  try {
    return look(built);
  } finally {
    rmSync(built.app.outdir, { recursive: true, force: true });
  }
}

test('every delivery is guarded, whatever the app looks like', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    expect(withApp(plan, {}, violationsOf)).toEqual([]);
  }), CHOICE);
}, 600_000);
