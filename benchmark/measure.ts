/**
 * Makes rules in one way, in a process of its own, and prints what it took: milliseconds of processor time, collection of
 * garbage and compilation included, so that what else the machine does matters little.
 *
 *   node --expose-gc measure.js <way> <number of rules> [package of the way]
 */
import { createRequire } from 'node:module';
import { App, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { countAssembly } from './count-assembly';
import { Measurement } from './measurement';
import { Way } from './way';
// Loads everything of the CDK that rules by hand need, before the clock starts.
import './ways/by-hand';

const load = createRequire(__filename);
const RULES_A_TARGET = 10;
const RULES_A_STACK = 50;

function makeStacks({ makeRules }: Way, rules: number): App {
  const app = new App();
  for (let first = 0; first < rules; first += RULES_A_STACK) {
    const stack = new Stack(app, `Stack${first / RULES_A_STACK}`);
    const count = Math.min(RULES_A_STACK, rules - first);
    const queues = Array.from({ length: Math.ceil(count / RULES_A_TARGET) }, (_, n) => new sqs.Queue(stack, `Target${n}`, { enforceSSL: true }));
    makeRules(stack, Array.from({ length: count }, (_, n) => queues[Math.floor(n / RULES_A_TARGET)]));
  }
  return app;
}

function milliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const [, , wayName, count, packageName] = process.argv;
// What loading the CDK left behind is collected on nobody's account.
globalThis.gc!();
const start = milliseconds();
if (packageName) {
  load(packageName);
}
const required = milliseconds();
const { way } = load(`./ways/${wayName}`) as { way: Way };
const imported = milliseconds();
const app = makeStacks(way, Number(count));
const constructed = milliseconds();
const assembly = app.synth();
const synthesized = milliseconds();

const measurement: Measurement = {
  requireMs: required - start,
  importMs: imported - start,
  constructMs: constructed - imported,
  synthMs: synthesized - constructed,
  peakMb: process.resourceUsage().maxRSS / 1024,
  ...countAssembly(assembly),
};
console.log(JSON.stringify(measurement));
