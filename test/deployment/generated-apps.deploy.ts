import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { pythonWithRequirements } from '../../scripts/moto/python-environment';
import { appPlan } from '../apps/app-plan';
import { buildApp } from '../apps/build-app';

/** More of them with `APPS_RUNS`, others with `APPS_SEED`. */
const { APPS_RUNS: runs = '40', APPS_SEED: seed = '13' } = process.env;
const CFN_LINT = ['-c', 'from cfnlint.runner import main; main()'];
const AT_ONCE = 100;

/** The templates of an app, nested ones and those of its stages included. */
function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.template.json')).map((name) => join(folder, name));
}

test('cfn-lint finds no error in the templates of generated apps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-apps-'));
  process.env.CDK_VALIDATION = 'false';
  try {
    fc.sample(appPlan, { numRuns: Number(runs), seed: Number(seed) }).forEach((plan, at) => {
      const { app } = buildApp(plan);
      app.synth();
      cpSync(app.outdir, join(folder, `${at}`), { recursive: true, filter: (source) => !source.includes('/asset.') });
      rmSync(app.outdir, { recursive: true, force: true });
    });
    const templates = templatesIn(folder);
    expect(templates.length).toBeGreaterThan(Number(runs));
    for (let at = 0; at < templates.length; at += AT_ONCE) {
      const options = ['--regions', 'eu-west-1', '--ignore-checks', 'W', '--', ...templates.slice(at, at + AT_ONCE)];
      const { stdout, stderr } = spawnSync(pythonWithRequirements(), [...CFN_LINT, ...options], { encoding: 'utf8', maxBuffer: 100_000_000 });
      expect(stdout + stderr).toBe('');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 3_600_000);
