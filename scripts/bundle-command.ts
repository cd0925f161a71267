/**
 * Bundles the command line into one file that loads no CDK. The catalogue's data stay files of their own: they are in the
 * package already, and are read when they are needed.
 */
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(__dirname, '..');
const outfile = resolve(root, 'lib', 'command', 'cdk-service-events.js');

async function bundle(): Promise<void> {
  const { metafile } = await build({
    entryPoints: [resolve(root, 'src', 'command', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    external: ['aws-cdk-lib', 'constructs'],
    metafile: true,
    logLevel: 'warning',
    plugins: [{
      name: 'data-stay-files',
      setup: ({ onResolve }) => {
        onResolve({ filter: /\/data\/[\w-]+\.json$/ }, ({ path, resolveDir }) => ({
          path: relative(resolve(root, 'src', 'command'), resolve(resolveDir, path)), external: true,
        }));
      },
    }],
  });
  const cdk = Object.values(metafile.outputs).flatMap(({ imports }) => imports).filter(({ path }) => /^(aws-cdk-lib|constructs)/.test(path));
  if (cdk.length > 0) {
    throw new Error(`The command would load ${[...new Set(cdk.map(({ path }) => path))].join(', ')}: it works without the CDK.`);
  }
}

bundle().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
