import { resolve } from 'node:path';
import { BuildOptions, build } from 'esbuild';

/** How the command line is made into one file. */
export const COMMAND_BUNDLE: BuildOptions = {
  entryPoints: [resolve(__dirname, '..', 'src', 'command', 'main.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: true,
  keepNames: true,
  lineLimit: 200,
  legalComments: 'none',
  banner: { js: '#!/usr/bin/env node' },
  external: ['aws-cdk-lib', 'constructs', '*.json'],
  logLevel: 'warning',
};

/** The CDK's modules that the command line would load, each with the file that asks for it: none, since it works without the CDK. */
export async function cdkLoadedByCommand(): Promise<string[]> {
  const { metafile } = await build({ ...COMMAND_BUNDLE, write: false, metafile: true, outfile: 'command.js' });
  return Object.entries(metafile!.inputs).flatMap(([file, { imports }]) => imports
    .filter(({ path }) => /^(aws-cdk-lib|constructs)/.test(path))
    .map(({ path }) => `${path} in ${file}`));
}
