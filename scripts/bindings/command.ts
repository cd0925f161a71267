import { spawnSync } from 'node:child_process';

/** Whether the command can be run on this machine. */
export function isInstalled(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`], { env: process.env }).status === 0;
}

/** Whether a command ends well. What it prints is of no interest. */
export function succeeds(command: string, args: string[], cwd: string, env: Record<string, string> = {}): boolean {
  return spawnSync(command, args, { cwd, stdio: 'ignore', env: { ...inherited(), ...env } }).status === 0;
}

/** What npm sets for its scripts is not meant for what they start. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}

/**
 * Runs a command to its end, and shows what it printed only when it failed.
 *
 * @throws when it failed
 */
export function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): string {
  const begin = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...inherited(), JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...env },
  });
  const line = [command, ...args].join(' ');
  if (status !== 0) {
    console.error(`${stdout}\n${stderr}`.slice(-20_000));
    throw new Error(`${line}, in ${cwd}: ${error?.message ?? `exit code ${status}`}`);
  }
  console.log(`  ${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line.length > 110 ? `${line.slice(0, 109)}…` : line}`);
  return stdout;
}
