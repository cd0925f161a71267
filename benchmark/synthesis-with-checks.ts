/**
 * Synthesizes an app of 1,000 rules in 10 stacks, with or without checks and report, and says what that took. Called by itself, it
 * prints that, so that it can be measured in a process of its own.
 *
 *   tsx --tsconfig tsconfig.dev.json benchmark/synthesis-with-checks.ts <kind of rules> <mode>
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { App, IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsService, Ec2Events, ServiceEventChecks, ServiceEventReport, ServiceEventRule } from 'cdk-service-events';
import { Construct } from 'constructs';

export const STACKS = 10;
export const RULES_A_STACK = 100;
const RULES_A_QUEUE = 10;

/** Paths stand in the templates, as they do whenever the command line of the CDK synthesizes. */
const CONTEXT = { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:enable-path-metadata': true };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type MakeRule = (scope: Construct, id: string, target: events.IRuleTarget) => void;

export const KINDS: Record<string, MakeRule> = {
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
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

export type Mode = 'nothing' | 'checks and report' | 'findings of another plugin';

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

export function synthesize(kind: string, mode: Mode): Cost {
  const makeRule = KINDS[kind];
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

if (require.main === module) {
  const [, , kind, mode] = process.argv;
  console.log(JSON.stringify(synthesize(kind, mode as Mode)));
}
