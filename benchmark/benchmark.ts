/**
 * Makes guarded rules in several ways side by side, and writes what each takes to docs/benchmark.md.
 *
 *   npm run benchmark                         5 runs of 1, 100 and 1,000 rules
 *   npm run benchmark -- --runs 3 --rules 1,100
 *
 * Every run is a process of its own, and the ways take turns, so that what else the machine does meets all alike.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { transformFileSync } from '@swc/core';
import { Measurement } from './measurement';
import prices from './prices.json';

const ROOT = resolve(__dirname, '..');
/** Below the project, so that its dependencies are found. */
const COMPILED = join(ROOT, 'cdk.out', 'benchmark');
const PAGE = join(ROOT, 'docs', 'benchmark.md');

const LIBRARY = 'library';
const PACKAGE = 'cdk-service-events';
const BY_HAND = 'by-hand';
const CAREFUL_HAND = 'by-hand-sharing';
const PEER = 'solutions-constructs';
const WAYS: Record<string, string> = {
  [LIBRARY]: 'cdk-service-events',
  [BY_HAND]: 'by hand, a queue for each rule',
  [CAREFUL_HAND]: 'by hand, 19 rules sharing a queue',
  [PEER]: 'aws-eventbridge-sqs',
  'monitoring-constructs': 'cdk-monitoring-constructs',
};
const PACKAGES = ['aws-cdk-lib', 'constructs', '@aws-solutions-constructs/aws-eventbridge-sqs', 'cdk-monitoring-constructs'];

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '5' }, rules: { type: 'string', default: '1,100,1000' } } });
const RUNS = Number(options.runs);
const RULES = options.rules.split(',').map(Number);

type Results = Map<number, Map<string, Measurement[]>>;

