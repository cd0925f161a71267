import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AwsService, Ec2Events, ServiceEventRule } from 'cdk-service-events';
import { FirstStack } from '../../examples/typescript/first-stack';
import { everyOf } from '../support/every-of';

const README = readFileSync(resolve(__dirname, '..', '..', 'README.md'), 'utf8');
const LINE = 120;
const SCREEN = 24;

/** What the CDK's command prints of an app. */
function printed(): string[] {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  const { artifactId } = new FirstStack(app, 'First');
  return app.synth().getStackArtifact(artifactId).messages
    .map(({ level, id, entry }) => `[${level[0].toUpperCase()}${level.slice(1)} at ${id}] ${entry.data}`);
}

test('what a first app of four rules prints is what the README shows', () => {
  const [, shown] = /^```text\n(\[Info at .*?)\n```$/ms.exec(README)!;
  expect(printed()).toEqual(shown.split('\n').filter((line) => line !== ''));
});

test('what it prints fits a screen', () => {
  const lines = printed().map((message) => Math.ceil(message.length / LINE));
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(SCREEN);
});

test('each notice comes once, with a count and an address', () => {
  const ids = printed().map((message) => /\[ack: (.*?)\]/.exec(message)![1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const message of everyOf(printed())) {
    expect(message).toMatch(/\] \d+ (rules?|alarms?) .* See https:\/\//);
  }
});

test('the mistake that the README shows is refused in the words that it shows', () => {
  const [, shown] = /^```text\nError: (.*?)\n```$/m.exec(README)!;
  expect(() => new ServiceEventRule(new Stack(new App(), 'Operations'), 'InstanceStopped', {
    service: AwsService.EC2, detailTypes: [Ec2Events.EC2_INSTANCE_STATE_CHANGE_NOTIFICATION], detail: { state: ['Stopped'] },
  })).toThrow(shown);
});
