/**
 * Runs several tasks of projen at the same time, and shows what each of them printed when it has ended.
 *
 *   tsx scripts/side-by-side.ts post-compile check
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

interface Ended {
  readonly task: string;
  readonly status: number;
}

function run(task: string): Promise<Ended> {
  return new Promise((done) => {
    const printed: Buffer[] = [];
    const child = spawn('npx', ['projen', task], { cwd: resolve(__dirname, '..'), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (part: Buffer) => printed.push(part));
    child.stderr.on('data', (part: Buffer) => printed.push(part));
    child.on('error', (error) => {
      console.error(`${task}: ${error.message}`);
      done({ task, status: 1 });
    });
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(printed));
      done({ task, status: code ?? 1 });
    });
  });
}

void Promise.all(process.argv.slice(2).map(run)).then((all) => {
  const failed = all.filter(({ status }) => status !== 0).map(({ task }) => task);
  if (failed.length > 0) {
    console.error(`Failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
});
