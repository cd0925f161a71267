/**
 * What importing the compiled library costs, beside the CDK modules that it uses, and what the first touch of the catalogue costs.
 *
 * Every figure is the median of fresh processes, which take turns. The library must have been compiled ("npm run compile").
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROUNDS = 15;
const LIBRARY = JSON.stringify(resolve(__dirname, '..', 'lib'));
/** What the library itself imports, loaded before the clock starts. */
const CDK = ['aws-cdk-lib', 'constructs', ...['events', 'cloudwatch', 'sqs', 'kms', 'iam'].map((name) => `aws-cdk-lib/aws-${name}`)]
  .map((name) => `Object.keys(require('${name}')).forEach((key) => require('${name}')[key]);`).join('');

const SCRIPTS: Record<string, string> = {
  'require, in ms over the CDK modules': `${CDK} const begin = performance.now(); require(${LIBRARY}); console.log(performance.now() - begin);`,
  'first touch of AwsService, in ms': `${CDK} const library = require(${LIBRARY}); const begin = performance.now(); library.AwsService.EC2.source; console.log(performance.now() - begin);`,
  'first name looked up, in ms': `${CDK} const { AwsService } = require(${LIBRARY}); AwsService.EC2.source; const begin = performance.now(); AwsService.named('Amazon EC2'); console.log(performance.now() - begin);`,
  'ServiceEventRule loaded, in ms over the CDK modules': `${CDK} const library = require(${LIBRARY}); const begin = performance.now(); library.ServiceEventRule; console.log(performance.now() - begin);`,
};

const measured = new Map(Object.keys(SCRIPTS).map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    measured.get(name)!.push(Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })));
  }
}
const median = (values: number[]) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
console.log(`Node ${process.version}, medians of ${ROUNDS} processes each`);
for (const [name, values] of measured) {
  console.log(`${name.padEnd(55)} ${median(values).toFixed(2).padStart(8)}`);
}
