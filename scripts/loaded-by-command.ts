import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
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
  // ES modules, of which the bundle takes what is used; what Node.js would load is the same as CommonJS.
  alias: { yaml: resolve(__dirname, '..', 'node_modules', 'yaml', 'browser', 'dist', 'index.js') },
  logLevel: 'warning',
};

/** What the command line would load, each with the file that asks for it. */
async function loadedByCommand(): Promise<{ path: string; file: string }[]> {
  const { metafile } = await build({ ...COMMAND_BUNDLE, write: false, metafile: true, outfile: 'command.js' });
  return Object.entries(metafile!.inputs).flatMap(([file, { imports }]) => imports.map(({ path }) => ({ path, file })));
}

/** The CDK's modules that the command line would load: none, since it works without the CDK. */
export async function cdkLoadedByCommand(): Promise<string[]> {
  return (await loadedByCommand()).filter(({ path }) => /^(aws-cdk-lib|constructs)/.test(path)).map(({ path, file }) => `${path} in ${file}`);
}

/** What the command line would take of Node's file system, by name. */
export async function fileSystemOfCommand(): Promise<string[]> {
  const files = (await loadedByCommand()).filter(({ path }) => /^(node:)?fs\b/.test(path)).map(({ file }) => resolve(__dirname, '..', file));
  const names = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from 'node:fs'/g)].flatMap(([, list]) => list.split(',')));
  return [...new Set(names.map((name) => name.trim()))].sort();
}

/** The modules of Node.js that the command line would load, without `node:`. */
export async function nodeLoadedByCommand(): Promise<string[]> {
  return (await loadedByCommand()).map(({ path }) => path.replace(/^node:/, '')).filter((path) => isBuiltin(path));
}
