/**
 * What importing the compiled library costs, beside the CDK modules that it uses, and what the first touch of the catalogue costs.
 *
 * Every figure is the median of fresh processes, which take turns, in milliseconds of processor time. The library must have been compiled ("npm run compile").
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROUNDS = 15;
const LIBRARY = JSON.stringify(resolve(__dirname, '..', 'lib'));
/** What the library itself imports, loaded before the clock starts. */
const CDK = ['aws-cdk-lib', 'constructs', ...['events', 'cloudwatch', 'sqs', 'kms', 'iam'].map((name) => `aws-cdk-lib/aws-${name}`)]
  .map((name) => `Object.keys(require('${name}')).forEach((key) => require('${name}')[key]);`).join('');

/** What loading the CDK left behind is collected before the clock starts. */
const BEGIN = 'gc(); const begin = process.cpuUsage();';
const END = 'const { user, system } = process.cpuUsage(begin); console.log((user + system) / 1000);';

const SCRIPTS: Record<string, string> = {
  'require, in ms over the CDK modules': `${CDK} ${BEGIN} require(${LIBRARY}); ${END}`,
  'first touch of AwsService, in ms': `${CDK} const library = require(${LIBRARY}); ${BEGIN} library.AwsService.EC2.source; ${END}`,
  'first name looked up, in ms': `${CDK} const { AwsService } = require(${LIBRARY}); AwsService.EC2.source; ${BEGIN} AwsService.named('Amazon EC2'); ${END}`,
  'first rule made, in ms over the CDK modules': `${CDK} const { App, Stack } = require('aws-cdk-lib'); const stack = new Stack(new App(), 'Stack'); ${BEGIN} const { AwsService, BatchEvents, ServiceEventRule } = require(${LIBRARY}); new ServiceEventRule(stack, 'Rule', { service: AwsService.BATCH, detailTypes: [BatchEvents.BATCH_JOB_STATE_CHANGE] }); ${END}`,
  'ServiceEventRule loaded, in ms over the CDK modules': `${CDK} const library = require(${LIBRARY}); ${BEGIN} library.ServiceEventRule; ${END}`,
};

const measured = new Map(Object.keys(SCRIPTS).map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    measured.get(name)!.push(Number(execFileSync(process.execPath, ['--expose-gc', '-e', script], { encoding: 'utf8' })));
  }
}
const median = (values: number[]) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
console.log(`Node ${process.version}, medians of ${ROUNDS} processes each`);
for (const [name, values] of measured) {
  console.log(`${name.padEnd(55)} ${median(values).toFixed(2).padStart(8)}`);
}
