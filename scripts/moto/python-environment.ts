import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const REQUIREMENTS = resolve(__dirname, 'requirements.txt');
const NEEDED = 'Python 3.11 to 3.14, with its module venv';
const PROBE = 'import sys, venv, ensurepip; sys.exit(0 if (3, 11) <= sys.version_info < (3, 15) else 1)';
const COMMANDS = process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python'];

/**
 * The Python interpreter of an environment that holds what `requirements.txt` pins. The first call installs it, below
 * the user's cache folder and outside the tree; it is used again until the requirements change.
 *
 * @throws when the machine has no fitting Python, or the packages cannot be had
 */
export function pythonWithRequirements(): string {
  const name = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `python-${name}`);
  if (!existsSync(folder)) {
    install(folder);
  }
  return interpreterOf(folder);
}

/** Two may install at once: each does so in a folder of its own, and the first to finish gives it its name. */
function install(folder: string): void {
  const unfinished = `${folder}-${process.pid}`;
  const python = findPython();
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    run(python, ['-m', 'venv', unfinished]);
    run(interpreterOf(unfinished), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS]);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function findPython(): string {
  const found = COMMANDS.find((command) => spawnSync(command, ['-c', PROBE]).status === 0);
  if (!found) {
    throw new Error(`${NEEDED}, is needed, and none was found as ${COMMANDS.join(' or ')}: install it (on Debian: apt-get install python3 python3-venv), or name it in the environment variable PYTHON.`);
  }
  return found;
}

function run(command: string, args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`'${[command, ...args].join(' ')}' failed: ${error?.message ?? ''}\n${stdout}${stderr}`);
  }
}

function interpreterOf(folder: string): string {
  return join(folder, 'bin', 'python');
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk-service-events');
}
