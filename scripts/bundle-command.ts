/**
 * Bundles the command line into one file beside the library, whose modules it uses. It loads no CDK.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { BuildOptions, Plugin, build } from 'esbuild';
import { filesOfModules } from './first-rule/files-of-modules';
import { requireOf } from './first-rule/one-file';

const root = resolve(__dirname, '..');
const command = resolve(root, 'src', 'command');
const outfile = resolve(root, 'lib', 'command', 'cdk-service-events.js');
const OPTIONS: BuildOptions = {
  entryPoints: [resolve(command, 'main.ts')],
  outfile,
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

/** What stands in other rooms stays there. */
const ROOMS: Plugin = {
  name: 'rooms-stay-files',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const module = relative(command, resolve(resolveDir, path)).replaceAll('\\', '/');
      return module.startsWith('../') && resolveDir.startsWith(command) ? { path: module, external: true } : undefined;
    });
  },
};

async function checkThatNoCdkIsLoaded(): Promise<void> {
  const { metafile } = await build({ ...OPTIONS, write: false, metafile: true });
  const loaded = Object.values(metafile!.outputs).flatMap(({ imports }) => imports).filter(({ path }) => /^(aws-cdk-lib|constructs)/.test(path));
  if (loaded.length > 0) {
    throw new Error(`The command would load ${[...new Set(loaded.map(({ path }) => path))].join(', ')}: it works without the CDK.`);
  }
}

async function bundle(): Promise<void> {
  await checkThatNoCdkIsLoaded();
  await build({ ...OPTIONS, plugins: [ROOMS] });
  const fileOf = filesOfModules(resolve(root, 'lib'));
  const code = readFileSync(outfile, 'utf8').replace(/\brequire\("\.\.\/([^"]*)"\)/g,
    (_all, module) => requireOf(`../${module}`, module, 'command/cdk-service-events', fileOf));
  writeFileSync(outfile, code);
}

bundle().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
