import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command-line';

/** Written at once: what is piped on must be whole when the process ends. */
function writeTo(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') {
        return;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}

process.exitCode = runCommand(process.argv.slice(2), {
  write: (text) => writeTo(1, text),
  writeError: (text) => writeTo(2, text),
  isTerminal: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  readInput: () => readFileSync(0, 'utf8'),
  version: JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version,
});
