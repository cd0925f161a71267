/**
 * Synthesizes the TypeScript example with the CDK toolkit, tells what came out of it, and sends events through it.
 * Needs no AWS account and no network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Replayed, replay } from './replay';
import { RuleReport, Template, reportRules } from './rule-report';
import { textTable } from './text-table';

const ROOT = resolve(__dirname, '..', '..');
const OUT = join(ROOT, 'cdk.out', 'demo');
const COLUMNS = 100;

function synthesize(): void {
  const { app, context } = JSON.parse(readFileSync(join(ROOT, 'examples/typescript/cdk.json'), 'utf8'));
  const settings = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const toolkit = spawnSync('cdk', ['synth', '--quiet', '--no-notices', '--app', app, '--output', OUT, ...settings], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true', NO_COLOR: '1' },
  });
  if (toolkit.status !== 0) {
    console.error(toolkit.stdout, toolkit.stderr, toolkit.error ?? '');
    throw new Error('The CDK toolkit could not synthesize the example.');
  }
}

function templates(): Template[] {
  return readdirSync(OUT).filter((file) => file.endsWith('.template.json')).map((file) => JSON.parse(readFileSync(join(OUT, file), 'utf8')));
}

function explain({ rule, pattern }: RuleReport): string {
  return `${rule}\n  ${JSON.stringify(pattern).match(new RegExp(`.{1,${COLUMNS - 2}}`, 'g'))!.join('\n  ')}`;
}

function tell({ event, reached, reason }: Replayed): string {
  return [event, ...reached.map((way) => `  reaches ${way}`), ...(reason ? [`  turned away by ${reason}`] : [])].join('\n');
}

console.log('Synthesizing examples/typescript with the CDK toolkit ...\n');
synthesize();
const rules = templates().flatMap(reportRules);
if (rules.length === 0) {
  throw new Error('The example has no rules.');
}
console.log(textTable(
  ['Rule', 'Service', 'Channel', 'Delivery', 'Targets', 'Queue', 'Alarms'],
  rules.map(({ rule, service, channel, delivery, targets, queue, alarms }) => [rule, service, channel, delivery, targets, queue, alarms]),
  COLUMNS,
));
console.log('\nWhat each rule matches:\n');
console.log(rules.filter(({ pattern }) => pattern).map(explain).join('\n'));
console.log('\nEvents sent through the templates, and for each a near miss:\n');
console.log(templates().flatMap(replay).map(tell).join('\n'));
console.log('\nQueue: what no target accepts is kept in the stack\'s dead-letter queue, which has two alarms.');
console.log('The templates are in cdk.out/demo.');