/** Plain Node runs what is measured, with the library as its users have it. */
function compile(): void {
  if (!existsSync(join(ROOT, 'lib', 'index.js'))) {
    throw new Error('The library is not compiled: run "npx projen compile" first.');
  }
  rmSync(COMPILED, { recursive: true, force: true });
  const files = (readdirSync(__dirname, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts') && file !== 'benchmark.ts');
  for (const file of files) {
    const { code } = transformFileSync(join(__dirname, file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: false, swcrc: false,
    });
    const target = join(COMPILED, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  mkdirSync(join(COMPILED, 'node_modules'));
  symlinkSync(ROOT, join(COMPILED, 'node_modules', 'cdk-service-events'), 'dir');
}

function measure(way: string, rules: number): Measurement {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', join(COMPILED, 'measure.js'), way, `${rules}`, ...way === LIBRARY ? [PACKAGE] : []], {
    encoding: 'utf8', env: { ...process.env, JSII_DEPRECATED: 'quiet', CDK_DISABLE_VERSION_CHECK: 'true' },
  });
  if (status !== 0) {
    throw new Error(`${WAYS[way]} failed with ${rules} rules:\n${stderr.slice(-4000)}`);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measurement;
}

function measureAll(): Results {
  const results: Results = new Map(RULES.map((rules) => [rules, new Map(Object.keys(WAYS).map((way) => [way, []]))]));
  for (let run = 0; run < RUNS; run++) {
    for (const rules of RULES) {
      for (const way of turned(Object.keys(WAYS), run)) {
        results.get(rules)!.get(way)!.push(measure(way, rules));
        process.stderr.write(`run ${run + 1} of ${RUNS}: ${rules} rules, ${WAYS[way]}\n`);
      }
    }
  }
  return results;
}

/** Nobody is always first. */
function turned<T>(items: T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

function median(measurements: Measurement[], value: (measurement: Measurement) => number): number {
  const sorted = measurements.map(value).sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const COLUMNS: [heading: string, value: (measurement: Measurement) => number, digits: number][] = [
  ['import ms', ({ importMs }) => importMs, 1],
  ['construct ms', ({ constructMs }) => constructMs, 0],
  ['synth ms', ({ synthMs }) => synthMs, 0],
  ['peak MB', ({ peakMb }) => peakMb, 0],
  ['resources', ({ resources }) => resources, 0],
  ['template bytes', ({ templateBytes }) => templateBytes, 0],
  ['EventBridge statements', ({ statements }) => statements, 0],
  ['alarms', ({ alarms }) => alarms, 0],
  ['$ a month', ({ alarmMetrics, keys }) => alarmMetrics * prices.alarmMetricMonth.dollars + keys * prices.keyMonth.dollars, 2],
];

function table(ways: Map<string, Measurement[]>): string {
  const format = (value: number, digits: number) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return [
    `| | ${COLUMNS.map(([heading]) => heading).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '---:|').join('')}`,
    ...[...ways].map(([way, measurements]) =>
      `| ${WAYS[way]} | ${COLUMNS.map(([, value, digits]) => format(median(measurements, value), digits)).join(' | ')} |`),
  ].join('\n');
}

/** The aims, each a figure that must not be above its bound. */
function aims(results: Results): string {
  const of = (rules: number, way: string, value: (measurement: Measurement) => number) => median(results.get(rules)!.get(way)!, value);
  const [smallest, largest] = [RULES[0], RULES.at(-1)!];
  const share = (rules: number, way: string, value: (measurement: Measurement) => number) => of(rules, LIBRARY, value) / of(rules, way, value);
  const time = ({ constructMs, synthMs }: Measurement) => constructMs + synthMs;
  const importMs = ({ importMs: taken }: Measurement) => taken;
  const figures: [aim: string, figure: number, bound: number][] = [
    ['import of the names that the rules use, as a share of aws-eventbridge-sqs', share(smallest, PEER, importMs), 0.12],
    ['require alone, as a share of the import of aws-eventbridge-sqs', of(smallest, LIBRARY, ({ requireMs }) => requireMs) / of(smallest, PEER, importMs), 0.05],
    ...RULES.filter((rules) => rules > 1).flatMap((rules): [string, number, number][] => [
      [`${rules} rules: construct and synth, as a share of a queue for each rule`, share(rules, BY_HAND, time), 0.75],
      [`${rules} rules: construct and synth, as a share of 19 rules sharing a queue`, share(rules, CAREFUL_HAND, time), 0.95],
      [`${rules} rules: resources, as a share of a queue for each rule`, share(rules, BY_HAND, ({ resources }) => resources), 0.6],
      [`${rules} rules: kB of template for each rule`, of(rules, LIBRARY, ({ templateBytes }) => templateBytes) / rules / 1000, 3.4],
    ]),
    ...RULES.includes(100) && largest === 1000
      ? [['1,000 rules: construct and synth, times those of 100', of(1000, LIBRARY, time) / of(100, LIBRARY, time), 11] as [string, number, number]]
      : [],
  ];
  return [
    '| Aim | at most | measured | |',
    '|---|---:|---:|---|',
    ...figures.map(([aim, figure, bound]) => `| ${aim} | ${bound} | ${figure.toFixed(2)} | ${figure <= bound ? 'met' : '**missed**'} |`),
  ].join('\n');
}

function versionOf(name: string): string {
  return `${name} ${JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version}`;
}

function page(results: Results, load: number): string {
  const processor = cpus()[0].model.trim();
  return `<!-- Written by "npm run benchmark". -->
# Benchmark

Rules on a guaranteed service, each with an SQS target, a dead-letter queue, 185 retries within 24 hours, and the same alarms: three on the rule, two on the dead-letter queue. The library's alarm on failures adds a second metric, of events that would run their own rule again and again. Ten rules share a target queue, and fifty a stack.

- **cdk-service-events**: a rule has four resources, and a stack one dead-letter queue.
- **by hand, a queue for each rule**: \`aws-cdk-lib\` alone, as the EventBridge User Guide shows it.
- **by hand, 19 rules sharing a queue**: the same by a careful hand. The CDK adds a statement to the dead-letter queue for every rule, and Amazon SQS allows 20 in all.
- **aws-eventbridge-sqs**: AWS Solutions Constructs make rule and dead-letter queue, with a KMS key for each; the alarms are made by hand.
- **cdk-monitoring-constructs**: makes the alarms, and a dashboard; the rest is made by hand.

Medians of ${RUNS} runs that take turns, each a process of its own, in milliseconds of processor time: collection of garbage and compilation count, and what else the machine does matters little. Import is what comes beyond what rules by hand load.

${[...results].map(([rules, ways]) => `## ${rules.toLocaleString('en-US')} ${rules === 1 ? 'rule' : 'rules'}\n\n${table(ways)}`).join('\n\n')}

## Aims

${aims(results)}

Machine: ${processor}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}, load ${load.toFixed(1)} before the first run. Versions: Node ${process.versions.node}, ${PACKAGES.map(versionOf).join(', ')}.

Cost is what stands each month whether or not an event comes: ${Object.values(prices).map(({ dollars, what, source }) => `$${dollars.toFixed(2)} for ${what} (${source})`).join(', ')}. Rules and queues cost nothing while nothing passes through them; dashboards are left out.
`;
}

const load = loadavg()[0];
compile();
const results = measureAll();
const text = page(results, load);
writeFileSync(PAGE, text);
console.log(text);
