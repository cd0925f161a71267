import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/**
 * The template of a stack of its own, as JSON text, which needs no bootstrapped environment.
 *
 * @param name the name of the stack
 * @param build makes what is in the stack
 */
export function spokeTemplate(name: string, build: (stack: Stack) => void): string {
  const outdir = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, name, { synthesizer: new BootstraplessSynthesizer() });
    build(stack);
    return JSON.stringify(synthesized(app, name).getStackArtifact(stack.artifactId).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** @throws in words when something of another app is part of the template */
function synthesized(app: App, name: string): CloudAssembly {
  try {
    return app.synth();
  } catch (error) {
    const { message } = error as Error;
    throw /cross-environment|cross-account|another app|different Apps|unrelated/i.test(message)
      ? new Error(`The template of ${name} stands alone, and a resource of this app is part of it: give queues and topics that are imported by their ARNs, such as sqs.Queue.fromQueueArn(...).`) : error;
  }
}
