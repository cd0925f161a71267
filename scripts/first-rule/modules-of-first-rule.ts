import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as library from 'cdk-service-events';

/**
 * The files of the compiled library that are loaded where an app makes its first rule and is synthesized, in this order.
 *
 * @param lib the folder of the library, whose modules load what they import when they use it
 */
export function modulesOfFirstRule(lib: string): string[] {
  const load = createRequire(__filename);
  const { AwsService, BatchEvents, ServiceEventRule } = load(lib) as typeof library;
  const outdir = mkdtempSync(join(tmpdir(), 'first-rule-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Stack');
    new ServiceEventRule(stack, 'Rule', {
      service: AwsService.BATCH,
      detailTypes: [BatchEvents.BATCH_JOB_STATE_CHANGE],
      detail: { status: ['FAILED'] },
      targets: [new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
    });
    app.synth();
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
  return Object.keys(load.cache).filter((file) => file.startsWith(lib));
}
