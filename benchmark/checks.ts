/**
 * What the checks and the report add to the synthesis of an app of 1,000 rules in 10 stacks: to the one synthesis of a process,
 * which is what a user waits for at each `cdk synth`, and to one of many in a process, where all code is compiled by then. The aim
 * is 15 % at most for plain rules, and 8 % for those of this library. Beside it stands what the CDK itself takes to report one
 * finding for each rule, whoever finds it.
 *
 *   npm run benchmark:checks [-- runs]
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Cost, KINDS, Mode, RULES_A_STACK, STACKS, synthesize } from './synthesis-with-checks';

/** Percent at most, by the kind of rules. */
const AIMS: Record<string, number> = { 'rules of this library': 8, 'plain rules, each with a finding': 15 };
const RUNS = Number(process.argv[2] ?? 7);
const MODES: Mode[] = ['nothing', 'checks and report', 'findings of another plugin'];

function synthesizeAlone(kind: string, mode: Mode): Cost {
  const script = join(__dirname, 'synthesis-with-checks.ts');
  const printed = execFileSync(process.execPath, [...process.execArgv, script, kind, mode], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(printed.trim().split('\n').pop()!) as Cost;
}

function median(costs: Cost[], of: keyof Cost): number {
  return costs.map((cost) => cost[of]).sort((one, other) => one - other)[Math.floor(costs.length / 2)];
}

function measure(kind: string, run: (kind: string, mode: Mode) => Cost): Record<Mode, Cost[]> {
  const costs: Record<Mode, Cost[]> = { 'nothing': [], 'checks and report': [], 'findings of another plugin': [] };
  for (let turn = 0; turn < RUNS; turn++) {
    // Each goes first in turn.
    for (let n = 0; n < MODES.length; n++) {
      const mode = MODES[(turn + n) % MODES.length];
      costs[mode].push(run(kind, mode));
    }
  }
  return costs;
}

function addRows(kind: string, where: string, costs: Record<Mode, Cost[]>): void {
  for (const [time, of] of [['by the clock', 'wall'], ['of the processor', 'cpu']] as const) {
    const [before, after, other] = MODES.map((mode) => median(costs[mode], of));
    const added = (ms: number) => `${(100 * (ms / before - 1)).toFixed(1)} %`;
    console.log(`| ${kind} | ${where} | ${time} | ${before.toFixed(0)} | ${after.toFixed(0)} | ${added(after)} | ${AIMS[kind]} % | ${added(other)} |`);
  }
}

console.log(`${STACKS * RULES_A_STACK} rules in ${STACKS} stacks, medians of ${RUNS} interleaved runs; Node ${process.version}, ${cpus()[0].model}\n`);
console.log('| rules | synthesis | time | ms | with checks and report ms | added | aim | added by findings of another plugin |');
console.log('|---|---|---|---|---|---|---|---|');
for (const kind of Object.keys(KINDS)) {
  addRows(kind, 'the only one of a process', measure(kind, synthesizeAlone));
  // The first run loads and compiles what all others use.
  MODES.forEach((mode) => synthesize(kind, mode));
  addRows(kind, 'one of many', measure(kind, synthesize));
}
