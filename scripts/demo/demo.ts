/**
 * Has a wrong rule refused, synthesizes the TypeScript example with the CDK toolkit, tells what came out of it, sends events
 * through it, and breaks a target.
 * Needs no AWS account and no network.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { breakdownsOf } from './breakdown';
import { MISTAKE, refusalOfMistake } from './mistake';
import { Replayed, replay } from './replay';
import { textTable, wrap } from './text-table';
import type { RuleRow } from '../../src/checks/report/rule-row';

const ROOT = resolve(__dirname, '..', '..');
const OUT = join(ROOT, 'cdk.out', 'demo');
const COLUMNS = 100;
/** The rule whose target is broken. */
const BROKEN = 'Operations/UserCreated';

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

function templates(): { stack: string; template: any }[] {
  return readdirSync(OUT).filter((file) => file.endsWith('.template.json'))
    .map((file) => ({ stack: file.replace('.template.json', ''), template: JSON.parse(readFileSync(join(OUT, file), 'utf8')) }));
}

function cellsOf({ rule, services, channel, deliveryType, targets, alarms }: RuleRow): string[] {
  return [
    rule,
    services.join(', ').replace('Amazon Elastic Compute Cloud', 'Amazon EC2').replace('AWS Identity and Access Management', 'AWS IAM') || '-',
    channel,
    deliveryType?.toLowerCase().replace('_', ' ') ?? '-',
    targets.map(({ type }) => type.replace(/^AWS::/, '').replace('::', ' ')).join(', '),
    furtherAlarms(alarms).join(', '),
  ];
}

/** What every rule has need not stand in every row. */
const USUAL_ALARMS = ['lost', 'failed', 'retrying'];

function furtherAlarms(alarms: RuleRow['alarms']): string[] {
  const names = [...new Set(alarms.map(({ alarm }) => alarm.split('/').pop()!.toLowerCase()))];
  return names.filter((name) => !USUAL_ALARMS.includes(name)).sort();
}

/** A rule that forwards repeats what other rules match. */
function isForwarder({ rule }: { rule: string }): boolean {
  return rule.startsWith('ServiceEventForwarder-');
}

function indented(text: string): string {
  return text.split('\n').map((line) => `  ${line}`).join('\n');
}

function explain({ rule, eventPattern }: RuleRow): string {
  return `${rule}\n  ${JSON.stringify(eventPattern).match(new RegExp(`.{1,${COLUMNS - 2}}(?:(?<=[,:])|$)|.{1,${COLUMNS - 2}}`, 'g'))!.join('\n  ')}`;
}

function tell({ event, reached, reason }: Replayed): string {
  const told = [...reached.map((way) => `reaches ${way}`), ...(reason ? [`turned away by ${reason}`] : [])];
  return [...wrap(event, COLUMNS), ...told.flatMap((line) => wrap(line, COLUMNS - 4).map((part, at) => (at === 0 ? `  ${part}` : `    ${part}`)))].join('\n');
}

console.log('A rule with a mistake:\n');
console.log(indented(MISTAKE));
console.log('\nis refused while the app is synthesized:\n');
console.log(indented(wrap(refusalOfMistake(), COLUMNS - 2).join('\n')));

console.log('\nSynthesizing examples/typescript with the CDK toolkit ...\n');
synthesize();
const rules = report();
if (rules.length === 0) {
  throw new Error('The example has no rules.');
}
console.log(textTable(['Rule', 'Service', 'Channel', 'Delivery', 'Targets', 'Also alarmed'], rules.map(cellsOf), COLUMNS));
const unguarded = rules.filter(({ targets }) => !targets.every(({ deadLetterQueue }) => deadLetterQueue));
console.log(unguarded.length > 0 ? `\nWithout a dead-letter queue: ${unguarded.map(({ rule }) => rule).join(', ')}.`
  : `\nEach rule has the dead-letter queue of its stack, retries, and the alarms ${USUAL_ALARMS.join(', ')}.`);
const findings = rules.flatMap((row) => row.findings.map(({ check, message }) => `${row.rule}: ${message} (${check})`));
if (findings.length > 0) {
  console.log(`\nWhat the checks find:\n  ${findings.join('\n  ')}`);
}
console.log('\nWhat each rule matches:\n');
console.log(rules.filter((row) => row.eventPattern && !isForwarder(row)).map(explain).join('\n'));

console.log('\nEvents sent through the templates, and for each a near miss:\n');
console.log(templates().filter(({ stack }) => !isForwarder({ rule: stack })).flatMap(({ template }) => replay(template)).map(tell).join('\n'));

console.log(`\nAn event on its way through ${BROKEN}, while something is broken:\n`);
const { template: operations } = templates().find(({ stack }) => BROKEN.startsWith(`${stack}/`))!;
for (const { broken, becomes } of breakdownsOf(operations, BROKEN)) {
  console.log(indented([`${broken}:`, ...wrap(becomes, COLUMNS - 4).map((line) => `  ${line}`)].join('\n')));
}
console.log('\nThe templates are in cdk.out/demo, and the whole report in cdk.out/demo/service-events.json and .md.');
