import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Scene, arnOf, ruleArn } from './simulator/scene';
import { recordOf } from './simulator/simulated-aws';

const PAGE = readFileSync(resolve(__dirname, '../../docs/operations.md'), 'utf8');
const BOOKKEEPER = arnOf('lambda', 'function:bookkeeper');
const IDS = /"[0-9a-f]{8}-[0-9a-f-]{27}"/g;

let scene: Scene;

beforeEach(() => scene = new Scene());
afterEach(() => scene.end());

/** The summary after a mark in the page. */
function documented(name: string): string {
  return new RegExp(`<!-- summary: ${name} -->\n\n\`\`\`json\n([^]*?)\n\`\`\``).exec(PAGE)?.[1] ?? '';
}

/** As the page shows it: the ids of messages are different each time. */
function shown(summary: object): string {
  return JSON.stringify(summary, undefined, 2).replace(IDS, '"8f8e3c5b-..."');
}

test('the summaries on the page for the night are real', async () => {
  scene.aws.functions.set(BOOKKEEPER, {});
  scene.aws.rules.set(ruleArn('job-failed'), { targets: [{ Arn: BOOKKEEPER }] });
  scene.write(3, { ruleArn: ruleArn('job-failed'), targetArn: BOOKKEEPER });
  scene.write(1, { ruleArn: ruleArn('removed') });
  scene.deadLetters.send(recordOf(BOOKKEEPER, '{"id":"event-5"}'), { sentAt: 0 });
  expect(shown(await scene.run({ dryRun: true }))).toBe(documented('look'));
  expect(shown(await scene.run())).toBe(documented('send'));
});
