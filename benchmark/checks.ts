/**
 * What the checks and the report add to the synthesis of an app of 1,000 rules in 10 stacks. The aim is 15 % at most for plain
 * rules, and 8 % for those of this library. Beside it stands what the CDK itself takes to report one finding for each rule,
 * whoever finds it.
 *
 *   npm run benchmark:checks [-- runs]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { App, IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, Ec2Events, ServiceEventChecks, ServiceEventReport, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';

const STACKS = 10;
const RULES_A_STACK = 100;
const RULES_A_QUEUE = 10;
/** Percent at most, by the kind of rules. */
const AIMS: Record<string, number> = { 'rules of this library': 8, 'plain rules, each with a finding': 15 };
const RUNS = Number(process.argv[2] ?? 7);

/** Paths stand in the templates, as they do whenever the command line of the CDK synthesizes. */
const CONTEXT = { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:enable-path-metadata': true };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type MakeRule = (scope: Construct, id: string, target: events.IRuleTarget) => void;

const KINDS: Record<string, MakeRule> = {
  'rules of this library': (scope, id, target) => new ServiceEventRule(scope, id, {
    service: AwsService.EC2,
    detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION],
    detail: { 'state': ['stopped'], 'instance-id': [`i-${id}`] },
    targets: [target],
  }),
  'plain rules, each with a finding': (scope, id, target) => new events.Rule(scope, id, {
    eventPattern: {
      source: ['aws.ec2'], detailType: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { 'state': ['stopped'], 'instance-id': [`i-${id}`] },
    },
    targets: [target],
  }),
};

/** Milliseconds of the synthesis, without those of making the constructs: by the clock, and of the processor. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

type Mode = 'nothing' | 'checks and report' | 'findings of another plugin';

/** Finds as much as there are rules, at no cost of its own. */
const ANOTHER_PLUGIN: IPolicyValidationPlugin = {
  name: 'another',
  validate: ({ stackTemplates }) => ({
    success: true,
    violations: stackTemplates.flatMap(({ templatePath, stackConstructPath }) => Array.from({ length: RULES_A_STACK }, (_, n) => ({
      ruleName: 'rule',
      description: 'Target has no dead-letter queue.',
      severity: 'warning',
      violatingResources: [{ constructPath: `${stackConstructPath}/Rule${n}/Resource`, templatePath, locations: ['Properties.Targets.0'] }],
    }))),
  }),
};

function synthesize(makeRule: MakeRule, mode: Mode): Cost {
  const outdir = mkdtempSync(join(tmpdir(), 'checks-benchmark-'));
  const app = new App({ outdir, context: CONTEXT });
  for (let s = 0; s < STACKS; s++) {
    const stack = new Stack(app, `Stack${s}`);
    for (let n = 0; n < RULES_A_STACK; n++) {
      const id = `Queue${Math.floor(n / RULES_A_QUEUE)}`;
      const queue = stack.node.tryFindChild(id) as sqs.Queue | undefined ?? new sqs.Queue(stack, id);
      makeRule(stack, `Rule${n}`, new targets.SqsQueue(queue));
    }
  }
  if (mode === 'findings of another plugin') {
    Validations.of(app).addPlugins(ANOTHER_PLUGIN);
  }
  if (mode === 'checks and report') {
    Validations.of(app).addPlugins(new ServiceEventChecks());
    ServiceEventReport.of(app).write({ markdown: true });
  }
  // What one run leaves behind is not to be cleaned away in the next.
  collectGarbage();
  const silenced = console.error;
  console.error = () => {};
  const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
  app.synth();
  const [wall, { user, system }] = [Number(process.hrtime.bigint() - start) / 1e6, process.cpuUsage(used)];
  console.error = silenced;
  rmSync(outdir, { recursive: true });
  return { wall, cpu: (user + system) / 1e3 };
}

function median(costs: Cost[], of: keyof Cost): number {
  return costs.map((cost) => cost[of]).sort((one, other) => one - other)[Math.floor(costs.length / 2)];
}

const MODES: Mode[] = ['nothing', 'checks and report', 'findings of another plugin'];

console.log(`${STACKS * RULES_A_STACK} rules in ${STACKS} stacks, medians of ${RUNS} interleaved runs; Node ${process.version}, ${cpus()[0].model}\n`);
console.log('| rules | time | synthesis ms | with checks and report ms | added | aim | added by findings of another plugin |');
console.log('|---|---|---|---|---|---|---|');
for (const [name, makeRule] of Object.entries(KINDS)) {
  const costs: Record<Mode, Cost[]> = { 'nothing': [], 'checks and report': [], 'findings of another plugin': [] };
  // The first run loads and compiles what all others use.
  MODES.forEach((mode) => synthesize(makeRule, mode));
  for (let run = 0; run < RUNS; run++) {
    // Each goes first in turn.
    for (let n = 0; n < MODES.length; n++) {
      const mode = MODES[(run + n) % MODES.length];
      costs[mode].push(synthesize(makeRule, mode));
    }
  }
  for (const [time, of] of [['by the clock', 'wall'], ['of the processor', 'cpu']] as const) {
    const [before, after, other] = MODES.map((mode) => median(costs[mode], of));
    const added = (ms: number) => `${(100 * (ms / before - 1)).toFixed(1)} %`;
    console.log(`| ${name} | ${time} | ${before.toFixed(0)} | ${after.toFixed(0)} | ${added(after)} | ${AIMS[name]} % | ${added(other)} |`);
  }
}
