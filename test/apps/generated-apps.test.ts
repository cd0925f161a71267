import { rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { AppPlan, ENVIRONMENTS, appPlan } from './app-plan';
import { BuildOptions, buildApp } from './build-app';
import { IMPOSSIBLE } from './impossible';
import { violationsOf } from './invariants';
import { Json, SynthesizedApp } from './synthesized-app';
import { runsWanted } from '../support/random-runs-wanted';

/** More of them, and others each time, with `npm run fuzz:apps`. */
const { APPS_RUNS: runs, FUZZ_SEED, APPS_SEED: seed = FUZZ_SEED, FUZZ, MANY } = process.env;
const others = Boolean(runs || FUZZ || MANY);
const CHOICE = { numRuns: runsWanted('APPS_RUNS', 200, 1000), seed: seed ? Number(seed) : others ? Date.now() % 2 ** 31 : 13 };
const LIMIT = others ? 86_400_000 : 600_000;

const { CDK_VALIDATION, CDK_DISABLE_STACK_TRACE, JSII_DEPRECATED } = process.env;

beforeAll(() => {
  // `npm run fuzz:apps` has the CDK judge the templates too.
  Object.assign(process.env, { CDK_VALIDATION: MANY ? 'true' : 'false', CDK_DISABLE_STACK_TRACE: '1', JSII_DEPRECATED: 'quiet' });
});
afterAll(() => {
  Object.assign(process.env, { CDK_VALIDATION, CDK_DISABLE_STACK_TRACE, JSII_DEPRECATED });
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

/** What stacks of an app deploy, whatever the order in which templates list it. */
function deployed(app: App, stacks?: Stack[]): Json {
  const { templates } = new SynthesizedApp(app);
  return Object.fromEntries(templates.filter(({ stack }) => stacks?.includes(stack) ?? true)
    .map(({ stack, json }) => [stack.node.path, ordered({ ...json, Metadata: undefined, Resources: withoutBodies(json.Resources) })]).sort());
}

/** A dashboard shows rules in the order in which they are made. */
function withoutBodies(resources: Record<string, Json> = {}): Record<string, Json> {
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) =>
    [id, resource.Type === 'AWS::CloudWatch::Dashboard' ? { ...resource, Properties: { ...resource.Properties, DashboardBody: undefined } } : resource]));
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
}, LIMIT);

test('what is deployed does not depend on the order in which the app is made', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    const [forward, backward] = [false, true].map((reversed) => withApp(plan, { reversed }, ({ app }) => deployed(app)));
    expect(backward).toEqual(forward);
  }), { ...CHOICE, numRuns: Math.ceil(CHOICE.numRuns / (others ? 4 : 16)) });
}, LIMIT);

test('what is deployed does not change when a stack is added before the others', () => {
  fc.assert(fc.property(appPlan, (plan) => {
    // A trail selects what all rules match, those of the new stack included.
    const withoutTrails: AppPlan = {
      ...plan, stages: plan.stages.map((stage) => ({ ...stage, stacks: stage.stacks.map((stack) => (stack.extra.startsWith('trail') ? { ...stack, extra: 'none' } : stack)) })),
    };
    const before = withApp(withoutTrails, { first: 'left out' }, ({ app, stacks }) => deployed(app, stacks));
    const after = withApp(withoutTrails, { first: 'apart' }, ({ app, stacks }) => deployed(app, stacks));
    expect(Object.fromEntries(Object.keys(before).map((path) => [path, after[path]]))).toEqual(before);
  }), { ...CHOICE, numRuns: Math.ceil(CHOICE.numRuns / (others ? 4 : 16)) });
}, LIMIT);

test.each(IMPOSSIBLE)('what cannot be deployed is refused in words, whatever else is in the app: %s', (_what, make, words) => {
  fc.assert(fc.property(appPlan, (plan) => {
    withApp(plan, {}, ({ app }) => {
      expect(() => {
        make(new Stack(app, 'Refused', { env: ENVIRONMENTS.HERE }));
        app.synth();
      }).toThrow(words);
    });
  }), { ...CHOICE, numRuns: 1 });
}, LIMIT);
