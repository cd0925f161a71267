import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsService, ServiceEventRule } from 'cdk-service-events';
import { testApp } from '../support/test-app';

const ROOT = resolve(__dirname, '..', '..');
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const README = read('README.md');
const { alarmMetricMonth } = JSON.parse(read('benchmark/prices.json'));

/** The cells of the row of a table that begins with a word. */
const rowOf = (page: string, first: string) => page.split('\n').find((line) => line.startsWith(`| ${first} |`))!.split('|').slice(1, -1).map((cell) => cell.trim());

/** Dollars a month for the alarms of a stack, by the metrics that they watch. */
function dollarsOf(rules: number, expectEvery?: Duration): number {
  const stack = new Stack(testApp(), 'Stack');
  const topic = new targets.SnsTopic(sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111111111111:topic'));
  for (let at = 0; at < rules; at++) {
    new ServiceEventRule(stack, `Rule${at}`, { service: AwsService.BATCH, targets: [topic], delivery: { expectEvery } });
  }
  const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  const metrics = alarms.map(({ Properties }) => Properties.Metrics?.filter(({ MetricStat }: any) => MetricStat).length ?? 1);
  return metrics.reduce((sum: number, count: number) => sum + count, 0) * alarmMetricMonth.dollars;
}

test('what a rule and a stack cost is what the README says', () => {
  const rule = dollarsOf(2) - dollarsOf(1);
  expect(rowOf(README, 'a rule').at(-1)).toBe(rule.toFixed(2));
  expect(rowOf(README, 'a stack with rules').at(-1)).toBe((dollarsOf(1) - rule).toFixed(2));
  expect(rowOf(README, '`expectEvery`').at(-1)).toBe((dollarsOf(1, Duration.days(1)) - dollarsOf(1)).toFixed(2));
  expect(rowOf(README, 'standing $ a month for them')[1]).toBe((100 * rule + 2 * (dollarsOf(1) - rule)).toFixed(2));
});

test('the table of the README has the resources that the benchmark has counted', () => {
  const [, hundred] = read('docs/benchmark.md').split(/^## 100 rules$/m);
  const counted = (way: string) => rowOf(hundred, way)[5];
  expect(rowOf(README, 'resources for 100 rules').slice(1)).toEqual([
    counted('cdk-service-events'),
    `${counted('by hand, a queue for each rule')}; ${counted('by hand, 19 rules sharing a queue')} when the queues are shared by hand`,
    counted('aws-eventbridge-sqs'),
    counted('cdk-monitoring-constructs'),
  ]);
});

test.each(['README.md', 'docs/python.md', 'docs/java.md', 'docs/go.md', 'docs/dotnet.md'])('%s names the lowest version of the CDK that the library works with', (page) => {
  const { peerDependencies } = JSON.parse(read('package.json'));
  expect(read(page)).toContain(`${peerDependencies['aws-cdk-lib'].slice(1)} or `);
});

test('the README is read in one go, and names the two commands by which it is tried', () => {
  const lines = README.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(250);
  expect(lines).toEqual(expect.arrayContaining(['npm ci && npm test', 'npm ci && npm run demo']));
});
