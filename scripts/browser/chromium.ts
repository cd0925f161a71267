import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of the machine's Chromium: the one that the environment variable CHROMIUM names, else the first in the PATH.
 *
 * @throws when there is none
 */
export function chromiumPath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (!found) {
    throw new Error(`Chromium is needed, and none was found as ${process.env.CHROMIUM ?? NAMES.join(', ')}: install it (on Debian: apt-get install chromium), or name it in the environment variable CHROMIUM.`);
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
