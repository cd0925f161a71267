/**
 * Synthesizes the TypeScript example with the CDK toolkit, tells what came out of it, and sends events through it.
 * Needs no AWS account and no network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Replayed, replay } from './replay';
import { textTable, wrap } from './text-table';
import type { RuleRow } from '../../src/checks/report/rule-row';

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

/** What the library's own report says about the rules. */
function report(): RuleRow[] {
  return JSON.parse(readFileSync(join(OUT, 'service-events.json'), 'utf8')).rules;
}

function templates(): object[] {
  return readdirSync(OUT).filter((file) => file.endsWith('.template.json')).map((file) => JSON.parse(readFileSync(join(OUT, file), 'utf8')));
}

function cellsOf({ rule, services, channel, deliveryType, targets, alarms }: RuleRow): string[] {
  return [
    rule,
    services.join(', ').replace('Amazon Elastic Compute Cloud', 'Amazon EC2').replace('AWS Identity and Access Management', 'AWS IAM') || '-',
    channel,
    deliveryType?.toLowerCase().replace('_', ' ') ?? '-',
    targets.map(({ type }) => type.replace(/^AWS::/, '').replace('::', ' ')).join(', '),
    targets.every(({ deadLetterQueue }) => deadLetterQueue) ? 'yes' : 'no',
    alarms.map(({ alarm }) => alarm.split('/').pop()!.toLowerCase()).sort().join(', '),
  ];
}

function explain({ rule, eventPattern }: RuleRow): string {
  return `${rule}\n  ${JSON.stringify(eventPattern).match(new RegExp(`.{1,${COLUMNS - 2}}(?:(?<=[,:])|$)|.{1,${COLUMNS - 2}}`, 'g'))!.join('\n  ')}`;
}

function tell({ event, reached, reason }: Replayed): string {
  const told = [...reached.map((way) => `reaches ${way}`), ...(reason ? [`turned away by ${reason}`] : [])];
  return [...wrap(event, COLUMNS), ...told.flatMap((line) => wrap(line, COLUMNS - 4).map((part, at) => (at === 0 ? `  ${part}` : `    ${part}`)))].join('\n');
}

console.log('Synthesizing examples/typescript with the CDK toolkit ...\n');
synthesize();
const rules = report();
if (rules.length === 0) {
  throw new Error('The example has no rules.');
}
console.log(textTable(['Rule', 'Service', 'Channel', 'Delivery', 'Targets', 'Queue', 'Alarms'], rules.map(cellsOf), COLUMNS));
const findings = rules.flatMap((row) => row.findings.map(({ check, message }) => `${row.rule}: ${message} (${check})`));
console.log(`\nWhat the checks find: ${findings.length > 0 ? `\n  ${findings.join('\n  ')}` : 'nothing.'}`);
console.log('\nWhat each rule matches:\n');
console.log(rules.filter(({ eventPattern }) => eventPattern).map(explain).join('\n'));
console.log('\nEvents sent through the templates, and for each a near miss:\n');
console.log(templates().flatMap(replay).map(tell).join('\n'));
console.log('\nQueue: what no target accepts is kept in the stack\'s dead-letter queue, which has two alarms.');
console.log('The templates are in cdk.out/demo, and the whole report in cdk.out/demo/service-events.json and .md.');
