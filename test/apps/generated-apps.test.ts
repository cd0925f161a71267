import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { AppPlan, appPlan } from './app-plan';
import { BuildOptions, buildApp } from './build-app';
import { violationsOf } from './invariants';
import { Json, SynthesizedApp } from './synthesized-app';

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

/** What an app deploys, whatever the order in which templates list it. */
function deployed(app: App): Json {
  const { templates } = new SynthesizedApp(app);
  return Object.fromEntries(templates.map(({ stack, json }) => [stack.node.path, ordered({ ...json, Metadata: undefined })]).sort());
}

function ordered(value: Json): Json {
  if (typeof value === 'string') {
    // The hash of a nested stack's file, in which the order differs.
    return value.replace(/[0-9a-f]{64}/g, '<hash>');
  }
  if (Array.isArray(value)) {
    return value.map(ordered).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])])) : value;
}

test('every delivery is guarded, whatever the app looks like', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    expect(withApp(plan, {}, violationsOf)).toEqual([]);
  }), CHOICE);
}, 600_000);

test('what is deployed does not depend on the order in which the app is made', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    const [forward, backward] = [false, true].map((reversed) => withApp(plan, { reversed }, ({ app }) => deployed(app)));
    expect(backward).toEqual(forward);
  }), { ...CHOICE, numRuns: Math.ceil(CHOICE.numRuns / 4) });
}, 600_000);
