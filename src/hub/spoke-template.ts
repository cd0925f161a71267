import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';

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
    return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
