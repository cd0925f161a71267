/**
 * Bundles the command line into one file beside the library, whose modules it uses. It loads no CDK.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Plugin, build } from 'esbuild';
import { filesOfModules } from './first-rule/files-of-modules';
import { requireOf } from './first-rule/one-file';
import { COMMAND_BUNDLE, cdkLoadedByCommand } from './loaded-by-command';

const root = resolve(__dirname, '..');
const command = resolve(root, 'src', 'command');
const outfile = resolve(root, 'lib', 'command', 'cdk-service-events.js');

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

async function bundle(): Promise<void> {
  const loaded = await cdkLoadedByCommand();
  if (loaded.length > 0) {
    throw new Error(`The command would load ${loaded.join(', ')}: it works without the CDK.`);
  }
  await build({ ...COMMAND_BUNDLE, outfile, plugins: [ROOMS] });
  const fileOf = filesOfModules(resolve(root, 'lib'));
  const code = readFileSync(outfile, 'utf8').replace(/\brequire\("\.\.\/([^"]*)"\)/g,
    (_all, module) => requireOf(`../${module}`, module, 'command/cdk-service-events', fileOf));
  writeFileSync(outfile, code);
}

bundle().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
